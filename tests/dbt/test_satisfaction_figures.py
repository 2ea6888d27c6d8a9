"""满意率 and 满意度 of groups: the golden vector, what is never mixed, and slow counts."""

from __future__ import annotations

import math
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pytest
from scipy.stats import chi2_contingency, t
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from pipelines.warehouse.dbt import run_dbt
from tests.small_warehouse import fetch

COUNTED = ("building", "tenure", "department", "visit_method", "visit_type")


def group(warehouse: Path, columns: str, project: str, instrument: str, **level: str) -> tuple:
    """One row of the month or survey of March 2026."""
    dimension, name = next(iter(level.items()), ("all", "all"))
    rows = fetch(
        warehouse,
        f"select {columns} from marts.satisfaction_groups where project_name = '{project}'"
        f" and instrument = '{instrument}' and dimension = '{dimension}' and level = '{name}'"
        " and period_kind in ('month', 'survey') and period_start_on >= date '2026-03-01'",
    )
    assert len(rows) == 1
    return rows[0]


FIGURES = (
    "answer_count, satisfied_count, top2_count, round(satisfaction_rate, 4), round(low, 4),"
    " round(high, 4), population_count, round(finite_low, 4), round(finite_high, 4),"
    " round(top2_rate, 4), round(satisfaction_score, 2), verdict, shown_as, score_verdict"
)
GOLDEN_ROW = (120, 116, 90, 0.9667, 0.9174, 0.9870, 800, 0.9225, 0.9860, 0.75, 76.04, "met")


@pytest.mark.parametrize(("project", "instrument"), [("满意", "monthly_visit"), ("调查", "survey")])
def test_the_golden_answers_give_every_golden_figure(
    satisfaction_warehouse: Path, project: str, instrument: str
) -> None:
    row = group(satisfaction_warehouse, FIGURES, project, instrument)

    assert row == (*GOLDEN_ROW, "not_shown", "met")


def test_the_kpis_of_a_survey_are_those_of_its_overall_question(
    satisfaction_warehouse: Path,
) -> None:
    rows = fetch(
        satisfaction_warehouse,
        "select kpi_id, numerator, denominator, round(value, 4), target, verdict"
        " from marts.kpi_values where project_name = '调查' and period_kind = 'quarter'"
        " and kpi_id like 'survey_%' order by kpi_id",
    )

    assert rows == [
        ("survey_response_rate", 120, 120, 1.0, None, "no_target"),
        ("survey_satisfaction_rate", 116, 120, 0.9667, 0.96, "met"),
        ("survey_satisfaction_score", 9125, 120, 76.0417, 75.0, "met"),
    ]


def test_visits_after_tickets_are_a_figure_of_their_own_without_a_target(
    satisfaction_warehouse: Path,
) -> None:
    row = group(
        satisfaction_warehouse,
        "answer_count, satisfied_count, satisfaction_score, population_count, verdict, shown_as",
        "满意",
        "ticket",
    )

    assert row == (30, 0, 0.0, None, "no_target", None)


def test_19_of_20_visits_are_too_few_to_say(satisfaction_warehouse: Path) -> None:
    row = group(
        satisfaction_warehouse, "satisfaction_rate, verdict, shown_as", "二十户", "monthly_visit"
    )

    assert row == (0.95, "not_enough_data", "not_shown")


def test_a_register_of_two_grades_has_a_rate_and_no_score(satisfaction_warehouse: Path) -> None:
    columns = "answer_count, satisfied_count, scored_count, satisfaction_score, score_verdict"

    assert group(satisfaction_warehouse, columns, "两级", "ticket") == (42, 40, 0, None, None)
    assert group(satisfaction_warehouse, columns, "两级", "monthly_visit")[:3] == (47, 45, 47)
    assert fetch(
        satisfaction_warehouse,
        "select distinct kpi_id from marts.kpi_values where project_name = '两级'"
        " and kpi_id like 'ticket_%'",
    ) == [("ticket_satisfaction_rate",)]


