"""Shares over time or over days: one or several lines, with a target.

Belongs here: lines on a percentage axis. Does not belong here: the survival curve (`curves`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "cross")


@dataclass(frozen=True)
class Line:
    """One line: positions, shares 0..1 (None: a gap), and the words shown at each point."""

    name: str
    x: Sequence[str | float]
    y: Sequence[float | None]
    hover: Sequence[str]
    quiet: bool = False


def share_lines(
    lines: Sequence[Line],
    palette: Palette,
    *,
    target: float | None = None,
    target_label: str = "",
    x_title: str = "",
    categories: bool = True,
    height: int = 320,
) -> go.Figure:
    """Lines of shares; told apart by colour, dash and marker together."""
    figure = empty_figure(palette, height=height, legend=len(lines) > 1)
    for index, line in enumerate(lines):
        colour = palette.muted if line.quiet else palette.series[index % len(palette.series)]
        figure.add_scatter(
            x=list(line.x),
            y=list(line.y),
            name=line.name,
            mode="lines+markers",
            line={
                "color": colour,
                "width": 2.4 if not line.quiet else 1.6,
                "dash": DASHES[index % len(DASHES)],
            },
            marker={"symbol": SYMBOLS[index % len(SYMBOLS)], "size": 7, "color": colour},
            customdata=list(line.hover),
            hovertemplate="%{customdata}<extra>%{fullData.name}</extra>",
            connectgaps=False,
        )
    _percent_axis(figure, lines, target)
    if categories:
        labels = list(dict.fromkeys(str(x) for line in lines for x in line.x))
        step = 1 + len(labels) // 6
        figure.update_xaxes(
            type="category",
            categoryorder="array",
            categoryarray=sorted(labels),
            tickvals=sorted(labels)[::-1][::step],
            tickangle=0,
        )
    if x_title:
        figure.update_xaxes(title_text=x_title)
    if target is not None:
        figure.add_hline(
            y=target,
            line={"color": palette.missed, "width": 1.4, "dash": "dash"},
            annotation={
                "text": target_label,
                "font": {"color": palette.missed, "size": 12},
                "xanchor": "right",
                "yanchor": "bottom",
            },
            annotation_position="top right",
        )
    return figure


def _percent_axis(figure: go.Figure, lines: Sequence[Line], target: float | None) -> None:
    values = [value for line in lines for value in line.y if value is not None]
    if target is not None:
        values.append(target)
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = max(0.02, (high - low) * 0.12)
    figure.update_yaxes(
        tickformat=".0%" if high - low > 0.05 else ".1%",
        range=[max(0.0, low - room), min(1.04, high + room)],
    )
