"""The map of importance and performance: what matters and does badly comes first.

Belongs here: drawing a `MapChart`. Does not belong here: where its fields are cut.
"""

from __future__ import annotations

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.figures.shapes import MapChart, label_sides, map_range
from dashboards.palette import Palette

LETTERS, NARROWEST = 13, (250.0, 340.0)
POSITIONS = {
    "right": "middle right",
    "left": "middle left",
    "above": "top center",
    "below": "bottom center",
}


def map_figure(chart: MapChart, palette: Palette) -> go.Figure:
    """Services as labelled points, the four fields named in their corners."""
    figure = empty_figure(palette, height=420)
    across = map_range([point.across for point in chart.points], chart.across_at)
    up = map_range([point.up for point in chart.points], chart.up_at)
    figure.add_scatter(
        x=[point.across for point in chart.points],
        y=[point.up for point in chart.points],
        mode="markers+text",
        text=[point.label for point in chart.points],
        textposition=_sides(chart, across, up),
        textfont={"color": palette.ink, "size": 13},
        marker={"color": palette.accent, "size": 11},
        hovertemplate="%{text}: %{x:.1f} · %{y:.1%}<extra></extra>",
        cliponaxis=False,
    )
    for position, value in (("v", chart.across_at), ("h", chart.up_at)):
        line = {"color": palette.muted, "width": 1, "dash": "dot"}
        figure.add_vline(x=value, line=line) if position == "v" else figure.add_hline(
            y=value, line=line
        )
    corners = ((across[0], up[1]), (across[1], up[1]), (across[0], up[0]), (across[1], up[0]))
    for (x, y), text in zip(corners, chart.fields, strict=True):
        figure.add_annotation(
            x=x,
            y=y,
            text=text,
            showarrow=False,
            font={"color": palette.muted, "size": 12},
            xanchor="left" if x == across[0] else "right",
            yanchor="bottom" if y == up[0] else "top",
        )
    figure.update_xaxes(range=list(across), title_text=chart.across_title, nticks=6)
    figure.update_yaxes(range=list(up), tickformat=".0%", title_text=chart.up_title, nticks=6)
    figure.update_layout(hovermode="closest")
    return figure


def _sides(chart: MapChart, across: tuple[float, float], up: tuple[float, float]) -> list[str]:
    """Where the labels stand, chosen for the narrowest screen."""
    width, height = NARROWEST
    placed = [
        (
            width * (point.across - across[0]) / (across[1] - across[0]),
            height * (up[1] - point.up) / (up[1] - up[0]),
            point.label,
        )
        for point in chart.points
    ]
    return [POSITIONS[side] for side in label_sides(placed, LETTERS, NARROWEST)]