def test_another_scale_gives_another_score_and_the_same_rate(
    satisfaction_warehouse: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    shutil.copytree(satisfaction_warehouse.parent, build)
    with duckdb.connect(str(build / "work.duckdb")) as con:
        con.execute(
            "update seeds.satisfaction_scale set satisfaction_score = 120 - 20 * grade_order"
        )
    steps = ("scale", "answers", "cells")
    models = ["int_visits", "int_survey_answers", "satisfaction_groups"]
    models += [f"int_satisfaction_{step}" for step in steps]
    run = run_dbt(["run", "--select", *models], build)
    assert run.succeeded, run.error or run.failed

    figures = "satisfied_count, round(satisfaction_score, 2)"
    assert group(build / "main.duckdb", figures, "满意", "monthly_visit") == (116, 80.83)
    assert group(build / "main.duckdb", figures, "调查", "survey") == (116, 80.83)


def test_every_whole_is_the_sum_of_its_groups(satisfaction_warehouse: Path) -> None:
    work = satisfaction_warehouse.parent / "work.duckdb"
    rows = fetch(
        work,
        "select instrument, period_kind, period_start_on, survey_id, project_name, dimension,"
        " answer_count, satisfied_count, top2_count, scored_count, score_sum"
        " from intermediate.int_satisfaction_cells",
    )
    sums: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [0] * 5)
    for *key, answers, satisfied, top2, scored, score in rows:
        for place, value in enumerate((answers, satisfied, top2, scored, score)):
            sums[tuple(key)][place] += value
    compared = 0
    for key, found in sums.items():
        if key[5] in COUNTED:
            assert found == sums[(*key[:5], "all")], key
            compared += 1
    assert compared > 200


def test_intervals_of_rates_are_statsmodels_wilson(satisfaction_warehouse: Path) -> None:
    rows = fetch(
        satisfaction_warehouse,
        "select satisfied_count, answer_count, household_count, instrument, population_count,"
        " low, high, finite_low, finite_high from marts.satisfaction_groups"
        " where not is_hidden and unit <> 'answer'",
    )
    assert len(rows) > 150
    for satisfied, n, households, instrument, population, low, high, flow, fhigh in rows:
        assert instrument != "survey" or n == households
        assert (low, high) == pytest.approx(proportion_confint(satisfied, n, method="wilson"))
        if population is None:
            assert flow is None
        elif households >= population:
            assert (flow, fhigh) == pytest.approx((satisfied / n,) * 2)
        else:
            effective = n * (population - 1) / (population - households)
            expected = proportion_confint(satisfied / n * effective, effective, method="wilson")
            assert (flow, fhigh) == pytest.approx(expected)


