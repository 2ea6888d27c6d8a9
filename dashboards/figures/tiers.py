"""Persons on the ladder of tiers: how far each has come, and where the next rate begins.

Belongs here: bars of attainment against the limits of the tiers. Does not belong here: attainment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette


@dataclass(frozen=True)
class Climb:
    """One person: the attainment reached (1 is the target), and how it is said."""

    label: str
    attainment: float
    text: str
    hover: str


@dataclass(frozen=True)
class Rung:
    """Where a tier begins, and its rate in words."""

    attainment: float
    label: str


def tier_figure(climbs: Sequence[Climb], rungs: Sequence[Rung], palette: Palette) -> go.Figure:
    """Lying bars, the first on top, with a line where each tier begins."""
    figure = empty_figure(palette, height=84 + 32 * max(1, len(climbs)))
    figure.add_bar(
        y=[climb.label for climb in climbs],
        x=[climb.attainment for climb in climbs],
        text=[climb.text for climb in climbs],
        orientation="h",
        textposition="outside",
        marker={"color": palette.accent, "cornerradius": 4},
        customdata=[climb.hover for climb in climbs],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        textfont={"color": palette.ink, "size": 12},
    )
    for rung in rungs:
        figure.add_vline(
            x=rung.attainment,
            line={"color": palette.muted, "width": 1.3, "dash": "dash"},
            annotation={
                "text": rung.label,
                "font": {"color": palette.muted, "size": 11},
                "yanchor": "bottom",
            },
            annotation_position="top",
        )
    farthest = max([climb.attainment for climb in climbs] + [r.attainment for r in rungs])
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    figure.update_xaxes(showticklabels=False, showline=False, range=[0, farthest * 1.25])
    figure.update_layout(bargap=0.4, hovermode="closest", margin={"t": 40})
    return figure
