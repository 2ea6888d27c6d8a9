"""What is true of the surveys of a simulated company: who answered, and what everybody thinks.

Belongs here: per survey and estate the counts of the registers, and the same figures of all
households that could have answered, which no register shows. Does not belong here: how the
opinions came about (`opinions`).
"""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.simulate.company import EstateBooks
from pipelines.simulate.opinions import OVERALL, in_quiet_building, weights
from pipelines.simulate.plan import Effects, Plan

POINTS = {"很满意": 100, "满意": 75, "基本满意": 50, "不满意": 25, "很不满意": 0}
SATISFIED = ("很满意", "满意", "基本满意")
TOP_TWO = ("很满意", "满意")
VACANT = "空置"
COMPLETED = "完成"


def survey_figures(books: EstateBooks, known: dict[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """One entry per survey at the estate, oldest first."""
    invites, answers = known["survey_invites"], known["survey_answers"]
    figures = []
    for (survey,) in known["surveys"].select("survey_id").sort("survey_id").rows():
        of_survey = pl.col("survey_id") == survey
        invited = invites.filter(of_survey)
        eligible = invited.filter(pl.col("disposition") != VACANT)
        completed = int((invited["disposition"] == COMPLETED).sum())
        sheets = answers.filter(of_survey, pl.col("service_area") == OVERALL)
        everybody = books.everybody.filter(of_survey)
        figures.append(
            {
                "project_name": books.estate.profile.name,
                "survey_id": survey,
                "invited": invited.height,
                "eligible": eligible.height,
                "completed": completed,
                "response_rate": completed / eligible.height if eligible.height else None,
                "answered": _graded(sheets["satisfaction_grade"]),
                "everybody": _graded(everybody["grade"]),
                "buildings": _buildings(everybody),
            }
        )
    return figures


def drivers(effects: Effects) -> list[dict[str, Any]]:
    """The areas with their weights in the overall opinion, the strongest first."""
    ranked = sorted(weights(effects).items(), key=lambda item: -item[1])
    return [{"service_area": area, "weight": weight} for area, weight in ranked]


def quiet_building(plan: Plan, books: EstateBooks) -> str | None:
    """The building that answers less at this estate, when one is planted there."""
    effects = plan.effects
    planted = effects.quiet_building_response != 1 or effects.quiet_building_shift != 0
    rooms = books.estate.rooms.filter(pl.Series(in_quiet_building(plan, books.estate)))
    return rooms["building_name"][0] if planted and rooms.height else None


def _graded(grades: pl.Series) -> dict[str, Any]:
    given = grades.drop_nulls()
    points = given.replace_strict(POINTS, return_dtype=pl.Int64)
    return {
        "graded": given.len(),
        "satisfied": int(given.is_in(SATISFIED).sum()),
        "top_two": int(given.is_in(TOP_TWO).sum()),
        "points": int(points.sum()),
    }


def _buildings(everybody: pl.DataFrame) -> list[dict[str, Any]]:
    """Of all households that could answer: how many were invited, answered, are content."""
    return (
        everybody.group_by("building_name")
        .agg(
            households=pl.len(),
            invited=pl.col("is_invited").sum(),
            respondents=pl.col("is_respondent").sum(),
            satisfied=pl.col("grade").is_in(SATISFIED).sum(),
        )
        .sort(pl.col("building_name").str.len_chars(), "building_name")
        .to_dicts()
    )
