"""Comparisons of turnaround: the log-rank test by hand and by statsmodels, and its verdicts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.analysis.logrank import log_rank
from pipelines.analysis.turnaround import KEY, LEVEL, turnaround_comparisons

AS_OF = datetime(2026, 3, 31, 12)
TYPES: dict[str, Any] = {
    "ticket_kind": pl.String,
    "project_name": pl.String,
    "department": pl.String,
    "ticket_class": pl.String,
    "received_at": pl.Datetime("us"),
    "status": pl.String,
    "is_open": pl.Boolean,
    "minutes_to_dispatch": pl.Float64,
    "minutes_to_first_reply": pl.Float64,
    "minutes_to_resolve": pl.Float64,
}


def ticket(hours: float | None, **given: Any) -> dict[str, Any]:
    """A complaint of 2026's first quarter, resolved after so many hours; None: still open."""
    return {
        "ticket_kind": "complaint",
        "project_name": "翠湖花园",
        "department": "客服部",
        "ticket_class": "一般",
        "received_at": datetime(2026, 2, 1, 9),
        "status": "open" if hours is None else "resolved",
        "is_open": hours is None,
        "minutes_to_resolve": None if hours is None else hours * 60,
    } | given


def drawn(
    seed: int, slow: str | None = None, count: int = 240, projects: int = 1
) -> list[dict[str, Any]]:
    """Complaints of four departments, open after 60 hours at the latest; one may take thrice
    as long."""
    chance = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        department = ("客服部", "工程部", "秩序部", "环境部")[number % 4]
        hours = float(np.round(chance.exponential(24 if department != slow else 72), 1))
        received_at = AS_OF - timedelta(hours=60 + number % 5)
        waited = (AS_OF - received_at).total_seconds() / 3600
        project = f"小区{number // 4 % projects}"
        rows.append(
            ticket(
                hours if hours <= waited else None,
                department=department,
                received_at=received_at,
                project_name=project,
            )
        )
    return rows


def compared(rows: list[dict[str, Any]], by: str = "department") -> pl.DataFrame:
    found = turnaround_comparisons(pl.DataFrame(rows, schema=TYPES), AS_OF)
    if found.is_empty():
        return found
    return found.filter(
        (pl.col("compared_by") == by)
        & (pl.col("period_kind") == "quarter")
        & (pl.col("project_name") == "all")
        & (pl.col("stage") == "resolve")
    )


def test_the_log_rank_test_of_two_against_two_is_what_it_is_by_hand() -> None:
    """Resolved after 1 and 2 hours against 3 and 4: expected 1/2 + 1/3, variance 1/4 + 2/9."""
    test = log_rank(
        np.array([1.0, 2, 3, 4]), np.array([True] * 4), np.array([0, 0, 1, 1]), groups=2
    )

    assert test.observed.tolist() == [2, 2]
    assert test.expected == pytest.approx([5 / 6, 4 - 5 / 6])
    assert test.chi_square == pytest.approx([(7 / 6) ** 2 / (17 / 36)] * 2)


@pytest.mark.parametrize("seed", range(8))
def test_every_group_against_the_others_is_statsmodels_survdiff(seed: int) -> None:
    from statsmodels.duration.survfunc import survdiff

    chance = np.random.default_rng(seed)
    hours = np.round(chance.exponential(20, 300))  # many ties
    reached = chance.random(300) < 0.7
    group = chance.integers(0, 4, 300)
    test = log_rank(hours, reached, group, groups=4)

    for code in range(4):
        chi_square, p_value = survdiff(hours, reached.astype(int), (group == code).astype(int))
        assert test.chi_square[code] == pytest.approx(chi_square)
        assert test.p_value[code] == pytest.approx(p_value)
    assert test.expected.sum() == pytest.approx(reached.sum())


def test_within_strata_it_is_the_stratified_test_of_statsmodels() -> None:
    from statsmodels.duration.survfunc import survdiff

    chance = np.random.default_rng(11)
    hours, reached = np.round(chance.exponential(20, 300)), chance.random(300) < 0.7
    group, strata = chance.integers(0, 3, 300), chance.integers(0, 5, 300)
    test = log_rank(hours, reached, group, groups=3, strata=strata)

    for code in range(3):
        chi_square, p_value = survdiff(
            hours, reached.astype(int), (group == code).astype(int), strata=strata
        )
        assert test.chi_square[code] == pytest.approx(chi_square)
        assert test.p_value[code] == pytest.approx(p_value)


def test_a_department_that_gets_the_hard_class_is_not_called_slow() -> None:
    """Construction defects take six times as long, and one department gets most of them."""
    chance = np.random.default_rng(7)
    rows = []
    for number in range(400):
        department = ("工程部", "客服部")[number % 2]
        is_hard = chance.random() < (0.7 if department == "工程部" else 0.1)
        rows.append(
            ticket(
                float(chance.exponential(60 if is_hard else 10)),
                department=department,
                ticket_class="遗留工程" if is_hard else "一般",
            )
        )
    found = compared(rows)
    by_class = compared(rows, "ticket_class")

    assert found["median_hours"].to_list()[1] > 2 * found["median_hours"].to_list()[0]
    assert not found["differs"].any()
    assert by_class.filter("differs", "slower")["group_name"].to_list() == ["遗留工程"]


