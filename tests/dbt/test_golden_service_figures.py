"""Service and satisfaction figures that were worked out by hand, from rows to KPI."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from statistics import stdev
from typing import Any

import pytest

from tests.small_warehouse import fetch


def kpi(warehouse: Path, kpi_id: str, project: str, columns: str) -> tuple[Any, ...]:
    rows = fetch(
        warehouse,
        f"select {columns} from marts.kpi_values where kpi_id = '{kpi_id}'"
        f" and project_name = '{project}' and department = 'all'"
        " and period_kind = 'month' and period_start_on = date '2026-03-01'",
    )
    assert len(rows) == 1
    return rows[0]


def test_three_of_four_dispatched_in_time_and_one_pending_are_75_percent(
    service_warehouse: Path,
) -> None:
    counts = "numerator, denominator, excluded_count, value, verdict"

    assert kpi(service_warehouse, "complaint_dispatch_rate", "派单", counts) == (
        3,
        4,
        1,
        0.75,
        "missed",
    )


def test_nine_minutes_later_the_one_not_dispatched_counts_as_missed(
    service_warehouse: Path,
) -> None:
    counts = "numerator, denominator, excluded_count, value"

    assert kpi(service_warehouse, "complaint_dispatch_rate", "派单后九分钟", counts) == (
        3,
        5,
        0,
        0.6,
    )


def test_the_median_of_a_small_sample_is_8_hours_because_open_complaints_count(
    service_warehouse: Path,
) -> None:
    found = kpi(
        service_warehouse,
        "complaint_resolution_km_median_hours",
        "小样本",
        "value, numerator, denominator, excluded_count, target, verdict",
    )

    assert found == (8.0, 3, 5, 0, None, "no_target")


def test_the_curve_of_the_small_sample_stands_at_08_06_and_03(service_warehouse: Path) -> None:
    rows = fetch(
        service_warehouse,
        "select elapsed_hours, survival_share, at_risk_count, event_count"
        " from marts.ticket_turnaround_curves where project_name = '小样本' and stage = 'resolve'"
        " and ticket_class = 'all' and department = 'all' and period_kind = 'month'"
        " and elapsed_hours in (1, 2, 4, 8)"
        " order by elapsed_hours",
    )

    assert [tuple(round(v, 12) for v in row) for row in rows] == [
        (1.0, 1.0, 5, 0),
        (2.0, 0.8, 4, 1),
        (4.0, 0.6, 3, 2),
        (8.0, 0.3, 1, 3),
    ]


def test_a_curve_ends_with_its_last_observation(service_warehouse: Path) -> None:
    longest = fetch(
        service_warehouse,
        "select max(elapsed_hours) from marts.ticket_turnaround_curves"
        " where project_name = '小样本' and period_kind = 'month'",
    )

    assert longest == [(10.0,)]  # the last open complaint is 12 hours old, then nobody knows


def test_real_complaints_of_two_months_have_the_median_of_their_year(
    service_warehouse: Path,
) -> None:
    rows = fetch(
        service_warehouse,
        "select value, numerator, denominator from marts.kpi_values"
        " where kpi_id = 'complaint_resolution_km_median_hours' and project_name = '真实投诉'"
        " and department = 'all' and period_kind = 'year'",
    )

    assert rows == [(pytest.approx(411716 / 3600), 3, 5)]


def test_116_of_120_are_satisfied_and_wilson_says_how_sure_that_is(
    service_warehouse: Path,
) -> None:
    found = kpi(
        service_warehouse,
        "satisfaction_rate",
        "满意",
        "numerator, denominator, excluded_count, round(value, 4), round(low, 4), round(high, 4),"
        " target, verdict",
    )

    assert found == (116, 120, 2, 0.9667, 0.9174, 0.9870, 0.96, "met")


def test_in_a_project_of_800_households_120_answers_are_surer(service_warehouse: Path) -> None:
    rows = fetch(
        service_warehouse,
        "select population, answer_count, round(low_finite, 4), round(high_finite, 4)"
        " from marts.satisfaction_intervals"
        " where project_name = '满意' and period_kind = 'month'",
    )

    assert rows == [(800, 120, 0.9225, 0.9860)]


def test_the_score_of_the_same_answers_is_7604(service_warehouse: Path) -> None:
    value, numerator, denominator, low, high, verdict = kpi(
        service_warehouse,
        "satisfaction_score",
        "满意",
        "value, numerator, denominator, low, high, verdict",
    )

    assert (round(value, 2), numerator, denominator, verdict) == (76.04, 9125, 120, "met")
    assert Decimal(numerator) / denominator == Decimal("9125") / 120
    scores = [100] * 40 + [75] * 50 + [50] * 26 + [25] * 3 + [0]
    spread = 1.959963984540054 * stdev(scores) / len(scores) ** 0.5
    assert (low, high) == (pytest.approx(value - spread), pytest.approx(value + spread))


def test_19_of_20_do_not_meet_96_percent(service_warehouse: Path) -> None:
    value, verdict = kpi(service_warehouse, "satisfaction_rate", "二十户", "value, verdict")

    assert value == 0.95
    assert verdict == "not_enough_data"


def test_the_company_row_adds_up_its_projects(service_warehouse: Path) -> None:
    rows = fetch(
        service_warehouse,
        "select numerator, denominator from marts.kpi_values where kpi_id = 'satisfaction_rate'"
        " and project_name = 'all' and department = 'all' and period_kind = 'quarter'",
    )

    assert rows == [(116 + 19, 140)]


def test_a_month_to_date_is_not_complete(service_warehouse: Path) -> None:
    rows = fetch(
        service_warehouse,
        "select distinct period_kind, is_complete from marts.kpi_values"
        " where period_start_on >= date '2026-03-01' and period_kind in ('month', 'week')"
        " and period_start_on in (date '2026-03-01', date '2026-03-23') order by 1",
    )

    assert rows == [("month", False), ("week", True)]
