"""The periods people choose, as they stand in an address: `2026-W47`, `2026-03`, `2026-Q1`, `2026`.

Belongs here: reading and writing that code, and the first and the next first day of a period.
Does not belong here: how a period is said to people (`text.formats`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("week", "month", "quarter", "year")
_PATTERNS = {
    "week": re.compile(r"(\d{4})-W(\d{2})"),
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "year": re.compile(r"(\d{4})"),
}


@dataclass(frozen=True)
class Period:
    """A week (Monday first), month, quarter or year; `start_on` is its first day."""

    kind: str
    start_on: date

    @property
    def end_on(self) -> date:
        """The first day after the period."""
        if self.kind == "week":
            return self.start_on + timedelta(days=7)
        months = {"month": 1, "quarter": 3, "year": 12}[self.kind]
        return _months_later(self.start_on, months)

    @property
    def code(self) -> str:
        start = self.start_on
        if self.kind == "week":
            iso = start.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}"
        if self.kind == "month":
            return f"{start:%Y-%m}"
        if self.kind == "quarter":
            return f"{start:%Y}-Q{(start.month + 2) // 3}"
        return f"{start:%Y}"

    def earlier(self, periods: int) -> Period:
        """The period `periods` before this one, of the same kind."""
        if self.kind == "week":
            return Period("week", self.start_on - timedelta(days=7 * periods))
        months = {"month": 1, "quarter": 3, "year": 12}[self.kind] * periods
        return Period(self.kind, _months_later(self.start_on, -months))


def period_of(kind: str, day: date) -> Period:
    """The period of `kind` that holds `day`."""
    if kind == "week":
        return Period(kind, day - timedelta(days=day.weekday()))
    first_month = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[kind]
    return Period(kind, date(day.year, first_month, 1))


def parse_period(code: str) -> Period | None:
    """The period an address names, None when it names none."""
    for kind, pattern in _PATTERNS.items():
        match = pattern.fullmatch(code)
        if match:
            return _from_numbers(kind, [int(part) for part in match.groups()])
    return None


def _from_numbers(kind: str, numbers: list[int]) -> Period | None:
    try:
        if kind == "week":
            return Period(kind, date.fromisocalendar(numbers[0], numbers[1], 1))
        if kind == "month":
            return Period(kind, date(numbers[0], numbers[1], 1))
        if kind == "quarter":
            return Period(kind, date(numbers[0], numbers[1] * 3 - 2, 1))
        return Period(kind, date(numbers[0], 1, 1))
    except ValueError:
        return None


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
