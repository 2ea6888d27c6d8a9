"""Where nothing is planted the analysis claims little; where something is, it is found."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.analysis.turnaround import turnaround_comparisons
from pipelines.simulate import Effects, simulate_frames
from tests.truth.false_alarms import AS_OF, ESTATES, HOUSEHOLDS, MONTHS, Tally, false_alarms
from tests.truth.plain_figures import tickets


@pytest.fixture(scope="module")
def plain() -> Tally:
    return false_alarms(range(1, 3))


@pytest.fixture(scope="module")
def planted() -> Tally:
    return false_alarms(range(1, 2), Effects())


def test_no_team_is_called_slow_where_all_work_at_one_pace(plain: Tally) -> None:
    assert plain.chances["turnaround: a department is slower"] > 40
    assert plain.made["turnaround: a department is slower"] == 0


def test_no_driver_stands_out_where_all_areas_weigh_the_same(plain: Tally) -> None:
    assert plain.made["driver: one area's interval above all others"] == 0
    assert plain.share("driver: an area to improve first") <= 0.1


def test_few_changes_are_seen_where_nothing_has_changed(plain: Tally) -> None:
    for statement in plain.chances:
        if statement.startswith(("year on year", "kpi changed")):
            assert plain.share(statement) <= 0.1, statement
        if statement.startswith("year on year: one area"):  # looked at together
            assert plain.share(statement) <= 0.02, statement


def test_few_months_signal_where_every_month_is_alike(plain: Tally) -> None:
    for statement in plain.chances:
        if statement.startswith("p-chart"):
            assert plain.share(statement) <= 0.03, statement


def test_the_planted_slow_team_and_no_other_is_called_slow() -> None:
    frames = simulate_frames(estates=ESTATES, months=MONTHS, households_per_estate=HOUSEHOLDS)
    slow = turnaround_comparisons(tickets(frames), AS_OF).filter(
        pl.col("ticket_kind") == "complaint",
        pl.col("stage") == "resolve",
        pl.col("compared_by") == "department",
        pl.col("period_kind") == "year",
        pl.col("project_name") == "all",
        pl.col("differs") & pl.col("slower"),
    )
    assert slow.height == 2  # in either year
    assert set(slow["group_name"]) == {Effects().slow_department}


def test_the_planted_driver_is_claimed_in_every_survey(planted: Tally) -> None:
    for statement in (
        "driver: one area's interval above all others",
        "driver: an area to improve first",
    ):
        assert planted.share(statement) == 1.0


def test_the_planted_bad_survey_is_seen_as_a_change(planted: Tally) -> None:
    assert planted.made["year on year: overall rate changed"] >= 1
    assert planted.made["p-chart: satisfaction_rate outside"] >= 1
