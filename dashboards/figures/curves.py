"""The turnaround curve: which share is still open after how long.

Belongs here: the Kaplan–Meier curve with its band and its median. Does not belong here: computing
any of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette


@dataclass(frozen=True)
class TurnaroundCurve:
    """Points on a rising grid of hours: share still open and its 95 % band (0..1)."""

    hours: Sequence[float]
    still_open: Sequence[float]
    low: Sequence[float | None]
    high: Sequence[float | None]
    hover: Sequence[str]


@dataclass(frozen=True)
class CurveWords:
    """The texts on the figure."""

    curve: str
    band: str
    half: str
    median: str
    x_title: str
    y_title: str


def turnaround_figure(
    curve: TurnaroundCurve,
    median_hours: float | None,
    ticks: Sequence[float],
    tick_texts: Sequence[str],
    words: CurveWords,
    palette: Palette,
    *,
    spread: float = 0.4,
) -> go.Figure:
    """The curve between the hours it was measured at; early hours get more room than late ones,
    since complaints close within hours or within weeks and both must be readable. The smaller
    `spread` (a power between 0 and 1), the more room. `ticks`: the most important first."""

    def placed(hours: float) -> float:
        """Hours on the axis: continuous, and zero stays at zero."""
        return float(math.pow(hours, spread))

    figure = empty_figure(palette, height=380, legend=True)
    x = [placed(hour) for hour in curve.hours]
    band = [
        (at, low, high)
        for at, low, high in zip(x, curve.low, curve.high, strict=True)
        if low is not None and high is not None
    ]
    band_x = [at for at, _, _ in band]
    figure.add_scatter(
        x=x, y=list(curve.high), mode="lines", line={"width": 0}, showlegend=False, hoverinfo="skip"
    )
    figure.add_scatter(
        x=band_x,
        y=[low for _, low, _ in band],
        mode="lines",
        line={"width": 0},
        fill="tonexty",
        fillcolor=palette.accent_soft,
        name=words.band,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=x,
        y=list(curve.still_open),
        mode="lines",
        name=words.curve,
        line={"color": palette.accent, "width": 2.6},
        customdata=list(curve.hover),
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_hline(
        y=0.5,
        line={"color": palette.muted, "width": 1, "dash": "dot"},
        annotation={"text": words.half, "font": {"color": palette.muted, "size": 12}},
        annotation_position="top right",
    )
    if median_hours is not None:
        figure.add_vline(
            x=placed(median_hours),
            line={"color": palette.series[1], "width": 1.6, "dash": "dash"},
            annotation={"text": words.median, "font": {"color": palette.series[1], "size": 13}},
            annotation_position="top right",
        )
    shown = _apart([placed(tick) for tick in ticks], max(x, default=1.0))
    figure.update_xaxes(
        tickvals=[placed(ticks[place]) for place in shown],
        ticktext=[tick_texts[place] for place in shown],
        title_text=words.x_title,
        tickangle=0,
        range=[0, max(x, default=1.0)],
    )
    figure.update_yaxes(tickformat=".0%", range=[0, 1.03], title_text=words.y_title)
    figure.update_layout(hovermode="closest")
    return figure


# The room that a tick's words need on the narrowest screen, as a share of the axis.
TICK_ROOM = 0.13


def _apart(places: Sequence[float], length: float) -> list[int]:
    """Which of the `places`, the most important first, can carry words without touching those
    of a more important one; from left to right."""
    shown: list[int] = []
    for index, place in enumerate(places):
        if all(abs(place - places[other]) >= TICK_ROOM * length for other in shown):
            shown.append(index)
    return sorted(shown, key=lambda index: places[index])
