"""Collection rates: the worked quarter, exact targets, and what counts once or not at all.

One build as of 10 April 2026 holds every case; a case is a project of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.dbt.fee_rows import Row, bill, paid, refunded
from tests.small_warehouse import build_small_warehouse, fetch

AS_OF = datetime(2026, 4, 10, 18)
Q1 = date(2026, 1, 1)


def at(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 10)


def worked_quarter() -> Iterator[Row]:
    """1,000,000 receivable, 5,000 waived, 985,000 settled of which 60,000 the quarter before;
    arrears of 200,000 of which 50,000 come in; 120,000 prepaid for the next quarter."""
    p = "例题花园"
    yield bill(p, "prepaid", Q1, date(2026, 1, 15), "60000")
    yield paid(p, "prepaid", at(12, 20, 2025), "60000")
    yield bill(p, "waived", Q1, date(2026, 1, 31), "935000", "5000")
    yield paid(p, "waived", at(2, 5), "925000")
    yield bill(p, "unpaid", date(2026, 3, 1), date(2026, 3, 15), "5000")
    yield bill(p, "old", date(2025, 7, 1), date(2025, 7, 31), "200000")
    yield paid(p, "old", at(2, 10), "50000")
    yield bill(p, "next", date(2026, 4, 1), date(2026, 4, 15), "120000")
    yield paid(p, "next", at(3, 20), "120000")


def exactly_on_target() -> Iterator[Row]:
    yield bill("恰好苑", "b", Q1, date(2026, 1, 31), "1000")
    yield paid("恰好苑", "b", at(2, 1), "990")


def due_before_its_period() -> Iterator[Row]:
    """300 of the quarter were due in December already; 100 are older; 500 are plain."""
    p = "先缴苑"
    yield bill(p, "early", Q1, date(2025, 12, 25), "300")
    yield paid(p, "early", at(1, 20), "120")
    yield bill(p, "older", date(2025, 11, 1), date(2025, 11, 15), "100")
    yield paid(p, "older", at(2, 10), "40")
    yield bill(p, "plain", Q1, date(2026, 1, 31), "500")
    yield paid(p, "plain", at(1, 31), "500")


def paid_refunded_and_paid_again() -> Iterator[Row]:
    """Settled at the start of the quarter, opened by a refund in January, paid again in
    February; another 100 stay unpaid."""
    p = "往返苑"
    yield bill(p, "again", date(2025, 10, 1), date(2025, 10, 15), "100")
    yield paid(p, "again", at(11, 1, 2025), "100")
    yield refunded(p, "again", at(1, 10), "100")
    yield paid(p, "again", at(2, 1), "100", number=2)
    yield bill(p, "unpaid", date(2025, 10, 1), date(2025, 10, 15), "100")


def void_and_not_begun() -> Iterator[Row]:
    p = "作废苑"
    yield bill(p, "void", Q1, date(2026, 1, 31), "700", status="作废")
    yield paid(p, "void", at(2, 1), "700")
    yield bill(p, "valid", Q1, date(2026, 1, 31), "300")
    yield bill(p, "next year", date(2027, 1, 1), date(2027, 1, 31), "900")
    yield paid(p, "next year", at(2, 1), "900")


def one_debtor_among_payers() -> Iterator[Row]:
    p = "账龄苑"
    yield bill(p, "a", Q1, AS_OF.date() - timedelta(days=31), "100.10", room="1-1-101")
    yield bill(p, "b", Q1, AS_OF.date() - timedelta(days=1), "50", room="1-1-101")
    yield bill(p, "c", Q1, AS_OF.date(), "70", room="1-1-102")
    yield bill(p, "d", Q1, AS_OF.date() - timedelta(days=20), "150.10", room="1-1-103")
    yield bill(p, "e", Q1, AS_OF.date() - timedelta(days=2), "80", room="1-1-104")
    yield paid(p, "e", at(4, 9), "80")


CASES = (
    worked_quarter,
    exactly_on_target,
    due_before_its_period,
    paid_refunded_and_paid_again,
    void_and_not_begun,
    one_debtor_among_payers,
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [row for case in CASES for row in case()]
    return build_small_warehouse(
        tmp_path_factory.mktemp("fee_kpis"),
        {
            "fee_bills": [r for r in rows if "payment_id" not in r],
            "fee_payments": [r for r in rows if "payment_id" in r],
        },
        AS_OF,
        select=["+kpi_values", "+marts.fees"],
    )


def share(
    warehouse: Path, kpi_id: str, project: str, kind: str = "quarter", start: date = Q1
) -> tuple[Any, ...] | None:
    """Numerator, denominator, verdict of one KPI row."""
    rows = fetch(
        warehouse,
        "select numerator, denominator, verdict from marts.kpi_values"
        f" where kpi_id = '{kpi_id}' and project_name = '{project}' and department = 'all'"
        f" and period_kind = '{kind}' and period_start_on = date '{start}'",
    )
    return rows[0] if rows else None


def test_the_current_rate_of_the_worked_quarter_is_98_99_and_missed(warehouse: Path) -> None:
    found = share(warehouse, "fee_collection_rate", "例题花园")
    assert found == (Decimal(985_000), Decimal(995_000), "missed")
    assert found[0] / found[1] == pytest.approx(Decimal("0.98995"), abs=Decimal("0.000001"))


def test_the_arrears_of_the_worked_quarter_recover_by_a_quarter(warehouse: Path) -> None:
    found = share(warehouse, "fee_arrears_recovery_rate", "例题花园")
    assert found == (Decimal(50_000), Decimal(200_000), "no_target")


def test_the_combined_rate_of_the_worked_quarter_is_86_61_net_of_waivers(warehouse: Path) -> None:
    found = share(warehouse, "fee_combined_collection_rate", "例题花园")
    assert found == (Decimal(1_035_000), Decimal(1_195_000), "no_target")
    assert round(found[0] / found[1], 4) == Decimal("0.8661")


def test_exactly_99_percent_meets_the_target_of_a_quarter_and_a_month_has_none(
    warehouse: Path,
) -> None:
    found = share(warehouse, "fee_collection_rate", "恰好苑")
    assert found == (Decimal(990), Decimal(1000), "met")
    assert share(warehouse, "fee_collection_rate", "恰好苑", "month") == (990, 1000, "no_target")


def test_a_bill_due_before_its_own_period_is_arrears_but_counts_once_in_the_combined_rate(
    warehouse: Path,
) -> None:
    arrears = share(warehouse, "fee_arrears_recovery_rate", "先缴苑")
    combined = share(warehouse, "fee_combined_collection_rate", "先缴苑")
    assert arrears == (120 + 40, 300 + 100, "no_target")
    assert combined == (120 + 500 + 40, 300 + 500 + 100, "no_target")


def test_paying_again_what_a_refund_opened_in_the_period_recovers_nothing(warehouse: Path) -> None:
    kpi = "fee_arrears_recovery_rate"
    assert share(warehouse, kpi, "往返苑") == (0, 100, "no_target")
    assert share(warehouse, kpi, "往返苑", "month", date(2026, 1, 1)) == (0, 100, "no_target")
    assert share(warehouse, kpi, "往返苑", "month", date(2026, 2, 1)) == (100, 200, "no_target")
    assert share(warehouse, kpi, "往返苑", "month", date(2026, 3, 1)) == (0, 100, "no_target")


def test_void_bills_are_left_out_and_counted(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select numerator, denominator, excluded_count from marts.kpi_values"
        " where kpi_id = 'fee_collection_rate' and project_name = '作废苑'"
        " and period_kind = 'quarter'",
    )
    assert rows == [(0, 300, 1)]


def test_a_period_that_has_not_begun_has_no_row_and_one_in_progress_is_incomplete(
    warehouse: Path,
) -> None:
    rows = fetch(
        warehouse,
        "select distinct period_start_on, is_complete from marts.kpi_values"
        " where kpi_id like 'fee_%' and period_kind = 'quarter' order by period_start_on desc",
    )
    assert rows[0] == (date(2026, 4, 1), False)
    assert all(is_complete for _, is_complete in rows[1:])


def test_the_company_row_is_the_sum_of_its_projects(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select kpi_id, period_kind, period_start_on,"
        " sum(case when project_name = 'all' then numerator else -numerator end),"
        " sum(case when project_name = 'all' then denominator else -denominator end)"
        " from marts.kpi_values where kpi_id like 'fee_%' group by all",
    )
    assert {(numerator, denominator) for *_, numerator, denominator in rows} == {(0, 0)}


def test_ageing_counts_bills_rooms_and_yuan_per_item_and_for_all_items(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select fee_item, ageing_bucket, bill_count, household_count, outstanding_amount"
        " from marts.fee_ageing where project_name = '账龄苑' order by fee_item, bucket_order",
    )
    buckets = [
        ("not_due", 1, 1, Decimal("70.00")),
        ("1-30", 2, 2, Decimal("200.10")),
        ("31-90", 1, 1, Decimal("100.10")),
    ]
    assert rows == [(item, *bucket) for item in ("all", "物业费") for bucket in buckets]


def test_debtors_are_rooms_past_due_and_ties_go_to_the_older_debt(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select room_name, bill_count, outstanding_amount, max_days_past_due, debtor_rank"
        " from marts.fee_debtors where project_name = '账龄苑' order by debtor_rank",
    )
    assert rows == [
        ("1-1-101", 2, Decimal("150.10"), 31, 1),
        ("1-1-103", 1, Decimal("150.10"), 20, 2),
    ]


def test_the_curve_counts_money_by_days_since_due_and_knows_when_it_is_complete(
    warehouse: Path,
) -> None:
    rows = fetch(
        warehouse,
        "select days_since_due, collected_amount, receivable_amount, is_complete"
        " from marts.fee_collection_curves where project_name = '例题花园'"
        f" and period_start_on = date '{Q1}' and days_since_due in (-30, -15, 0, 7, 15, 30)"
        " order by days_since_due",
    )
    due = Decimal(995_000)
    assert rows == [
        (-30, 0, due, True),
        (-15, 60_000, due, True),
        (0, 60_000, due, True),
        (7, 985_000, due, True),
        (15, 985_000, due, True),
        (30, 985_000, due, False),
    ]
