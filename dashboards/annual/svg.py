"""The report's figures as SVG, for paper: no browser and no drawing library is needed.

Belongs here: dots with whiskers and the map, in the colours of the light palette. Does not belong
here: what they show (`figures.shapes`).
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from dashboards.figures.shapes import (
    Chart,
    DotChart,
    MapChart,
    axis_range,
    label_sides,
    map_range,
    sign_width,
    tick_text,
    ticks,
)
from dashboards.palette import LIGHT

WIDTH, LINE, TOP, BOTTOM = 640.0, 19.0, 22.0, 20.0
RIGHT = 16.0
# The letters' size, and the least and most room for the labels.
SIGN = 10.0
FONTS = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
LABELS = (60.0, 230.0)
MAP_HEIGHT, MAP_LEFT = 240.0, 46.0
COLOURS = {"met": LIGHT.met, "missed": LIGHT.missed, "not_enough_data": LIGHT.scarce}


def chart_svg(chart: Chart) -> str:
    """The figure as one `<svg>` element, its words as text that can be searched and copied."""
    body, height = _dots(chart) if isinstance(chart, DotChart) else _map(chart)
    label = html.escape(chart.alt, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" '
        f'width="100%" role="img" aria-label="{label}" font-family="{FONTS}">{body}</svg>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = "") -> str:
    fill = colour or LIGHT.muted
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" '
        f'font-size="{SIGN:.0f}">{html.escape(text)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" {more}/>'
    )


def _dots(chart: DotChart) -> tuple[str, float]:
    left = min(
        LABELS[1], max(LABELS[0], max(sign_width(dot.label, SIGN) for dot in chart.dots) + 14)
    )
    low, high = axis_range(chart)
    bottom = TOP + LINE * len(chart.dots)

    def x_of(value: float) -> float:
        return left + (WIDTH - RIGHT - left) * (value - low) / (high - low)

    parts = [_line(left, bottom, WIDTH - RIGHT, bottom, LIGHT.line)]
    for place in ticks(low, high):
        parts.append(_line(x_of(place), TOP, x_of(place), bottom, LIGHT.line))
        text = tick_text(chart.unit, place)
        parts.append(_text(x_of(place), bottom + 13, text, anchor="middle"))
    if chart.line is not None:
        x = x_of(chart.line)
        parts.append(_line(x, TOP - 4, x, bottom, LIGHT.muted, 'stroke-dasharray="4 3"'))
        parts.append(_text(*_beside(x, chart.line_label, left), chart.line_label, anchor="middle"))
    for index, dot in enumerate(chart.dots):
        y = TOP + LINE * (index + 0.5)
        colour = COLOURS.get(dot.mark, LIGHT.accent)
        parts.append(_text(left - 8, y + 3.6, dot.label, anchor="end", colour=LIGHT.ink))
        if dot.low is not None and dot.high is not None:
            ends = (x_of(dot.low), x_of(dot.high))
            parts.append(_line(ends[0], y, ends[1], y, colour, 'stroke-width="1.8"'))
            parts += [_line(x, y - 3, x, y + 3, colour, 'stroke-width="1.2"') for x in ends]
        parts.append(_mark(dot.mark, x_of(dot.value), y, colour))
    return "".join(parts), bottom + BOTTOM


def _beside(x: float, label: str, left: float) -> tuple[float, float]:
    """Where the words of the line stand: above it, inside the figure."""
    half = sign_width(label, SIGN) / 2
    return min(max(x, left + half), WIDTH - RIGHT - half), TOP - 8


def _mark(mark: str, x: float, y: float, colour: str) -> str:
    """Verdicts differ in shape as well as in colour, for a copy in black and white."""
    if mark == "missed":
        points = f"{x:.1f},{y - 4.6:.1f} {x - 4.6:.1f},{y + 3.8:.1f} {x + 4.6:.1f},{y + 3.8:.1f}"
        return f'<polygon points="{points}" fill="{colour}"/>'
    fill = "#FFFFFF" if mark == "not_enough_data" else colour
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{fill}" stroke="{colour}" '
        'stroke-width="1.6"/>'
    )


def _map(chart: MapChart) -> tuple[str, float]:
    across = map_range([point.across for point in chart.points], chart.across_at)
    up = map_range([point.up for point in chart.points], chart.up_at)
    right, bottom = WIDTH - RIGHT, TOP + MAP_HEIGHT

    def x_of(value: float) -> float:
        return MAP_LEFT + (right - MAP_LEFT) * (value - across[0]) / (across[1] - across[0])

    def y_of(value: float) -> float:
        return bottom - MAP_HEIGHT * (value - up[0]) / (up[1] - up[0])

    parts = [
        f'<rect x="{MAP_LEFT}" y="{TOP}" width="{right - MAP_LEFT:.1f}" height="{MAP_HEIGHT}" '
        f'fill="none" stroke="{LIGHT.line}"/>',
        _line(x_of(chart.across_at), TOP, x_of(chart.across_at), bottom, LIGHT.muted, DOTTED),
        _line(MAP_LEFT, y_of(chart.up_at), right, y_of(chart.up_at), LIGHT.muted, DOTTED),
    ]
    for place in ticks(*across):
        parts.append(_text(x_of(place), bottom + 13, tick_text("score", place), anchor="middle"))
    for place in ticks(*up):
        parts.append(_text(MAP_LEFT - 5, y_of(place) + 3, tick_text("share", place), anchor="end"))
    parts.append(_text((MAP_LEFT + right) / 2, bottom + 28, chart.across_title, anchor="middle"))
    parts.append(_text(MAP_LEFT, TOP - 8, chart.up_title))
    parts += _corners(chart.fields, right, bottom)
    placed = [(x_of(point.across), y_of(point.up), point.label) for point in chart.points]
    for (x, y, label), side in zip(placed, label_sides(placed, SIGN, (right, bottom)), strict=True):
        parts.append(_mark("", x, y, LIGHT.accent))
        across_by, down_by, anchor = LABEL_PLACES[side]
        parts.append(_text(x + across_by, y + down_by, label, anchor=anchor, colour=LIGHT.ink))
    return "".join(parts), bottom + 34


LABEL_PLACES = {
    "right": (9, 3.6, "start"),
    "left": (-9, 3.6, "end"),
    "above": (0, -9, "middle"),
    "below": (0, 16, "middle"),
}
DOTTED = 'stroke-dasharray="2 3"'


def _corners(fields: Sequence[str], right: float, bottom: float) -> list[str]:
    places = (
        (MAP_LEFT + 6, TOP + 14, "start"),
        (right - 6, TOP + 14, "end"),
        (MAP_LEFT + 6, bottom - 7, "start"),
        (right - 6, bottom - 7, "end"),
    )
    return [
        _text(x, y, text, anchor=anchor)
        for (x, y, anchor), text in zip(places, fields, strict=True)
    ]
