"""Curves and quantiles of every cohort against statsmodels; golden vectors of the stages."""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.dbt.turnaround_cases import RANDOM, WITHOUT_DISPATCH_COLUMN
from tests.dbt.turnaround_count import Cohort, Waits, cohorts
from tests.small_warehouse import fetch

Z95 = 1.959963984540054
KEY = "ticket_kind, stage, ticket_class, period_kind, period_start_on, department"
COUNTS = "ticket_count, event_count, open_count, withdrawn_count, not_recorded_count"
QUANTILES = {"median": 0.5, "p75": 0.25, "p90": 0.1}
PROJECTS = (RANDOM, "单件", "全未办", "全办结")


class Survival:
    """statsmodels' curve of a cohort as a step function, with its log-log band."""

    def __init__(self, waits: Waits) -> None:
        from statsmodels.duration.survfunc import SurvfuncRight

        self.fit = SurvfuncRight(waits.hours, waits.reached) if any(waits.reached) else None
        self.steps: list[tuple[float, float, float, float | None]] = []
        if self.fit is not None:
            errors = self.fit.surv_prob_se
            for hours, share, error in zip(
                self.fit.surv_times, self.fit.surv_prob, errors, strict=True
            ):
                self.steps.append((float(hours), float(share), *_band(share, error)))

    def at(self, hours: float) -> tuple[float, float, float | None]:
        past = [step for step in self.steps if step[0] <= hours]
        return past[-1][1:] if past else (1.0, 1.0, 1.0)

    def first_at_or_below(self, column: int, share: float) -> float | None:
        return next(
            (
                step[0]
                for step in self.steps
                if (value := step[column]) is not None and value <= share + 1e-9
            ),
            None,
        )


def _band(share: float, error: float) -> tuple[float, float | None]:
    if share <= 0:
        return 0.0, None
    spread = Z95 * error / (share * abs(math.log(share)))
    return share ** math.exp(spread), share ** math.exp(-spread)


@pytest.mark.parametrize("project", PROJECTS)
def test_every_cohort_has_the_counts_and_quantiles_of_its_tickets(
    service_warehouse: Path, project: str
) -> None:
    columns = ", ".join(f"{name}_hours, {name}_low, {name}_high" for name in QUANTILES)
    rows = fetch(
        service_warehouse,
        f"select {KEY}, {COUNTS}, {columns} from marts.ticket_turnaround_quantiles"
        f" where project_name = '{project}'",
    )
    found = {Cohort(*row[:6]): row[6:] for row in rows}
    expected = cohorts(project)

    assert found.keys() == expected.keys()
    for cohort, waits in expected.items():
        survival = Survival(waits)
        counts = [len(waits.hours), sum(waits.reached), len(waits.hours) - sum(waits.reached)]
        bounds = [
            survival.first_at_or_below(column, share)
            for share in QUANTILES.values()
            for column in (1, 2, 3)
        ]
        assert list(found[cohort][:5]) == [*counts, waits.withdrawn, waits.not_recorded], cohort
        assert list(found[cohort][5:]) == [_close(bound) for bound in bounds], cohort


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_quantiles_and_bounds_are_those_that_statsmodels_itself_reports(
    service_warehouse: Path,
) -> None:
    """Where its rules and ours cannot differ: it asks for strictly below the share, and its
    interval leaves out a time at which the band has jumped across."""
    rows = fetch(
        service_warehouse,
        f"select {KEY}, median_hours, median_low, median_high"
        f" from marts.ticket_turnaround_quantiles where project_name = '{RANDOM}'",
    )
    compared = 0
    for *key, median, low, high in rows:
        survival = Survival(cohorts_of_random[Cohort(*key)])
        if survival.fit is None or 0.5 in [round(step[1], 9) for step in survival.steps]:
            continue
        lower, upper = survival.fit.quantile_ci(0.5)
        assert (
            math.isnan(survival.fit.quantile(0.5))
            if median is None
            else (median == pytest.approx(survival.fit.quantile(0.5)))
        )
        if high is not None and not math.isnan(lower):
            assert (low, high) == (pytest.approx(lower), pytest.approx(upper))
            compared += 1

    assert compared > 50


cohorts_of_random = cohorts(RANDOM)