def test_a_slow_department_is_found_and_named() -> None:
    found = compared(drawn(3, slow="工程部"))

    slow = found.filter(pl.col("differs") & pl.col("slower"))["group_name"].to_list()
    assert slow == ["工程部"]


def test_where_nobody_is_slow_chance_is_not_reported() -> None:
    alarms = [seed for seed in range(60) if compared(drawn(seed, count=160))["differs"].any()]

    assert len(alarms) <= 60 * LEVEL + 1


def test_medians_count_open_tickets_as_statsmodels_does() -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    rows = drawn(5)
    for row in compared(rows).to_dicts():
        own = [r for r in rows if r["department"] == row["group_name"]]
        hours = [waited_minutes(r) / 60 for r in own]
        fit = SurvfuncRight(hours, [not r["is_open"] for r in own])
        median = fit.surv_times[fit.surv_prob <= 0.5 + 1e-9][0]
        assert row["median_hours"] == pytest.approx(median)
        assert (row["ticket_count"], row["event_count"]) == (
            len(own),
            sum(not r["is_open"] for r in own),
        )


def waited_minutes(row: dict[str, Any]) -> float:
    if row["is_open"]:
        return float((AS_OF - row["received_at"]).total_seconds()) / 60
    return float(row["minutes_to_resolve"])


def test_a_small_group_is_listed_without_a_verdict_and_nobody_is_compared_with_it() -> None:
    rows = drawn(3, slow="工程部")
    few = [ticket(1.0, department="保洁部", received_at=AS_OF - timedelta(hours=60))] * 5
    found, alone = compared([*rows, *few]), compared(rows)

    small = found.filter(pl.col("group_name") == "保洁部").to_dicts()[0]
    assert (small["ticket_count"], small["median_hours"]) == (5, 1.0)
    assert all(small[name] is None for name in ("p_value", "differs", "slower"))
    same = ["group_name", "expected_events", "chi_square", "p_value"]
    assert found.drop_nulls("p_value").select(same).equals(alone.select(same))


def test_withdrawn_tickets_and_those_closed_without_the_stamp_are_in_no_group() -> None:
    rows = drawn(3)
    withdrawn = [r | {"status": "withdrawn", "is_open": False} for r in rows[:40]]
    unstamped = [
        r | {"status": "resolved", "is_open": False, "minutes_to_resolve": None} for r in rows[:40]
    ]

    assert compared([*rows, *withdrawn, *unstamped]).equals(compared(rows))


def test_a_register_in_which_nothing_ever_reached_the_stage_is_not_compared() -> None:
    rows = drawn(3, projects=2)
    unrecorded = [
        r | {"project_name": "无列", "status": "open", "is_open": True, "minutes_to_resolve": None}
        for r in rows
    ]

    assert compared([*rows, *unrecorded], "project").equals(compared(rows, "project"))
    assert set(compared(rows, "project")["group_name"]) == {"小区0", "小区1"}


def test_p_values_are_adjusted_over_all_tests_of_a_period_each_counted_once() -> None:
    from statsmodels.stats.multitest import multipletests

    found = turnaround_comparisons(
        pl.DataFrame(drawn(3, slow="工程部", projects=2), schema=TYPES), AS_OF
    ).filter(period_kind="year")
    by_department = found.filter(compared_by="department")["p_value"].to_list()
    by_project = found.filter(compared_by="project")["p_value"].to_list()
    assert by_project[0] == by_project[1]  # two projects against each other are one test

    adjusted = multipletests([*by_department, by_project[0]], method="holm")[1]
    assert found.filter(compared_by="department")["adjusted_p_value"].to_list() == pytest.approx(
        adjusted[:-1], abs=1e-8
    )
    assert found.filter(compared_by="project")["adjusted_p_value"].to_list() == pytest.approx(
        [adjusted[-1]] * 2, abs=1e-8
    )


def test_the_order_of_the_tickets_does_not_matter() -> None:
    rows = drawn(3, slow="工程部", projects=2)
    found = turnaround_comparisons(pl.DataFrame(rows, schema=TYPES), AS_OF)

    assert turnaround_comparisons(pl.DataFrame(rows[::-1], schema=TYPES), AS_OF).equals(found)
    assert found.select(KEY).is_unique().all()
    assert found["period_start_on"].unique().sort().to_list() == [date(2026, 1, 1)]


def test_without_tickets_or_with_one_group_there_is_nothing_to_compare() -> None:
    nothing = pl.DataFrame([], schema=TYPES)

    assert turnaround_comparisons(nothing, AS_OF).is_empty()
    assert turnaround_comparisons(pl.DataFrame([ticket(1.0)] * 30, schema=TYPES), AS_OF).is_empty()
