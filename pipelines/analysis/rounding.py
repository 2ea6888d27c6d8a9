"""Figures as they are published.

Belongs here: rounding that makes the same answer the same bytes on every processor. Does not
belong here: rounding for people (the dashboards).
"""

from __future__ import annotations

import polars as pl
import polars.selectors as cs

PLACES = 9  # the last bits of a double depend on the processor's order of additions


def rounded_figures(rows: pl.DataFrame) -> pl.DataFrame:
    """The frame with its figures rounded; what is no number becomes null."""
    finite = pl.when(cs.float().is_finite()).then(cs.float())
    return rows.with_columns(finite.round(PLACES).name.keep())
