"""A line as small as a word.

Belongs here: one series without axes, as SVG text. Does not belong here: charts one reads values
off.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence

from dashboards.palette import Palette

WIDTH, HEIGHT, PAD = 240.0, 34.0, 4.0


def sparkline(
    values: Sequence[float | None], target: float | None, palette: Palette, label: str
) -> str:
    """An image of `values` left to right (None breaks the line), the last one marked, the target
    as a dashed line; the page allows no SVG in its text, so it is an `<img>` with `label`."""
    known = [value for value in values if value is not None]
    bounds = [*known, target] if target is not None else known
    low, high = min(bounds), max(bounds)
    points = [
        None if value is None else (_x(i, len(values)), _y(value, low, high))
        for i, value in enumerate(values)
    ]
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}" fill="none" '
        f'stroke="{palette.accent}" stroke-width="2" stroke-linejoin="round" '
        f'stroke-linecap="round"/>'
        for run in _runs(points)
    )
    goal = (
        ""
        if target is None
        else (
            f'<line x1="0" x2="{WIDTH}" y1="{_y(target, low, high):.1f}" '
            f'y2="{_y(target, low, high):.1f}" stroke="{palette.muted}" stroke-width="1" '
            f'stroke-dasharray="3 3"/>'
        )
    )
    last = next(point for point in reversed(points) if point is not None)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}">'
        f"{goal}{lines}"
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3" fill="{palette.accent}"/></svg>'
    )
    encoded = base64.b64encode(drawing.encode()).decode()
    source = f"data:image/svg+xml;base64,{encoded}"
    return f'<img class="wy-spark" alt="{html.escape(label)}" src="{source}">'


def _x(index: int, count: int) -> float:
    return PAD + (WIDTH - 2 * PAD) * (index / max(1, count - 1))


def _y(value: float, low: float, high: float) -> float:
    if high == low:
        return HEIGHT / 2
    return PAD + (HEIGHT - 2 * PAD) * (1 - (value - low) / (high - low))


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
