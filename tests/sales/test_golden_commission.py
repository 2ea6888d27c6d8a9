"""The slow calculator against the worked example of every clause, to the fen."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.sales import small_office as so
from tests.sales.office import fen
from tests.sales.slow_office import SlowOffice
from tests.sales.slow_review import review

FEBRUARY_TO_JUNE = [date(2015, month, 1) for month in range(2, 7)]


def one_sale(sold: str, target: str, rate: str, **contract: Any) -> dict[str, list[Any]]:
    """Consultant A sells one unit; `rate` is his authority."""
    return {
        "staff": [so.consultant("A")],
        "sales_contracts": [so.sale("K", sold, **contract)],
        "sales_credits": [so.credit("K", "A")],
        "sales_targets": [so.task("A", target)],
        "discount_authority": [so.authority(rate)],
    }


def earned(office: SlowOffice, component: str, staff_id: str | None = None) -> int:
    return sum(
        line.earned
        for line in office.lines
        if line.component == component and staff_id in (None, line.staff_id)
    )


@pytest.mark.parametrize(
    ("sold", "rate", "commission"),
    [
        ("3030000.00", "0.0021", "6363.00"),
        ("3029999.00", "0.0018", "5454.00"),
        ("3000000.00", "0.0018", "5400.00"),
        ("2400000.00", "0.0018", "4320.00"),
        ("2399999.99", "0.0017", "4080.00"),
        ("1800000.00", "0.0017", "3060.00"),
        ("1799999.00", "0.0016", "2880.00"),
    ],
)
def test_the_tier_of_the_month_applies_to_all_of_it(sold: str, rate: str, commission: str) -> None:
    office = so.calculated(one_sale(sold, "3000000.00", "0"))
    (line,) = (line for line in office.lines if line.component == "tier")

    assert line.rate == Fraction(rate)
    assert line.earned == fen(commission)


def test_marginal_bands_pay_each_stretch_at_its_own_rate() -> None:
    rows = one_sale("3030000.00", "3000000.00", "0")

    assert earned(so.calculated(rows, tier_mode="marginal"), "tier") == fen("5034.00")


@pytest.mark.parametrize(
    ("sold", "reading", "base", "commission"),
    [
        ("800000.00", "headroom", "16000.00", "1280.00"),
        ("796000.00", "headroom", "12000.00", "600.00"),
        ("796000.00", "given", "4000.00", "200.00"),
        ("784000.00", "headroom", "0.00", "0.00"),
    ],
)
def test_headroom_that_was_not_given_away_earns(
    sold: str, reading: str, base: str, commission: str
) -> None:
    rows = one_sale(sold, "3000000.00", "0.02", list_price=Decimal("800000.00"))
    office = so.calculated(rows, discount_base=reading)
    (line,) = (line for line in office.lines if line.component == "discount")

    assert line.base == fen(base)
    assert line.earned == fen(commission)


def test_an_unapproved_discount_costs_the_difference_and_a_fine_and_earns_nothing() -> None:
    rows = one_sale("776000.00", "3000000.00", "0.02", list_price=Decimal("800000.00"))
    office = so.calculated(rows)

    assert {line.outcome for line in office.lines} == {"unauthorised"}
    assert earned(office, "tier") == earned(office, "discount") == 0
    assert office.statement("A", so.MARCH).amount("deductions") == fen("-8500.00")


@pytest.mark.parametrize(
    ("reading", "total"),
    [("earned_amount", "4146.00"), ("none", "4200.00"), ("discount_only", "2400.00")],
)
def test_what_earned_discount_commission_earns_no_tier_commission(reading: str, total: str) -> None:
    rows = one_sale("1000000.00", "1000000.00", "0.03")
    office = so.calculated(rows, exclusion=reading)

    assert sum(line.earned for line in office.lines) == fen(total)


def test_a_mortgage_pays_half_at_each_of_its_two_contracts() -> None:
    rows = one_sale(
        "1000000.00",
        "1000000.00",
        "0",
        payment_plan="按揭",
        signed_at=datetime(2015, 3, 15),
        down_payment_on=date(2015, 3, 10),
        mortgage_documents_on=date(2015, 5, 2),
        mortgage_signed_on=date(2015, 5, 8),
    )
    moved = [(m.month, m.reason, m.amount) for m in so.calculated(rows).movements]

    assert moved == [
        (date(2015, 3, 1), "down_payment", fen("900.00")),
        (date(2015, 5, 1), "bank_contract", fen("900.00")),
    ]


@pytest.mark.parametrize(
    ("received", "released"),
    [
        ("499999.99", "0.00"),
        ("500000.00", "900.00"),
        ("999999.99", "900.00"),
        ("1000000.00", "1800.00"),
    ],
)
@pytest.mark.parametrize("plan", ["分期", "借款"])
def test_instalments_pay_half_at_half_and_the_rest_at_the_whole(
    received: str, released: str, plan: str
) -> None:
    rows = one_sale("1000000.00", "1000000.00", "0", payment_plan=plan)
    rows["sales_receipts"] = [so.receipt("R", "K", date(2015, 4, 2), received)]

    assert sum(m.amount for m in so.calculated(rows).movements) == fen(released)


@pytest.mark.parametrize(
    ("sold", "reading", "bonus"),
    [
        ("8999999.00", "illustration", "-200.00"),
        ("9000000.00", "illustration", "1000.00"),
        ("9899999.00", "illustration", "1000.00"),
        ("9900000.00", "illustration", "1150.00"),
        ("11700000.00", "illustration", "1450.00"),
        ("14400000.00", "illustration", "1900.00"),
        ("14400000.00", "extra_900", "2800.00"),
    ],
)
def test_the_site_bonus_grows_with_each_full_tenth(sold: str, reading: str, bonus: str) -> None:
    rows = one_sale(sold, "3000000.00", "0")
    rows["staff"].append(so.manager("M"))
    rows["sales_targets"].append(so.task(None, "9000000.00"))
    office = so.calculated(rows, extra_60=reading)

    assert office.statement("M", so.MARCH).amount("site_bonus") == fen(bonus)


def awards_of_months(completed: list[bool], w5_mode: str) -> list[int]:
    """W3 and W5 of a consultant month by month from February on."""
    months = FEBRUARY_TO_JUNE[: len(completed)]
    days = [datetime(month.year, month.month, 10, 10) for month in months]
    office = so.calculated(
        {
            "staff": [so.consultant("A")],
            "sales_contracts": [
                so.sale(f"K{day.month}", "1000000.00" if done else "999999.99", signed_at=day)
                for day, done in zip(days, completed, strict=True)
            ],
            "sales_credits": [so.credit(f"K{day.month}", "A") for day in days],
            "sales_targets": [so.task("A", "1000000.00", month) for month in months],
        },
        w5_mode=w5_mode,
    )
    return [
        sum(
            line.amount
            for line in office.statement_lines
            if line.month == month and line.kind in ("target_met", "two_months")
        )
        for month in months
    ]


@pytest.mark.parametrize(
    ("reading", "completed", "amounts"),
    [
        ("replace", [True] * 4, ["500.00", "1000.00", "500.00", "1000.00"]),
        ("add", [True] * 4, ["500.00", "1500.00", "500.00", "1500.00"]),
        (
            "replace",
            [True, False, True, True, True],
            ["500.00", "0.00", "500.00", "1000.00", "500.00"],
        ),
    ],
)
def test_every_second_month_in_a_row_pays_the_larger_award(
    reading: str, completed: list[bool], amounts: list[str]
) -> None:
    assert awards_of_months(completed, w5_mode=reading) == [fen(a) for a in amounts]


@pytest.mark.parametrize(("reading", "total"), [("plus", "466.16"), ("instead", "436.16")])
def test_the_month_of_fines(reading: str, total: str) -> None:
    minutes = [so.deduction(f"L{n}", "迟到", minutes=m) for n, m in enumerate((10, 10, 30, 31))]
    rows = {
        "staff": [so.consultant("A")],
        "sales_targets": [so.task("A", "3000000.00")],
        "sales_deductions": [
            *minutes,
            so.deduction("E", "早退", occurrences=3),
            so.deduction("S", "病假", days=Decimal("3")),
            so.deduction("P", "事假", days=Decimal("1"), is_approved=True),
            so.deduction("C", "投诉", occurrences=2, verified_by_staff_id="M"),
        ],
    }
    office = so.calculated(rows, early_leave=reading)

    assert office.statement("A", so.MARCH).amount("deductions") == -fen(total)


def test_the_two_month_review_shows_both_readings() -> None:
    rows = one_sale("3700000.00", "3000000.00", "0")
    rows["sales_targets"].append(so.task("A", "3000000.00", date(2015, 4, 1)))
    found = review(so.calculated(rows).sales, so.PROJECT, "A", so.MARCH)

    assert found is not None
    assert (found.literal_threshold, found.is_below_literal) == (fen("5400000.00"), True)
    assert (found.two_month_threshold, found.is_below_two_month) == (fen("3600000.00"), False)
