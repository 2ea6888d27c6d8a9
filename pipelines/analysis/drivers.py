"""What moves the overall grade: importance and performance of each service area.

Belongs here: which areas of a survey are compared, and what is claimed of them. Does not
belong here: the arithmetic (`shapley`, `moments`) or reading answers (`sheets`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.analysis.moments import drawn_again, observed
from pipelines.analysis.rounding import rounded_figures
from pipelines.analysis.shapley import shares_of_r_squared
from pipelines.analysis.sheets import Sheets, sheets_by_survey

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# Below about 100 complete sheets correlations only (domain.md 4.2, Driver analysis).
SHEETS_FOR_SHARES = 100
DRAWS = 500
INTERVAL = (2.5, 97.5)
NORMAL_975 = 1.959963984540054
# An area that fewer than half of the sheets grade would cost more sheets than it explains.
SHARE_OF_SHEETS = 0.5

TOO_FEW, NO_VARIATION = "too_few_answers", "no_variation"
QUADRANTS = {
    (True, True): "keep_up",
    (True, False): "improve_first",
    (False, False): "low_priority",
    (False, True): "possible_overkill",
}


def satisfaction_drivers(answers: pl.DataFrame, groups: pl.DataFrame, least: int) -> pl.DataFrame:
    """One row per survey, project ('all' too) and service area but the whole.

    `answers` as in `sheets_by_survey`; `groups` has survey_id, project_name, service_area and
    satisfaction_score as published (null where the group is too small to be shown): the
    performance shown here is that figure, so that nothing can be told from the difference of
    two. No correlation is of fewer than `least` sheets. An area that is left out has its
    reason and its count of answers.
    """
    shown = {
        (row["survey_id"], row["project_name"], row["service_area"]): row["satisfaction_score"]
        for row in groups.to_dicts()
    }
    rows = [
        row | {"performance_score": shown.get((sheets.survey_id, scope, row["service_area"]))}
        for sheets in sheets_by_survey(answers)
        for scope in sheets.scopes
        for row in _drivers_at(sheets.at(scope), scope, least)
    ]
    if not rows:
        return pl.DataFrame()
    return rounded_figures(pl.DataFrame(rows, infer_schema_length=None))


def _drivers_at(sheets: Sheets, scope: str, least: int) -> list[dict[str, Any]]:
    answered = ~np.isnan(sheets.scores)
    enough = answered.mean(axis=0) >= SHARE_OF_SHEETS
    varied = _varied(sheets.scores)
    kept = enough & varied
    complete: Bools = np.all(answered[:, kept], axis=1)
    with_shares = bool(kept.any()) and int(complete.sum()) >= SHEETS_FOR_SHARES
    found = _shares(sheets, kept, complete) if with_shares else {}
    nothing = dict.fromkeys(
        ("importance", "importance_low", "importance_high", "quadrant", "r_squared")
    )
    return [
        {
            "survey_id": sheets.survey_id,
            "project_name": scope,
            "service_area": area,
            "sheet_count": int(complete.sum()),
            "method": "shapley" if with_shares else "correlation",
            **_correlation(sheets, at, least),
            **found.get(area, nothing),
            "answer_count": int(answered[:, at].sum()),
            "left_out_reason": None if kept[at] else (NO_VARIATION if enough[at] else TOO_FEW),
        }
        for at, area in enumerate(sheets.areas)
    ]


def _varied(scores: Floats) -> Bools:
    low, high = np.fmin.reduce(scores, axis=0), np.fmax.reduce(scores, axis=0)
    differ: Bools = low < high
    return differ


def _shares(sheets: Sheets, kept: Bools, complete: Bools) -> dict[str, dict[str, Any]]:
    """Importance of the kept areas on the complete sheets, and the quadrant that is claimed.

    Importance is compared with the mean share 1/k, performance with the mean of the areas;
    a quadrant is claimed when both intervals clear their line.
    """
    columns = np.column_stack((sheets.scores[:, kept], sheets.overall))[complete]
    projects = sheets.projects[complete]
    areas = [area for area, stays in zip(sheets.areas, kept, strict=True) if stays]
    parts, r_squared = shares_of_r_squared(observed(columns, projects).covariances)
    if r_squared[0] <= 0:
        return {}
    subjects = [f"{sheets.survey_id}|{project}" for project in sheets.project_names]
    again = drawn_again(columns, projects, subjects=subjects, draws=DRAWS)
    drawn_parts, drawn_r_squared = shares_of_r_squared(again.covariances)
    usable = drawn_r_squared > 0
    shares = drawn_parts[:, usable] / drawn_r_squared[usable]
    low, high = np.percentile(shares, INTERVAL, axis=1)
    ahead = again.means[:-1] - again.means[:-1].mean(axis=0)
    ahead_low, ahead_high = np.percentile(ahead, INTERVAL, axis=1)
    line = 1.0 / len(areas)
    return {
        area: {
            "importance": parts[at, 0] / r_squared[0],
            "importance_low": low[at],
            "importance_high": high[at],
            "quadrant": _quadrant(low[at] - line, high[at] - line, ahead_low[at], ahead_high[at]),
            "r_squared": r_squared[0],
        }
        for at, area in enumerate(areas)
    }


def _quadrant(
    importance_low: float, importance_high: float, ahead_low: float, ahead_high: float
) -> str | None:
    """The quadrant when neither interval holds its line (0 here), else None."""
    if importance_low <= 0 <= importance_high or ahead_low <= 0 <= ahead_high:
        return None
    return QUADRANTS[importance_low > 0, ahead_low > 0]


def _correlation(sheets: Sheets, at: int, least: int) -> dict[str, float | None]:
    """Correlation of one area with the overall grade within projects, Fisher's interval.

    Over the sheets that grade both. None for fewer than `least`, for a side without variation
    and, the interval alone, for too few to have one.
    """
    names = ("correlation", "correlation_low", "correlation_high")
    nothing: dict[str, float | None] = dict.fromkeys(names)
    both = ~np.isnan(sheets.scores[:, at])
    if both.sum() < least:
        return nothing
    projects = sheets.projects[both]
    pair = np.column_stack((sheets.scores[both, at], sheets.overall[both]))
    covariance = observed(pair, projects).covariances[..., 0]
    spread = covariance[0, 0] * covariance[1, 1]
    if spread <= 0:
        return nothing
    value = float(np.clip(covariance[0, 1] / np.sqrt(spread), -1.0, 1.0))
    freedom = int(both.sum()) - len(np.unique(projects)) - 2
    if freedom <= 0 or abs(value) == 1.0:
        return nothing | {"correlation": value}
    centre, half = np.arctanh(value), NORMAL_975 / np.sqrt(freedom)
    low, high = np.tanh((centre - half, centre + half))
    return dict(zip(names, (value, float(low), float(high)), strict=True))