def test_intervals_of_scores_are_students_on_households(satisfaction_warehouse: Path) -> None:
    answers = fetch(
        satisfaction_warehouse.parent / "work.duckdb",
        "select project_name, room_name, answered_on, satisfaction_score"
        " from intermediate.int_satisfaction_answers where instrument = 'monthly_visit'",
    )
    by_household: dict[tuple[str, int], dict[str, list[float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for project, room, answered_on, score in answers:
        by_household[project, answered_on.year][room].append(float(score))
    compared = 0
    for (project, year), households in by_household.items():
        found = fetch(
            satisfaction_warehouse,
            "select satisfaction_score, score_low, score_high from marts.satisfaction_groups"
            f" where instrument = 'monthly_visit' and project_name = '{project}'"
            f" and dimension = 'all' and period_kind = 'year'"
            f" and period_start_on = date '{year}-01-01' and not is_hidden",
        )
        scores = [s for home in households.values() for s in home]
        if not found:
            assert len(scores) < 5
            continue
        mean, n, homes = sum(scores) / len(scores), len(scores), len(households)
        squares = sum((sum(s) - len(s) * mean) ** 2 for s in households.values())
        spread = t.ppf(0.975, homes - 1) * math.sqrt(squares * homes / (homes - 1)) / n
        expected = (mean, max(0, mean - spread), min(100, mean + spread))
        assert found[0] == pytest.approx(expected, abs=0.02)
        compared += 1
    assert compared > 10


def test_response_rates_and_compositions_are_those_of_a_slow_count(
    satisfaction_warehouse: Path,
) -> None:
    homes = fetch(
        satisfaction_warehouse,
        "select survey_id, building_name, tenure, is_invited, outcome, is_eligible, is_respondent"
        " from marts.survey_households where project_name like '随机%'",
    )
    rows = fetch(
        satisfaction_warehouse,
        "select survey_id, dimension, level, invited_count, completed_count, household_count,"
        " response_rate, low, high, difference, difference_low, difference_high, differs"
        " from marts.survey_responses where project_name like '随机%'"
        " and dimension in ('building', 'tenure')",
    )
    assert len(rows) > 40
    for survey_id, dimension, level, *found in rows:
        of_survey = [h for h in homes if h[0] == survey_id]
        place = 1 if dimension == "building" else 2
        mine = [h for h in of_survey if h[place] == level]
        completed = sum(h[6] for h in mine)
        eligible = [h for h in mine if h[5]]
        everyone = [h for h in of_survey if h[5]]
        answered = sum(h[6] for h in everyone)
        assert found[:3] == [len(mine), completed, len(eligible)]
        if eligible:
            assert found[3] == pytest.approx(completed / len(eligible))
            assert found[4:6] == pytest.approx(
                proportion_confint(completed, len(eligible), method="wilson")
            )
        rest, all_rest = len(eligible) - completed, len(everyone) - answered
        assert found[6] == pytest.approx(completed / answered - len(eligible) / len(everyone))
        low, high = (
            (0.0, 0.0)
            if not all_rest
            else confint_proportions_2indep(
                completed, answered, rest, all_rest, method="newcomb", compare="diff"
            )
        )
        part = all_rest / len(everyone)
        assert found[7:9] == pytest.approx([part * low, part * high], abs=1e-9)
        assert found[9] == (low > 0 or high < 0)


def test_weighted_figures_are_those_of_a_slow_count(satisfaction_warehouse: Path) -> None:
    homes = fetch(
        satisfaction_warehouse,
        "select project_name, building_name, is_eligible, is_respondent"
        " from marts.survey_households",
    )
    answers = fetch(
        satisfaction_warehouse.parent / "work.duckdb",
        "select project_name, building_name, room_name, is_satisfied"
        " from intermediate.int_satisfaction_answers where instrument = 'survey' and is_overall",
    )
    rows = fetch(
        satisfaction_warehouse,
        "select project_name, stratum_count, pooled_building_count, raw_rate, weighted_rate,"
        " weighted_low, weighted_high, effective_n, is_needed from marts.survey_weighted",
    )
    assert len(rows) > 8
    assert any(row[2] for row in rows)
    for project, strata_found, pooled_found, raw, weighted, low, high, effective, needed in rows:
        size = defaultdict(int)
        done: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for _, building, eligible, respondent in (h for h in homes if h[0] == project):
            size[building] += eligible
            done[building][0 if respondent else 1] += eligible
        mine = [a for a in answers if a[0] == project]
        rooms = {b: {a[2] for a in mine if a[1] == b} for b in size}
        in_order = sorted((b for b in size if size[b]), key=lambda b: (len(rooms[b]), b))
        pool: list[str] = []
        for building in in_order:
            small = len(rooms[building]) < 5
            too_few = len(pool) > 0 and sum(len(rooms[b]) for b in pool) < 5
            if small or too_few:
                pool.append(building)
        strata = [[b] for b in in_order if b not in pool] + ([pool] if pool else [])
        total = sum(size.values())
        expected, variance_part = 0.0, 0.0
        for stratum in strata:
            of_stratum = [a for a in mine if a[1] in stratum]
            weight = sum(size[b] for b in stratum) / total
            n = sum(len(rooms[b]) for b in stratum)
            expected += weight * sum(a[3] for a in of_stratum) / len(of_stratum)
            variance_part += weight**2 / n
        assert (strata_found, pooled_found) == (len(strata), len(pool))
        assert raw == pytest.approx(sum(a[3] for a in mine) / len(mine))
        assert weighted == pytest.approx(expected)
        assert effective == pytest.approx(1 / variance_part)
        bounds = proportion_confint(expected * effective, effective, method="wilson")
        assert (low, high) == pytest.approx(bounds)
        if len(in_order) > 1 and all(any(d[i] for d in done.values()) for i in (0, 1)):
            table = [done[b] for b in in_order]
            assert needed == (chi2_contingency(table, correction=False).pvalue < 0.05)


def test_a_visit_is_owed_until_one_that_answers_it(satisfaction_warehouse: Path) -> None:
    rows = fetch(
        satisfaction_warehouse,
        "select count(*), count(*) filter (where is_owed) from marts.visits_owed"
        " where project_name = '满意'",
    )

    assert rows == [(34, 34)]  # 4 monthly, 30 after complaints; nobody went there again
