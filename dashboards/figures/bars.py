"""Bars: amounts or counts by bucket, and ranked names.

Belongs here: bars with their value written on them. Does not belong here: sorting or adding.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette


def bucket_bars(
    labels: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    hover: Sequence[str],
    colours: Sequence[str],
    palette: Palette,
) -> go.Figure:
    """One upright bar per bucket, in the order given."""
    figure = empty_figure(palette, height=320)
    figure.add_bar(
        x=list(labels),
        y=list(values),
        text=list(texts),
        textposition="outside",
        marker={"color": list(colours), "cornerradius": 4},
        customdata=list(hover),
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        textfont={"color": palette.ink, "size": 12},
        width=min(0.66, 0.12 + 0.12 * len(labels)),
    )
    figure.update_xaxes(type="category")
    figure.update_yaxes(
        showticklabels=False, showgrid=False, showline=False, range=[0, max([*values, 1e-9]) * 1.16]
    )
    figure.update_layout(bargap=0.3)
    return figure


def ranked_bars(
    labels: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    hover: Sequence[str],
    palette: Palette,
) -> go.Figure:
    """One lying bar per name, the first on top."""
    figure = empty_figure(palette, height=60 + 30 * max(1, len(labels)))
    figure.add_bar(
        y=list(labels),
        x=list(values),
        text=list(texts),
        orientation="h",
        textposition="outside",
        marker={"color": palette.series[1], "cornerradius": 4},
        customdata=list(hover),
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        textfont={"color": palette.ink, "size": 12},
    )
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    figure.update_xaxes(
        showticklabels=False, showline=False, range=[0, max([*values, 1e-9]) * 1.22]
    )
    figure.update_layout(bargap=0.35, hovermode="closest")
    return figure
