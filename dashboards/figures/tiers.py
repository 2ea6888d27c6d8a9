"""Persons on the ladder of tiers: how far each has come, and where the next rate begins.

Belongs here: bars of attainment against the limits of the tiers. Does not belong here: attainment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette

# How far beyond the top tier a bar is drawn: far more would squeeze the tiers together.
DRAWN_BEYOND_TOP = 1.3


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
    """Lying bars, the first on top, with a line where each tier begins. A bar far beyond the top
    tier ends at the edge, `»` before its words."""
    top = max([rung.attainment for rung in rungs] + [1.0])
    edge = min(max(climb.attainment for climb in climbs), top * DRAWN_BEYOND_TOP)
    figure = empty_figure(palette, height=110 + 32 * max(1, len(climbs)))
    figure.add_bar(
        y=[climb.label for climb in climbs],
        x=[min(climb.attainment, edge) for climb in climbs],
        text=[f"» {climb.text}" if climb.attainment > edge else climb.text for climb in climbs],
        orientation="h",
        textposition="outside",
        marker={"color": palette.accent, "cornerradius": 4},
        customdata=[climb.hover for climb in climbs],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        textfont={"color": palette.ink, "size": 12},
    )
    for place, rung in enumerate(rungs):
        figure.add_vline(
            x=rung.attainment,
            line={"color": palette.muted, "width": 1.3, "dash": "dash"},
            annotation={
                "text": rung.label,
                "font": {"color": palette.muted, "size": 11},
                "yanchor": "bottom",
                # Tiers lie close together: each says its rate a line higher than the one before.
                "yshift": 15 * place,
            },
            annotation_position="top",
            layer="below",
        )
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    figure.update_xaxes(showticklabels=False, showline=False, range=[0, max(edge, top) * 1.3])
    figure.update_layout(
        bargap=0.4, hovermode="closest", margin={"t": 16 + 16 * max(1, len(rungs))}
    )
    return figure
