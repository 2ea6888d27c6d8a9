"""Answer sheets: one row per household, one column per service area.

Belongs here: turning a survey's answers into sheets. Does not belong here: any statistic.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

OVERALL = "总体"
ALL_PROJECTS = "all"


@dataclass(frozen=True)
class Sheets:
    """The sheets of one survey: `scores` (households × areas) and `overall` hold points of
    0-100, NaN where nothing was graded; `projects` says where each household lives, as a
    place in `project_names`. Rows are in order of project and room, so that the same answers
    are the same arrays."""

    survey_id: str
    areas: tuple[str, ...]
    project_names: tuple[str, ...]
    projects: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]
    overall: npt.NDArray[np.float64]

    def at(self, project: str) -> Sheets:
        """The sheets of one project; of every project for 'all'."""
        if project == ALL_PROJECTS:
            return self
        here = self.projects == self.project_names.index(project)
        return replace(
            self,
            projects=self.projects[here],
            scores=self.scores[here],
            overall=self.overall[here],
        )

    @property
    def scopes(self) -> tuple[str, ...]:
        """'all' and each project, in order."""
        return (ALL_PROJECTS, *self.project_names)


def sheets_by_survey(answers: pl.DataFrame) -> list[Sheets]:
    """The sheets of every survey that asks for an overall grade, in order of survey.

    `answers` has survey_id, project_name, room_name, service_area, satisfaction_score (0-100,
    null when not graded). Several questions on one area count as their mean; a household
    that did not grade the whole is left out.
    """
    graded = answers.filter(pl.col("satisfaction_score").is_not_null())
    per_area = (
        graded.group_by("survey_id", "project_name", "room_name", "service_area")
        .agg(pl.col("satisfaction_score").cast(pl.Float64).mean())
        .sort("survey_id", "project_name", "room_name", "service_area")
    )
    return [
        _sheets(str(survey_id), rows)
        for (survey_id,), rows in per_area.group_by("survey_id", maintain_order=True)
        if OVERALL in rows["service_area"]
    ]


def _sheets(survey_id: str, rows: pl.DataFrame) -> Sheets:
    wide = (
        rows.pivot(
            on="service_area", index=["project_name", "room_name"], values="satisfaction_score"
        )
        .filter(pl.col(OVERALL).is_not_null())
        .sort("project_name", "room_name")
    )
    areas = tuple(sorted(set(wide.columns) - {"project_name", "room_name", OVERALL}))
    return Sheets(
        survey_id=survey_id,
        areas=areas,
        project_names=tuple(wide["project_name"].unique().sort()),
        projects=wide["project_name"].rank("dense").cast(pl.Int64).to_numpy() - 1,
        scores=wide.select(pl.col(*areas).fill_null(float("nan"))).to_numpy()
        if areas
        else np.empty((wide.height, 0)),
        overall=wide[OVERALL].to_numpy(),
    )
