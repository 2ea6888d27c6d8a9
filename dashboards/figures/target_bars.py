"""Amounts by month beside their targets.

Belongs here: bars with a mark where the target stands. Does not belong here: judging them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette


@dataclass(frozen=True)
class TargetBar:
    """One month: the amount, its target (None: not set), the words above it and on hovering."""

    label: str
    value: float
    target: float | None
    text: str
    hover: str
    verdict: str


def target_bars(bars: Sequence[TargetBar], names: tuple[str, str], palette: Palette) -> go.Figure:
    """Upright bars in the order given; `names` are what the bars and the marks are called."""
    figure = empty_figure(palette, height=340, legend=True)
    labels = [bar.label for bar in bars]
    figure.add_bar(
        name=names[0],
        x=labels,
        y=[bar.value for bar in bars],
        text=[bar.text for bar in bars],
        textposition="outside",
        marker={"color": palette.accent, "cornerradius": 4},
        customdata=[bar.hover for bar in bars],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        textfont={"color": palette.ink, "size": 11},
        width=min(0.62, 0.12 + 0.12 * len(labels)),
    )
    figure.add_scatter(
        name=names[1],
        x=labels,
        y=[bar.target for bar in bars],
        mode="markers",
        marker={
            "symbol": "line-ew-open",
            "size": 30 if len(bars) <= 12 else 16,
            "color": palette.series[1],
            "line": {"width": 3, "color": palette.series[1]},
        },
        hoverinfo="skip",
    )
    highest = max([bar.value for bar in bars] + [bar.target or 0 for bar in bars] + [1e-9])
    figure.update_xaxes(type="category")
    figure.update_yaxes(
        showticklabels=False, showgrid=False, showline=False, range=[0, highest * 1.18]
    )
    figure.update_layout(hovermode="closest")
    return figure