@pytest.mark.parametrize("project", PROJECTS)
def test_every_curve_is_statsmodels_curve_at_every_time_of_the_grid(
    service_warehouse: Path, project: str
) -> None:
    grid = _grid(service_warehouse.with_name("work.duckdb"))
    points: dict[Cohort, list[Any]] = defaultdict(list)
    for *key, hours, share, low, high, at_risk, events in fetch(
        service_warehouse,
        f"select {KEY}, elapsed_hours, survival_share, low, high, at_risk_count, event_count"
        f" from marts.ticket_turnaround_curves where project_name = '{project}'"
        " order by elapsed_hours",
    ):
        points[Cohort(*key)].append((hours, share, low, high, at_risk, events))
    expected = {c: waits for c, waits in cohorts(project).items() if c.period_kind != "all"}

    assert points.keys() == {c for c, w in expected.items() if _is_seen(w, grid[c.stage])}
    for cohort, given in points.items():
        waits, survival = expected[cohort], Survival(expected[cohort])
        for hours in (time for time in grid[cohort.stage] if time <= given[-1][0]):
            published = [point for point in given if point[0] <= hours]
            shown = published[-1][1:4] if published else (1.0, 1.0, 1.0)
            assert list(shown) == [_close(value) for value in survival.at(hours)], cohort
        for hours, *_, at_risk, events in given:
            assert at_risk == sum(wait > hours for wait in waits.hours)
            assert events == sum(
                wait <= hours and reached
                for wait, reached in zip(waits.hours, waits.reached, strict=True)
            )
        assert given[-1][1] == 0 or given[-1][0] == max(
            time for time in grid[cohort.stage] if time < max(waits.hours)
        )


def test_a_register_without_the_column_of_a_stage_has_no_cohort_of_it(
    service_warehouse: Path,
) -> None:
    rows = fetch(
        service_warehouse,
        "select distinct stage, ticket_count, not_recorded_count"
        " from marts.ticket_turnaround_quantiles"
        f" where project_name = '{WITHOUT_DISPATCH_COLUMN}'",
    )

    assert rows == [("resolve", 4, 0)]


@pytest.mark.parametrize(
    ("project", "stage", "expected"),
    [
        # 4, 9.5, 10 and 12 minutes; one undispatched for 6, and in the second project for 15.
        ("派单", "dispatch", (5, 4, 10 / 60, 12 / 60, 12 / 60)),
        ("派单后九分钟", "dispatch", (5, 4, 10 / 60, 12 / 60, None)),
        ("小样本", "resolve", (5, 3, 8.0, None, None)),
        ("真实投诉", "resolve", (5, 3, 411716 / 3600, None, None)),
    ],
)
def test_golden_quantiles(
    service_warehouse: Path, project: str, stage: str, expected: tuple[float | None, ...]
) -> None:
    rows = fetch(
        service_warehouse,
        "select ticket_count, event_count, median_hours, p75_hours, p90_hours"
        f" from marts.ticket_turnaround_quantiles where project_name = '{project}'"
        f" and stage = '{stage}' and ticket_class = 'all' and department = 'all'"
        " and period_kind = 'year' and ticket_kind = 'complaint'",
    )

    assert rows == [tuple(_close(value) for value in expected)]


def test_none_of_three_dispatched_is_an_event_where_the_close_is_all_that_is_known(
    service_warehouse: Path,
) -> None:
    """Closed without a dispatch time: not recorded; open without one: still waiting."""
    rows = fetch(
        service_warehouse,
        f"select {COUNTS}, median_hours from marts.ticket_turnaround_quantiles"
        " where project_name = '真实投诉' and stage = 'dispatch' and period_kind = 'year'"
        " and ticket_class = 'all' and department = 'all'",
    )

    assert rows == [(2, 0, 2, 0, 3, None)]


def _close(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-9)


def _is_seen(waits: Waits, grid: list[float]) -> bool:
    """A cohort has a point unless its last ticket leaves before the first time of the grid,
    not having reached the stage."""
    return any(w > grid[0] for w in waits.hours) or Survival(waits).at(grid[0])[0] == 0


def _grid(work: Path) -> dict[str, list[float]]:
    grid: dict[str, list[float]] = defaultdict(list)
    for stage, minutes in fetch(
        work, "select stage, elapsed_minutes from seeds.turnaround_grid order by all"
    ):
        grid[stage].append(minutes / 60)
    return grid
