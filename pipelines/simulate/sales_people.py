"""The people of a sales office: consultants who come and go, and their manager.

Belongs here: who works in 销售部 from when to when, in which post, for which base pay, and
their rows of the register 员工. Does not belong here: what they sell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from pipelines.exports.staff import STAFF
from pipelines.simulate.clock import NEVER, as_dates, day_number
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import contract_rows
from pipelines.simulate.staff import head_office
from pipelines.simulate.vocabulary import person_names

SALES_DEPARTMENT = "销售部"
CONSULTANT, MANAGER = "置业顾问", "销售经理"
FEWEST_CONSULTANTS, MOST_CONSULTANTS = 4, 6
PROBATION_DAYS = 90
PROBATION_PAY = 1300
SHORTEST_RUN_WITH_LEAVERS = 45  # days
RAISED_SHARE = 0.5


@dataclass(frozen=True)
class SalesPerson:
    """One person; days as day numbers (`left` NEVER while employed), base pay in yuan.

    `skill` weighs how often this person is the one who sells.
    """

    staff_id: str
    post: str
    skill: float
    base_pay: int
    hired: int
    left: int = NEVER
    leaving_approved: bool | None = None

    @property
    def confirmed(self) -> int:
        return self.hired + PROBATION_DAYS

    def works_on(self, day: int) -> bool:
        return self.hired <= day <= self.left


@dataclass(frozen=True)
class SalesTeam:
    """The consultants in the order in which they came, and the one manager."""

    consultants: tuple[SalesPerson, ...]
    manager: SalesPerson

    @property
    def everybody(self) -> tuple[SalesPerson, ...]:
        return (*self.consultants, self.manager)

    def consultants_on(self, day: int) -> list[SalesPerson]:
        return [person for person in self.consultants if person.works_on(day)]


@dataclass(frozen=True)
class Signatory:
    """Who at head office signs discounts: the vice-president, after his leaving the head."""

    vice_president: str
    head: str
    vice_president_left: int

    def on(self, day: int) -> tuple[str, str]:
        """Staff number and post of who signs that day."""
        if day > self.vice_president_left:
            return self.head, "总经理"
        return self.vice_president, "副总经理"


def build_signatory(plan: Plan) -> Signatory:
    """Read off the register of head office."""
    people = {row["post"]: row for row in head_office(plan).iter_rows(named=True)}
    vice = people["副总经理"]
    left = NEVER if vice["left_on"] is None else day_number(vice["left_on"])
    return Signatory(vice["staff_id"], people["总经理"]["staff_id"], left)


def build_sales_team(plan: Plan, index: int, colleagues: int) -> tuple[SalesTeam, pl.DataFrame]:
    """The sales office of an estate and its staff rows, numbered after so many `colleagues`.

    One consultant resigns with approval in the second half of the run and is replaced; at one
    estate of the company another walks out later.
    """
    random = plan.random(index, "sales people")
    first, span = day_number(plan.first_day), day_number(plan.end) - day_number(plan.first_day)
    count = int(random.integers(FEWEST_CONSULTANTS, MOST_CONSULTANTS + 1))
    hired = [first - int(random.integers(150, 1500)) for _ in range(count)]
    manager_hired = first - int(random.integers(400, 2000))
    consultants = [_consultant(random, day) for day in sorted(hired)]
    if span >= SHORTEST_RUN_WITH_LEAVERS:
        _leave(random, consultants, 0, first + round(span * random.uniform(0.52, 0.6)), True)
        if index == min(1, plan.estates - 1):
            _leave(random, consultants, 2, first + round(span * random.uniform(0.78, 0.84)), False)
    manager = SalesPerson(
        "", MANAGER, float(random.uniform(0.7, 1)), 2300 + 50 * int(random.integers(0, 7)),
        manager_hired,
    )  # fmt: skip
    manager = replace(manager, staff_id=_number(index, colleagues + 1))
    team = SalesTeam(
        tuple(
            replace(person, staff_id=_number(index, place))
            for place, person in enumerate(consultants, start=colleagues + 2)
        ),
        manager,
    )
    return team, _rows(plan, index, random, team)


def _consultant(random: np.random.Generator, hired: int) -> SalesPerson:
    pay = 1500 + 50 * int(random.integers(0, 5))
    return SalesPerson("", CONSULTANT, float(random.uniform(0.6, 1.5)), pay, hired)


def _leave(
    random: np.random.Generator,
    consultants: list[SalesPerson],
    place: int,
    day: int,
    approved: bool,
) -> None:
    """The consultant at this place leaves, and a few weeks later somebody new comes."""
    consultants[place] = replace(consultants[place], left=day, leaving_approved=approved)
    consultants.append(_consultant(random, day + int(random.integers(12, 30))))


def _number(index: int, place: int) -> str:
    return f"G{index + 1:03d}{place:03d}"


def _rows(plan: Plan, index: int, random: np.random.Generator, team: SalesTeam) -> pl.DataFrame:
    """Per person a row of the day of hiring, one of the end of probation, one of a raise."""
    first, span = day_number(plan.first_day), day_number(plan.end) - day_number(plan.first_day)
    names = person_names(random, len(team.everybody)).tolist()
    lines: list[tuple[SalesPerson, str, int | None, int]] = []
    for person, name in zip(team.everybody, names, strict=True):
        if person.post == CONSULTANT:
            on_probation = PROBATION_PAY if random.random() < 0.5 else None
            lines.append((person, name, on_probation, person.hired))
            if person.confirmed <= person.left:
                lines.append((person, name, person.base_pay, person.confirmed))
        else:
            lines.append((person, name, person.base_pay, person.hired))
        raised = first + round(span * random.uniform(0.15, 0.9))
        gets_raise = random.random() < RAISED_SHARE
        if gets_raise and person.confirmed < raised < person.left:
            lines.append((person, name, person.base_pay + 100, raised))
    people = [person for person, *_ in lines]
    site_head = _number(index, 1)
    rows = contract_rows(
        STAFF,
        {
            "staff_id": [p.staff_id for p in people],
            "staff_name": [name for _, name, _, _ in lines],
            "department": [SALES_DEPARTMENT] * len(lines),
            "post": [p.post for p in people],
            "project_name": [plan.profile(index).name] * len(lines),
            "manager_staff_id": [
                site_head if p.post == MANAGER else team.manager.staff_id for p in people
            ],
            "hired_on": as_dates(np.array([p.hired for p in people])),
            "confirmed_on": as_dates(np.array([p.confirmed for p in people])),
            "left_on": as_dates(np.array([p.left for p in people])),
            "leaving_approved": pl.Series([p.leaving_approved for p in people], dtype=pl.Boolean),
            "base_pay": pl.Series(
                [None if pay is None else pay * 100 for _, _, pay, _ in lines], dtype=pl.Int64
            ),
            "effective_on": as_dates(np.array([day for *_, day in lines])),
        },
    )
    return rows.sort("staff_id", "effective_on")
