"""A control chart of a share: months against a centre and the limits of chance.

Belongs here: points, centre, limits that widen with few cases, signals. Does not belong here:
computing any of them (the warehouse), and what they mean in words (the panel).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette

# A signal is told by its shape and by words; its colour only repeats them.
SHAPES = {"above": "triangle-up", "below": "triangle-down", "run": "diamond"}
LABELS_AT_MOST = 6


@dataclass(frozen=True)
class ControlPoint:
    """One month: its share, centre and limits (0..1), what a finger on it says, and its signal
    (`none`, `above`, `below`, `run`) with the words that stand beside it ('' for none)."""

    label: str
    value: float
    centre: float
    lower: float
    upper: float
    hover: str
    signal: str
    signal_text: str


@dataclass(frozen=True)
class ControlWords:
    """The names of the three lines."""

    value: str
    centre: str
    limits: str


def control_figure(
    points: Sequence[ControlPoint], words: ControlWords, palette: Palette, *, height: int = 340
) -> go.Figure:
    """Steps for centre and limits (they hold for a month), a line with marked points between."""
    figure = empty_figure(palette, height=height, legend=True)
    labels = [point.label for point in points]
    for bound, in_legend in (("upper", True), ("lower", False)):
        figure.add_scatter(
            x=labels,
            y=[getattr(point, bound) for point in points],
            name=words.limits,
            showlegend=in_legend,
            legendgroup="limits",
            mode="lines",
            line={"color": palette.muted, "width": 1.2, "dash": "dash", "shape": "hvh"},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=labels,
        y=[point.centre for point in points],
        name=words.centre,
        mode="lines",
        line={"color": palette.muted, "width": 1.2, "shape": "hvh"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=labels,
        y=[point.value for point in points],
        name=words.value,
        mode="lines+markers",
        line={"color": palette.accent, "width": 2.2},
        marker={
            "symbol": [SHAPES.get(point.signal, "circle") for point in points],
            "size": [13 if point.signal in SHAPES else 7 for point in points],
            "color": [
                palette.missed if point.signal in SHAPES else palette.accent for point in points
            ],
        },
        customdata=[point.hover for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for point in points:
        if point.signal in SHAPES:
            figure.add_annotation(
                x=point.label,
                y=point.value,
                text=point.signal_text,
                showarrow=False,
                yshift=16 if point.signal != "below" else -16,
                font={"color": palette.missed, "size": 12},
            )
    _axes(figure, points, labels)
    return figure


def _axes(figure: go.Figure, points: Sequence[ControlPoint], labels: Sequence[str]) -> None:
    values = [v for p in points for v in (p.value, p.lower, p.upper)]
    low, high = min(values), max(values)
    room = max(0.02, (high - low) * 0.14)
    figure.update_yaxes(
        tickformat=".0%" if high - low > 0.05 else ".1%",
        range=[max(-0.04, low - room), min(1.06, high + room)],
    )
    step = 1 + len(labels) // LABELS_AT_MOST
    figure.update_xaxes(type="category", tickvals=list(labels)[::-1][::step], tickangle=0)
