"""Amounts by month, beside their targets where there are any.

Belongs here: upright bars on an axis of yuan, marks where the targets stand. Does not belong here:
judging them, how an amount is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from dashboards.figures.base import empty_figure
from dashboards.palette import Palette

# Steps of the axis, times a power of ten.
STEPS = (1, 2, 2.5, 5, 10)
TICKS_AT_MOST = 5


@dataclass(frozen=True)
class MonthBar:
    """One month: the amount, its target (None: not set) and the words on hovering."""

    label: str
    value: Decimal
    hover: str
    target: Decimal | None = None


def month_bars(
    bars: Sequence[MonthBar],
    write: Callable[[float], str],
    palette: Palette,
    names: tuple[str, str] = ("", ""),
) -> go.Figure:
    """The bars in the order given; `write` says an amount on the axis, `names` what the bars and
    the marks of the targets are called."""
    has_targets = any(bar.target is not None for bar in bars)
    figure = empty_figure(palette, height=330, legend=has_targets)
    labels = [bar.label for bar in bars]
    figure.add_bar(
        name=names[0],
        x=labels,
        y=[float(bar.value) for bar in bars],
        marker={"color": palette.accent, "cornerradius": 4},
        customdata=[bar.hover for bar in bars],
        hovertemplate="%{customdata}<extra></extra>",
        width=min(0.62, 0.12 + 0.12 * len(labels)),
    )
    if has_targets:
        line = {"color": palette.series[1], "width": 3}
        figure.add_scatter(name=names[1], x=labels[:1], y=[None], mode="lines", line=line)
        for place, bar in enumerate(bars):
            if bar.target is not None:
                height = float(bar.target)
                figure.add_shape(
                    type="line", x0=place - 0.4, x1=place + 0.4, y0=height, y1=height, line=line
                )
    highest = max([float(max(bar.value, bar.target or 0)) for bar in bars])
    places = axis_places(highest)
    figure.update_xaxes(type="category")
    figure.update_yaxes(
        range=[0, max(highest * 1.08, places[-1])],
        tickvals=places,
        ticktext=[write(place) for place in places],
    )
    figure.update_layout(hovermode="closest")
    return figure


def axis_places(highest: float) -> list[float]:
    """Zero and round places up to `highest`, at most five of them."""
    if highest <= 0:
        return [0.0]
    power = 10.0 ** (len(str(int(highest))) - 2)
    step = next(
        size * scale
        for scale in (power, power * 10)
        for size in STEPS
        if highest / (size * scale) <= TICKS_AT_MOST - 1
    )
    return [step * n for n in range(int(highest / step) + 1)]
