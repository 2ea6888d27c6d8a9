"""Random staff registers of small sales offices.

Belongs here: consultants, managers, others, and how they come, change and leave. Does not
belong here: what they sell (random_contracts).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

YEAR = 2015
CONSULTANT_POSTS = ("置业顾问", "置业顾问", "置业顾问", "高级置业顾问", "销售顾问")
MANAGER_POSTS = ("销售经理", "案场经理", "销售主管")
OLD_HAND = date(2014, 6, 1)


@dataclass(frozen=True)
class Crew:
    """The ids of one office, by what they do, and the register's rows."""

    consultants: tuple[str, ...]
    managers: tuple[str, ...]
    clerk: str
    vice_president: str
    rows: tuple[dict[str, Any], ...]

    @property
    def sellers(self) -> tuple[str, ...]:
        return self.consultants + self.managers

    def last_row(self, staff_id: str) -> dict[str, Any]:
        mine = [row for row in self.rows if row["staff_id"] == staff_id]
        return max(mine, key=lambda row: row["effective_on"])


def random_crew(draw: Random, projects: Sequence[str], prefix: str) -> Crew:
    """Two to five consultants, mostly a manager, a clerk and a vice-president."""
    rows: list[dict[str, Any]] = []
    leaves = draw.choice((0.2, 0.3, 0.8))
    consultants = tuple(f"{prefix}{letter}" for letter in "ABCDE"[: draw.randint(2, 5)])
    for staff_id in consultants:
        rows += _person(draw, projects, staff_id, draw.choice(CONSULTANT_POSTS), leaves)
    managers: tuple[str, ...] = ()
    if draw.random() < 0.92:
        managers = (f"{prefix}M",)
        rows += _person(draw, projects, managers[0], draw.choice(MANAGER_POSTS), 0.1)
    if draw.random() < 0.1:  # a consultant who becomes a (second) manager in the year
        managers += (f"{prefix}N",)
        rows += _promoted(draw, projects, managers[-1])
    clerk, vice_president = f"{prefix}K", f"{prefix}V"
    rows += _person(draw, projects, clerk, "行政专员", 0.0)
    rows.append(_row(vice_president, "副总经理", None, OLD_HAND, OLD_HAND, None, OLD_HAND))
    return Crew(consultants, managers, clerk, vice_president, tuple(rows))


def day_of_year(draw: Random, first: date = date(YEAR, 1, 1), last: date | None = None) -> date:
    last = last or date(YEAR, 12, 18)
    return first + timedelta(days=draw.randint(0, max(0, (last - first).days)))


def _row(
    staff_id: str,
    post: str,
    project: str | None,
    hired_on: date,
    confirmed_on: date | None,
    base: Decimal | None,
    effective_on: date,
) -> dict[str, Any]:
    return {
        "staff_id": staff_id,
        "staff_name": f"员工{staff_id}",
        "department": "销售部",
        "post": post,
        "project_name": project,
        "manager_staff_id": None,
        "hired_on": hired_on,
        "confirmed_on": confirmed_on,
        "left_on": None,
        "leaving_approved": None,
        "base_pay": base,
        "effective_on": effective_on,
    }


def _base(draw: Random) -> Decimal | None:
    amounts = ("1500.00", "1600.00", "1575.50", "1733.33", "1800.00", "1300.00")
    return None if draw.random() < 0.15 else Decimal(draw.choice(amounts))


def _person(
    draw: Random, projects: Sequence[str], staff_id: str, post: str, leaves: float
) -> list[dict[str, Any]]:
    hired_on = OLD_HAND if draw.random() < 0.75 else day_of_year(draw)
    confirmed_on = draw.choice(
        (hired_on + timedelta(days=90),) * 6 + (None, day_of_year(draw), date(YEAR, 6, 30))
    )
    where = None if draw.random() < 0.04 else draw.choice(projects)
    rows = [_row(staff_id, post, where, hired_on, confirmed_on, _base(draw), hired_on)]
    left_on = None
    if draw.random() < leaves:
        left_on = day_of_year(draw, max(hired_on, date(YEAR, 1, 1)))
    elif draw.random() < 0.03:
        left_on = day_of_year(draw, date(2016, 1, 1), date(2016, 1, 31))
    if draw.random() < 0.3:
        rows += _later_row(draw, projects, rows[0], left_on)
    rows[-1]["left_on"] = left_on
    if left_on is not None:
        rows[-1]["leaving_approved"] = draw.choice((True, True, True, False, False, None))
    if left_on is not None and len(rows) == 1 and draw.random() < 0.06:  # hired again
        rows.append({**rows[0], "left_on": None, "leaving_approved": None})
        rows[-1]["effective_on"] = rows[-1]["hired_on"] = left_on + timedelta(days=20)
    return rows


def _later_row(
    draw: Random, projects: Sequence[str], first: dict[str, Any], left_on: date | None
) -> list[dict[str, Any]]:
    """A raise, a new post or a confirmation that comes into force in the year."""
    begin = max(first["hired_on"] + timedelta(days=1), date(YEAR, 1, 2))
    effective_on = day_of_year(draw, begin)
    if draw.random() < 0.4:
        effective_on = effective_on.replace(day=1)
    is_late = left_on is not None and effective_on > left_on
    if effective_on <= first["hired_on"] or (is_late and draw.random() < 0.6):
        return []
    if is_late and left_on is not None:  # a row that comes into force after the last day
        effective_on = left_on + timedelta(days=2)
    changed: dict[str, Any] = {"base_pay": _base(draw), "effective_on": effective_on}
    if first["post"] == "置业顾问":
        changed["post"] = draw.choice(("置业顾问", "高级置业顾问"))
    if len(projects) > 1 and draw.random() < 0.5:
        changed["project_name"] = draw.choice(projects)
    if draw.random() < 0.4:
        changed["confirmed_on"] = effective_on
    return [{**first, **changed}]


def _promoted(draw: Random, projects: Sequence[str], staff_id: str) -> list[dict[str, Any]]:
    project = draw.choice(projects)
    begun = _row(staff_id, "置业顾问", project, OLD_HAND, OLD_HAND, _base(draw), OLD_HAND)
    promoted_on = day_of_year(draw, date(YEAR, 2, 1))
    return [begun, {**begun, "post": draw.choice(MANAGER_POSTS), "effective_on": promoted_on}]
