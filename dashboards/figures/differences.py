"""Differences from zero: what each would get more or less.

Belongs here: lying bars to both sides of zero. Does not belong here: the differences.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette


def difference_bars(
    labels: Sequence[str], values: Sequence[float], texts: Sequence[str], palette: Palette
) -> go.Figure:
    """One bar per name, the first on top; more and less differ in side, sign and colour."""
    figure = empty_figure(palette, height=60 + 30 * max(1, len(labels)))
    colours = [palette.series[2] if value >= 0 else palette.series[1] for value in values]
    figure.add_bar(
        y=list(labels),
        x=list(values),
        text=list(texts),
        orientation="h",
        textposition="outside",
        marker={"color": colours, "cornerradius": 4},
        hovertemplate="%{y}: %{text}<extra></extra>",
        cliponaxis=False,
        textfont={"color": palette.ink, "size": 12},
    )
    figure.add_vline(x=0, line={"color": palette.muted, "width": 1.2})
    reach = max([abs(value) for value in values] + [1e-9])
    low, high = min([0.0, *values]), max([0.0, *values])
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    figure.update_xaxes(
        showticklabels=False,
        showline=False,
        range=[
            low - reach * (0.4 if low < 0 else 0.05),
            high + reach * (0.4 if high > 0 else 0.05),
        ],
    )
    figure.update_layout(bargap=0.35, hovermode="closest")
    return figure
