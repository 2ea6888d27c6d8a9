"""A group of answers as a person reads it: its interval, and what may be said of its target.

Belongs here: the words of one published group. Does not belong here: any figure, how it is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.text import Words, formats

LEVEL_FAMILIES = {
    "department": "department",
    "visit_method": "visit_method",
    "visit_type": "visit_type",
    "service_area": "service_area",
    "tenure": "tenure",
    "building": "building",
    "arrears": "arrears",
    "complaint_history": "complaint_history",
    "project": "project",
    "all": "project",
}


def level_text(words: Words, dimension: str, level: str) -> str:
    """A level of a dimension in words: a building, `owner`, `in arrears`."""
    return words.code(LEVEL_FAMILIES.get(dimension, dimension), level)


def interval_text(words: Words, unit: str, low: float | None, high: float | None) -> str:
    """Both ends of an interval of shares or scores, a dash without one."""
    if low is None or high is None:
        return words("missing.blank")
    write = formats.share if unit == "share" else formats.score
    return words("annual.interval", low=write(words, low), high=write(words, high))


def shown_sentence(words: Words, row: Mapping[str, Any]) -> str:
    """Whether the target is reached, and whether the answers prove it."""
    if row["verdict"] in ("no_target", None):
        return words("satisfaction.shown.no_target")
    if row["verdict"] == "not_enough_data":
        return words("satisfaction.shown.too_few", n=row["answer_count"])
    return words(f"satisfaction.shown.{row['verdict']}.{row['shown_as']}")
