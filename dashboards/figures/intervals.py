"""Dots with whiskers: values with their intervals, against a target or zero.

Belongs here: drawing a `DotChart`. Does not belong here: computing an interval.
"""

from __future__ import annotations

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.figures.shapes import DotChart, axis_range, tick_text, ticks
from dashboards.palette import Palette

SYMBOLS = {"met": "circle", "missed": "triangle-up", "not_enough_data": "circle-open"}


def colour_of(mark: str, palette: Palette) -> str:
    """The colour of a verdict; what has none is drawn in the accent."""
    colours = {"met": palette.met, "missed": palette.missed, "not_enough_data": palette.scarce}
    return colours.get(mark, palette.accent)


def dot_figure(chart: DotChart, palette: Palette) -> go.Figure:
    """The dots of `chart`, the first on top; verdicts differ in shape as well as in colour."""
    figure = empty_figure(palette, height=70 + 32 * max(1, len(chart.dots)))
    colours = [colour_of(dot.mark, palette) for dot in chart.dots]
    for dot, colour in zip(chart.dots, colours, strict=True):
        if dot.low is not None and dot.high is not None:
            figure.add_scatter(
                x=[dot.low, dot.high],
                y=[dot.label, dot.label],
                mode="lines",
                line={"color": colour, "width": 2.2},
                hoverinfo="skip",
                showlegend=False,
            )
    figure.add_scatter(
        x=[dot.value for dot in chart.dots],
        y=[dot.label for dot in chart.dots],
        mode="markers",
        marker={
            "color": colours,
            "size": 10,
            "symbol": [SYMBOLS.get(dot.mark, "circle") for dot in chart.dots],
            "line": {"width": 1.5, "color": colours},
        },
        customdata=[dot.text for dot in chart.dots],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )
    if chart.line is not None:
        figure.add_vline(
            x=chart.line,
            line={"color": palette.muted, "width": 1.3, "dash": "dash"},
            annotation={
                "text": chart.line_label,
                "font": {"color": palette.muted, "size": 12},
                "yanchor": "bottom",
            },
            annotation_position="top",
        )
    low, high = axis_range(chart)
    places = ticks(low, high)
    figure.update_xaxes(
        range=[low, high],
        showgrid=True,
        tickvals=places,
        ticktext=[tick_text(chart.unit, place) for place in places],
        tickangle=0,
    )
    figure.update_yaxes(
        type="category",
        autorange=False,
        range=[len(chart.dots) - 0.5, -0.5],
        showgrid=False,
        ticklabelstandoff=6,
    )
    figure.update_layout(hovermode="closest", margin={"t": 30 if chart.line is not None else 10})
    return figure
