"""Invented answer sheets of a survey whose drivers are known.

Belongs here: drawing grades for households. Does not belong here: what must be found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from pipelines.analysis.sheets import OVERALL

AREAS = ("客服", "安保", "保洁", "绿化", "工程维修", "收费", "社区活动")
POINTS = 25.0
NOT_PUBLISHED = pl.DataFrame(
    schema={
        "survey_id": pl.String,
        "project_name": pl.String,
        "service_area": pl.String,
        "satisfaction_score": pl.Float64,
    }
)


def draw_sheets(
    seed: int,
    households: int,
    weights: Sequence[float],
    *,
    shift: Sequence[float] = (0.0,) * len(AREAS),
    projects: int = 2,
) -> pl.DataFrame:
    """Answers of `households` sheets: areas correlate with each other, the whole is their sum
    by `weights` and chance. `shift` makes an area better or worse than the others."""
    random = np.random.default_rng(seed)
    mood = random.normal(size=(households, 1))
    areas = 0.7 * mood + 0.7 * random.normal(size=(households, len(AREAS)))
    whole = areas @ np.array(weights) + random.normal(size=households)
    points = np.column_stack(
        (_graded(areas + np.array(shift)), _graded(whole / whole.std())[:, None])
    )
    rows = [
        ("S1", f"项目{place % projects}", f"{place:05d}", area, float(score))
        for place in range(households)
        for area, score in zip((*AREAS, OVERALL), points[place], strict=True)
    ]
    names = ["survey_id", "project_name", "room_name", "service_area", "satisfaction_score"]
    return pl.DataFrame(rows, schema=names, orient="row")


def _graded(latent: np.ndarray) -> np.ndarray:
    return np.clip(np.floor(latent + 3.4), 0, 4) * POINTS
