"""午间值班 and 扣罚 of one estate's sales office.

Belongs here: who keeps the office open over lunch, who is late or ill or complained about.
Does not belong here: what any of this costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.exports.lunch_duties import LUNCH_DUTIES
from pipelines.exports.sales_deductions import SALES_DEDUCTIONS
from pipelines.simulate.clock import DAY, Minutes, as_dates, as_datetimes, day_number, pick
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Period, Plan
from pipelines.simulate.register import Register, contract_rows
from pipelines.simulate.sales_people import SalesPerson, SalesTeam

LATE, EARLY, ABSENT = "迟到", "早退", "旷工"
SICK, PERSONAL, COMPLAINT, OTHER = "病假", "事假", "投诉", "其他"
# How often each happens to a person in a month.
_PER_MONTH = (
    (LATE, 0.34), (EARLY, 0.12), (ABSENT, 0.012), (SICK, 0.09), (PERSONAL, 0.12),
    (COMPLAINT, 0.05), (OTHER, 0.02),
)  # fmt: skip
LATE_BEYOND_THE_LIMIT_SHARE = 0.12  # more than 30 minutes
VERIFIED_SHARE = 0.75
APPROVED_SHARE = 0.88


@dataclass(frozen=True)
class _Deduction:
    """One line of 扣罚; the day as a day number, money in fen."""

    day: int
    staff_id: str
    kind: str
    minutes: int | None = None
    occurrences: int | None = None
    days: float | None = None
    fen: int | None = None
    verified_by: str | None = None
    is_approved: bool | None = None


def build_lunch_duties(plan: Plan, estate: Estate, team: SalesTeam) -> Register:
    """One person a day in turn, on the two busy days of the week a second one."""
    random = plan.random(estate.profile.index, "lunch duties")
    lines: list[tuple[int, str]] = []
    for day in range(day_number(plan.first_day), day_number(plan.end) + 1):
        people = team.consultants_on(day) or [team.manager]
        wanted = 2 if (day + 3) % 7 >= 5 and len(people) > 1 else 1
        start = day + int(random.integers(0, 2))
        lines += [(day, people[(start + n) % len(people)].staff_id) for n in range(wanted)]
    days = np.array([day for day, _ in lines], dtype=np.int64)
    rows = contract_rows(
        LUNCH_DUTIES,
        {"staff_id": [person for _, person in lines], "duty_on": as_dates(days)},
        _kept_at=as_datetimes(days * DAY + 13 * 60),
    )
    return Register(LUNCH_DUTIES, rows, opened="_kept_at")


def build_deductions(plan: Plan, estate: Estate, team: SalesTeam) -> Register:
    """Every deduction of everybody of the office, oldest first."""
    random = plan.random(estate.profile.index, "sales deductions")
    lines = [
        line
        for month in plan.months_covered
        for person in team.everybody
        for line in _of_month(random, month, person, team.manager)
    ]
    lines.sort(key=lambda line: (line.day, line.staff_id, line.kind))
    days: Minutes = np.array([line.day for line in lines], dtype=np.int64)
    rows = contract_rows(
        SALES_DEDUCTIONS,
        {
            "deduction_id": estate.numbers("KF", days * DAY, digits=4).cast(pl.String),
            "staff_id": pl.Series([line.staff_id for line in lines], dtype=pl.String),
            "occurred_on": as_dates(days),
            "deduction_kind": pl.Series([line.kind for line in lines], dtype=pl.String),
            "minutes": pl.Series([line.minutes for line in lines], dtype=pl.Int64),
            "occurrences": pl.Series([line.occurrences for line in lines], dtype=pl.Int64),
            "days": pl.Series([line.days for line in lines], dtype=pl.Float64),
            "amount": pl.Series([line.fen for line in lines], dtype=pl.Int64),
            "verified_by_staff_id": pl.Series(
                [line.verified_by for line in lines], dtype=pl.String
            ),
            "is_approved": pl.Series([line.is_approved for line in lines], dtype=pl.Boolean),
        },
        _noted_at=as_datetimes(days * DAY + 18 * 60),
    )
    return Register(SALES_DEDUCTIONS, rows, opened="_noted_at")


def _of_month(
    random: np.random.Generator, month: Period, person: SalesPerson, manager: SalesPerson
) -> list[_Deduction]:
    first, last = day_number(month.first_day), day_number(month.last_day)
    lines = []
    for kind, per_month in _PER_MONTH:
        for _ in range(int(random.poisson(per_month * (last - first + 1) / 30))):
            day = int(random.integers(first, last + 1))
            line = _deduction(random, kind, day, person, manager)
            if person.works_on(day):
                lines.append(line)
    return lines


def _deduction(
    random: np.random.Generator, kind: str, day: int, person: SalesPerson, manager: SalesPerson
) -> _Deduction:
    """One line of a kind, with the columns that a clerk fills in for it."""
    if kind == LATE:
        beyond = random.random() < LATE_BEYOND_THE_LIMIT_SHARE
        minutes = int(random.integers(31, 90)) if beyond else int(random.integers(2, 31))
        return _Deduction(day, person.staff_id, kind, minutes=minutes)
    if kind == EARLY:
        times = 1 + int(pick(random, np.array([0.7, 0.2, 0.1]), 1)[0])
        return _Deduction(day, person.staff_id, kind, occurrences=times)
    if kind == ABSENT:
        return _Deduction(day, person.staff_id, kind, days=1.0)
    if kind == SICK:
        days = 0.5 * int(random.integers(1, 9))
        return _Deduction(day, person.staff_id, kind, days=days, is_approved=True)
    if kind == PERSONAL:
        approved = bool(random.random() < APPROVED_SHARE)
        days = 0.5 * int(random.integers(1, 5))
        return _Deduction(day, person.staff_id, kind, days=days, is_approved=approved)
    if kind == COMPLAINT:
        verified = manager.staff_id if random.random() < VERIFIED_SHARE else None
        return _Deduction(day, person.staff_id, kind, occurrences=1, verified_by=verified)
    fen = 1000 * int(random.integers(2, 21))
    return _Deduction(day, person.staff_id, kind, fen=fen)
