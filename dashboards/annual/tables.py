"""The parts a report is made of: sections, tables and cells that hold a value and its words.

Belongs here: one cell = one figure and the one way it is written, so that page, PDF and workbook
cannot differ. Does not belong here: which sections there are (`report`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.figures.shapes import Chart
from dashboards.text import Words, formats

SHAPES = {"met": "●", "missed": "▲", "not_enough_data": "◌", "no_target": "–"}
# What a column holds. `<kind>_interval` is one column for the eye and two in the workbook.
KINDS = ("text", "count", "number", "decimal", "share", "points", "score", "score_points")
INTERVAL = "_interval"
PLACES = {"count": 0, "number": 1, "decimal": 2}


@dataclass(frozen=True)
class Cell:
    """A figure as it is written (`text`) and as it is (`value`; of an interval, its two ends).

    `mark` is a verdict that colours it.
    """

    text: str
    value: Any = None
    mark: str = ""


@dataclass(frozen=True)
class Column:
    title: str
    kind: str = "text"


@dataclass(frozen=True)
class Table:
    """A table of cells; every row has one cell per column."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading, what is said in words, then charts and tables, then notes in small."""

    key: str
    title: str
    words: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Headline:
    """One large figure of the first page."""

    name: str
    value: str
    verdict: str
    mark: str
    lines: tuple[str, ...]


def text_cell(text: str, mark: str = "") -> Cell:
    return Cell(text, text, mark)


def figure_cell(
    words: Words,
    kind: str,
    value: float | int | None,
    *,
    target: float | None = None,
    verdict: str = "",
) -> Cell:
    """A figure of `kind`; a rounding never shows a missed target as reached."""
    if value is None:
        return Cell(words("missing.blank"), None)
    missed = verdict == "missed"
    if kind == "share":
        return Cell(formats.share(words, value, target=target, missed=missed), value)
    if kind == "score":
        return Cell(formats.score(words, value, target=target, missed=missed), value)
    if kind == "points":
        return Cell(formats.signed(value * 100, 2), value)
    if kind == "score_points":
        return Cell(formats.signed(value, 2), value)
    return Cell(formats.grouped(value, PLACES[kind]), value)


def interval_cell(words: Words, kind: str, low: float | None, high: float | None) -> Cell:
    """Both ends of an interval of figures of `kind`, `low – high`."""
    if low is None or high is None:
        return Cell(words("missing.blank"), None)
    ends = [figure_cell(words, kind, end).text for end in (low, high)]
    return Cell(words("annual.interval", low=ends[0], high=ends[1]), (low, high))


def verdict_cell(words: Words, verdict: str | None) -> Cell:
    """A verdict in shape and word."""
    code = verdict or "no_target"
    return text_cell(f"{SHAPES.get(code, '–')} {words.code('verdict', code)}", code)


def sort_levels(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Groups as people look for them: by the number in the name, then the name."""

    def order(row: dict[str, Any]) -> tuple[int, str]:
        digits = "".join(c for c in str(row["level"]) if c.isdigit())
        return (int(digits) if digits else 0, str(row["level"]))

    return sorted(rows, key=order)
