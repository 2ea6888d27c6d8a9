"""Stacked areas: a count per day, made up of groups.

Belongs here: the stack over days. Does not belong here: counting, or which days are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette


@dataclass(frozen=True)
class Layer:
    """One group of the stack: its name, colour, and a count for every day."""

    name: str
    colour: str
    counts: Sequence[int]


def stacked_days(
    days: Sequence[date], layers: Sequence[Layer], palette: Palette, *, y_title: str
) -> go.Figure:
    """The layers one on another, the first at the bottom; the day's groups show together."""
    figure = empty_figure(palette, height=340, legend=True)
    for layer in layers:
        figure.add_scatter(
            x=list(days),
            y=list(layer.counts),
            name=layer.name,
            mode="lines",
            stackgroup="open",
            line={"color": layer.colour, "width": 0.6, "shape": "hv"},
            fillcolor=layer.colour,
            hovertemplate="%{y}<extra>%{fullData.name}</extra>",
        )
    figure.update_xaxes(type="date", tickformat="%m-%d", hoverformat="%Y-%m-%d", nticks=7)
    figure.update_yaxes(rangemode="tozero", title_text=y_title, tickformat=",d")
    figure.update_layout(legend={"traceorder": "normal"})
    return figure
