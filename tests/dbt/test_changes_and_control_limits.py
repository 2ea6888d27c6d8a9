"""Changes carry the interval of a difference; a control chart tells a signal from noise."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from tests.small_warehouse import fetch

# Satisfied of so many answers, month by month from January 2024; 20 is a quiet month's noise.
QUIET = [96, 97, 95, 96, 98, 94, 96, 97, 95, 96, 97, 95]
FALLEN = [*QUIET, 80]
DRIFTED = [98] * 9 + [90] * 8
MONTHS_SHOWN = 24


def months(project: str, satisfied: list[int], answers: int = 100) -> list[dict[str, Any]]:
    return [
        {
            "visit_id": f"{project}-{month}-{n}",
            "project_name": project,
            "room_name": f"1-1-{n:04d}",
            "visited_at": datetime(2024 + month // 12, month % 12 + 1, 10, 9),
            "visit_method": "电话",
            "visit_type": "月度走访",
            "was_reached": True,
            "satisfaction_grade": "满意" if n < count else "很不满意",
        }
        for month, count in enumerate(satisfied)
        for n in range(answers)
    ]


@pytest.fixture(scope="module")
def warehouse(
    build_small_warehouse: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    chance = random.Random(5)
    bills = [
        {
            "bill_id": f"B{month}",
            "project_name": "收费",
            "room_name": "1-1-0001",
            "fee_item": "物业费",
            "service_from": date(2024, month, 1),
            "service_to": date(2024, month, 28),
            "due_on": date(2024, month, 10),
            "receivable_amount": 100,
            "bill_status": "有效",
        }
        for month in (1, 2)
    ]
    return build_small_warehouse(
        tmp_path_factory.mktemp("changes"),
        {
            "visits": [
                *months("平稳", QUIET),
                *months("骤降", FALLEN),
                *months("渐变", DRIFTED),
                *months("很少", [3, 3, 3, 0], answers=3),
                *(
                    visit
                    for n in range(6)
                    for visit in months(f"随机{n}", [chance.randint(0, 40) for _ in range(30)], 40)
                ),
            ],
            "fee_bills": bills,
            "fee_payments": [
                {
                    "payment_id": f"P{month}",
                    "bill_id": f"B{month}",
                    "project_name": "收费",
                    "room_name": "1-1-0001",
                    "paid_at": datetime(2024, month, 5),
                    "received_amount": amount,
                    "payment_kind": "缴费",
                }
                for month, amount in ((1, 60), (2, 61))
            ],
        },
        datetime(2026, 6, 30, 23, 59, 59),
        select=("+kpi_changes", "+kpi_control_limits"),
    )


def signals(warehouse: Path, project: str) -> list[str]:
    rows = fetch(
        warehouse,
        "select signal from marts.kpi_control_limits where kpi_id = 'satisfaction_rate'"
        f" and project_name = '{project}' and department = 'all' order by period_start_on",
    )
    return [signal for (signal,) in rows]


def test_the_interval_of_a_changed_share_is_newcombes(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select n.numerator, n.denominator, b.numerator, b.denominator, c.change, c.low, c.high,"
        " c.has_changed from marts.kpi_changes as c"
        " inner join marts.kpi_values as n using"
        " (kpi_id, period_kind, period_start_on, project_name, department)"
        " inner join marts.kpi_values as b on b.kpi_id = c.kpi_id"
        " and b.period_kind = c.period_kind and b.period_start_on = c.compared_start_on"
        " and b.project_name = c.project_name and b.department = c.department"
        " where c.kpi_id = 'satisfaction_rate'",
    )
    assert len(rows) > 400
    for top, bottom, top_before, bottom_before, change, low, high, has_changed in rows:
        expected = confint_proportions_2indep(
            float(top),
            float(bottom),
            float(top_before),
            float(bottom_before),
            method="newcomb",
            compare="diff",
        )
        assert change == pytest.approx(float(top / bottom - top_before / bottom_before))
        assert (low, high) == pytest.approx(expected, abs=1e-9)
        assert has_changed == (low > 0 or high < 0)


def test_a_month_is_compared_with_the_month_and_the_year_before(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select compared_with, compared_start_on, round(change, 4), has_changed"
        " from marts.kpi_changes where kpi_id = 'satisfaction_rate' and project_name = '骤降'"
        " and department = 'all' and period_kind = 'month'"
        " and period_start_on = date '2025-01-01' order by 1",
    )

    assert rows == [
        ("previous_period", date(2024, 12, 1), -0.15, True),
        ("previous_year", date(2024, 1, 1), -0.16, True),
    ]


def test_the_interval_of_a_changed_score_comes_from_both_scores_own(warehouse: Path) -> None:
    now, before, change, low, high = fetch(
        warehouse,
        "select c.value, c.compared_value, c.change, c.low, c.high from marts.kpi_changes as c"
        " where kpi_id = 'satisfaction_score' and project_name = '骤降' and department = 'all'"
        " and period_kind = 'month' and period_start_on = date '2025-01-01'"
        " and compared_with = 'previous_period'",
    )[0]
    (now_low,), (before_low,) = fetch(
        warehouse,
        "select low from marts.kpi_values where kpi_id = 'satisfaction_score'"
        " and project_name = '骤降' and department = 'all' and period_kind = 'month'"
        " and period_start_on >= date '2024-12-01' order by period_start_on desc",
    )
    spread = math.hypot(now - now_low, before - before_low)

    assert change == pytest.approx(now - before)
    assert (low, high) == pytest.approx((change - spread, change + spread))


def test_a_period_in_progress_is_compared_with_nothing(warehouse: Path) -> None:
    assert fetch(
        warehouse,
        "select count(*) from marts.kpi_changes as c inner join marts.kpi_values as v using"
        " (kpi_id, period_kind, period_start_on, project_name, department)"
        " where not v.is_complete",
    ) == [(0,)]


def test_money_is_counted_whole_so_any_change_of_it_is_one(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select round(change, 4), low, high, has_changed from marts.kpi_changes"
        " where kpi_id = 'fee_collection_rate' and project_name = '收费'"
        " and period_kind = 'month'",
    )

    assert rows == [(0.01, None, None, True)]


def test_a_quiet_year_gives_no_signal(warehouse: Path) -> None:
    assert signals(warehouse, "平稳") == ["none"] * 12


def test_a_month_outside_its_limits_is_a_signal(warehouse: Path) -> None:
    """Pooled 1232 of 1300: 94.77 %, less three times 2.23 % is 88.09 %; 80 % lies below."""
    assert signals(warehouse, "骤降") == ["none"] * 12 + ["below"]
    centre, lower, upper = fetch(
        warehouse,
        "select centre, lower_limit, upper_limit from marts.kpi_control_limits"
        " where kpi_id = 'satisfaction_rate' and project_name = '骤降' and department = 'all'"
        " and period_start_on = date '2025-01-01'",
    )[0]
    assert (round(centre, 4), round(lower, 4), upper) == (0.9477, 0.8809, 1.0)


def test_eight_months_on_one_side_of_the_centre_are_a_signal(warehouse: Path) -> None:
    """Nine months at 98, eight at 90: only the last one has seven more of its side before it."""
    found = signals(warehouse, "渐变")

    assert found[-1] == "run"
    assert "run" not in found[:-1]


def test_three_answers_signal_nothing(warehouse: Path) -> None:
    assert signals(warehouse, "很少") == ["none"] * 4


def test_centre_limits_and_signals_are_those_of_a_slow_count(warehouse: Path) -> None:
    for number in range(6):
        rows = fetch(
            warehouse,
            "select numerator, denominator, centre, lower_limit, upper_limit, signal"
            " from marts.kpi_control_limits where kpi_id = 'satisfaction_rate'"
            f" and project_name = '随机{number}' and department = 'all' order by period_start_on",
        )
        assert len(rows) == 30
        counts = [(int(top), int(bottom)) for top, bottom, *_ in rows]
        for place, (top, bottom) in enumerate(counts):
            pool = counts[max(0, place - MONTHS_SHOWN + 1) : place + 1]
            centre = sum(t for t, _ in pool) / sum(b for _, b in pool)
            spread = 3 * math.sqrt(centre * (1 - centre) / bottom)
            lower, upper = max(0, centre - spread), min(1, centre + spread)
            shares = [t / b for t, b in counts[max(0, place - 7) : place + 1]]
            one_side = len(shares) == 8 and (min(shares) > centre or max(shares) < centre)
            expected = (
                "above"
                if top / bottom > upper
                else "below"
                if top / bottom < lower
                else "run"
                if one_side
                else "none"
            )
            assert rows[place][2:5] == pytest.approx((centre, lower, upper))
            assert rows[place][5] == expected


def test_shares_of_money_have_no_control_chart(warehouse: Path) -> None:
    assert (
        fetch(warehouse, "select * from marts.kpi_control_limits where kpi_id like 'fee_%'") == []
    )
