"""Bars on their way to a promised number.

Belongs here: how far each has come, against what is promised. Does not belong here: judging it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette


@dataclass(frozen=True)
class Progress:
    """One bar: what is counted, what is promised, both in words, and the verdict."""

    label: str
    counted: int
    required: int
    text: str
    verdict: str


def progress_figure(bars: Sequence[Progress], palette: Palette) -> go.Figure:
    """Lying bars with a line at the promised number, the first on top."""
    figure = empty_figure(palette, height=70 + 30 * max(1, len(bars)))
    colours = {"met": palette.met, "missed": palette.missed}
    figure.add_bar(
        y=[bar.label for bar in bars],
        x=[bar.counted for bar in bars],
        text=[bar.text for bar in bars],
        orientation="h",
        textposition="outside",
        marker={
            "color": [colours.get(bar.verdict, palette.accent) for bar in bars],
            "cornerradius": 4,
        },
        hovertemplate="%{y}: %{text}<extra></extra>",
        cliponaxis=False,
        textfont={"color": palette.ink, "size": 12},
    )
    for required in sorted({bar.required for bar in bars}):
        figure.add_vline(
            x=required,
            line={"color": palette.muted, "width": 1.4, "dash": "dash"},
            annotation={"text": str(required), "font": {"color": palette.muted, "size": 12}},
            annotation_position="top",
        )
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    longest = max([bar.counted for bar in bars] + [bar.required for bar in bars])
    figure.update_xaxes(showticklabels=False, showline=False, range=[0, longest * 1.3])
    figure.update_layout(bargap=0.35, hovermode="closest", margin={"t": 28})
    return figure
