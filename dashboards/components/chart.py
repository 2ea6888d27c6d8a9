"""A chart, the words for who cannot see it, and the same numbers as a table.

Belongs here: drawing a finished figure. Does not belong here: making it (`figures`).
"""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from dashboards.components.fold import fold
from dashboards.text import Words


def chart(
    words: Words, figure: go.Figure, *, key: str, alt: str, table: Callable[[], None] | None
) -> None:
    """Draw `figure` with its alternative text; `table` draws its numbers below, folded away (None
    when they stand in a table beside it anyway)."""
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        alt=alt,
        width="stretch",
        config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
    )
    if table is not None:
        fold(words("chart.as_table"), f"table_{key}", table)
