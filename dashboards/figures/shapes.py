"""What a figure shows, before anybody draws it: on the page, in the PDF or in a workbook.

Belongs here: the values and the words of a figure. Does not belong here: colours, pixels, or any
drawing library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboards.text import formats

# How an axis is written: a share 0..1 in per cent, a difference of two shares in percentage
# points, a score 0..100, a difference of two scores.
UNITS = ("share", "points", "score", "score_points")
STEPS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50)
TICKS_AT_MOST = 7


@dataclass(frozen=True)
class Dot:
    """One value with its 95 % interval (None: not known), and how both are said.

    `mark` is a verdict that colours it (`met`, `missed`, `not_enough_data`, '' for none).
    """

    label: str
    value: float
    low: float | None
    high: float | None
    text: str
    mark: str = ""


@dataclass(frozen=True)
class DotChart:
    """Values one under another with their intervals, against a line (a target, or zero)."""

    key: str
    title: str
    unit: str
    dots: tuple[Dot, ...]
    line: float | None
    line_label: str
    alt: str


@dataclass(frozen=True)
class MapPoint:
    """One service on the map: how well it does and how much it matters."""

    label: str
    across: float
    up: float


@dataclass(frozen=True)
class MapChart:
    """Importance against performance, cut into four fields at `across_at` and `up_at`.

    `fields` are the words of the fields: top left, top right, bottom left, bottom right.
    """

    key: str
    title: str
    points: tuple[MapPoint, ...]
    across_at: float
    up_at: float
    across_title: str
    up_title: str
    fields: tuple[str, str, str, str]
    alt: str


Chart = DotChart | MapChart


def axis_range(chart: DotChart) -> tuple[float, float]:
    """The span of the axis: every interval and the line, with room, inside what is possible."""
    bounds = [
        bound for dot in chart.dots for bound in (dot.value, dot.low, dot.high) if bound is not None
    ]
    if chart.line is not None:
        bounds.append(chart.line)
    low, high = min(bounds), max(bounds)
    room = max((high - low) * 0.06, {"share": 0.01, "points": 0.01}.get(chart.unit, 1.0))
    floor, ceiling = {"share": (0.0, 1.0), "score": (0.0, 100.0)}.get(
        chart.unit, (low - room, high + room)
    )
    return max(floor, low - room), min(ceiling, high + room)


def map_range(values: list[float], cut: float) -> tuple[float, float]:
    """The span of one side of the map, with room for the words at its edges."""
    low, high = min([*values, cut]), max([*values, cut])
    room = max((high - low) * 0.18, 1e-6)
    return low - room, high + room


def ticks(low: float, high: float) -> list[float]:
    """Round places between `low` and `high`, at most seven of them."""
    step = next((s for s in STEPS if (high - low) / s <= TICKS_AT_MOST - 1), STEPS[-1])
    exact = Decimal(str(step))
    first = (Decimal(str(low)) / exact).to_integral_value(rounding="ROUND_CEILING")
    places = [exact * (first + n) for n in range(TICKS_AT_MOST + 1)]
    return [float(place) for place in places if float(place) <= high + 1e-9]


def tick_text(unit: str, place: float) -> str:
    """A place on the axis in its unit; differences carry their sign, zero has none."""
    if unit == "share":
        return f"{formats.trimmed(Decimal(str(place)) * 100)}%"
    if unit == "points":
        return ("+" if place > 0 else "") + formats.trimmed(Decimal(str(place)) * 100)
    sign = "+" if unit == "score_points" and place > 0 else ""
    return sign + formats.trimmed(place)


# Where a label may stand beside its point, the first choice first.
SIDES = ("right", "left", "above", "below")
Box = tuple[float, float, float, float]


def sign_width(text: str, size: float) -> float:
    """How wide a text is at a letter size: a Chinese sign is as wide as high, others about half."""
    return sum(size if ord(sign) > 0x2E80 else size * 0.56 for sign in text)


def label_sides(
    points: Sequence[tuple[float, float, str]], size: float, frame: tuple[float, float]
) -> list[str]:
    """The side on which each point's label touches the fewest others.

    `points` are x, y (y down) and label in the units of `size` and of `frame` (width, height).
    """
    taken: list[Box] = [(x - 6, y - 6, x + 6, y + 6) for x, y, _ in points]
    sides = []
    for x, y, label in points:
        boxes = _label_boxes(x, y, sign_width(label, size), size)
        costs = [
            sum(_overlap(box, other) for other in taken) + _outside(box, frame) for box in boxes
        ]
        best = costs.index(min(costs))
        taken.append(boxes[best])
        sides.append(SIDES[best])
    return sides


def _label_boxes(x: float, y: float, width: float, size: float) -> list[Box]:
    half, gap = size * 0.7, 10.0
    return [
        (x + gap, y - half, x + gap + width, y + half),
        (x - gap - width, y - half, x - gap, y + half),
        (x - width / 2, y - gap - 2 * half, x + width / 2, y - gap),
        (x - width / 2, y + gap, x + width / 2, y + gap + 2 * half),
    ]


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def _outside(box: Box, frame: tuple[float, float]) -> float:
    over = (-box[0], -box[1], box[2] - frame[0], box[3] - frame[1])
    return 1e4 * sum(max(0.0, part) for part in over)
