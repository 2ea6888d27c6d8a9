"""What every figure has in common.

Belongs here: the empty figure of our look. Does not belong here: any shape.
"""

from __future__ import annotations

import plotly.graph_objects as go

from dashboards.palette import Palette

FONT = (
    "'Source Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', "
    "'Source Han Sans SC', sans-serif"
)


def empty_figure(palette: Palette, *, height: int, legend: bool = False) -> go.Figure:
    """A figure without traces: transparent, quiet axes, no title (the page has it)."""
    axis = {
        "gridcolor": palette.line,
        "linecolor": palette.line,
        "zeroline": False,
        "tickfont": {"color": palette.muted, "size": 12},
        "automargin": True,
        "title": {"font": {"color": palette.muted, "size": 12}},
        "fixedrange": True,
    }
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 14, "t": 26 if legend else 12, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "color": palette.ink, "size": 13},
        showlegend=legend,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"color": palette.ink, "size": 12},
        },
        hoverlabel={
            "bgcolor": palette.card,
            "bordercolor": palette.line,
            "font": {"color": palette.ink, "family": FONT},
        },
        xaxis={**axis, "showgrid": False},
        yaxis=axis,
        hovermode="x unified",
        dragmode=False,
    )
    return figure
