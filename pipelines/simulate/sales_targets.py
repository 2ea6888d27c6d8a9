"""任务 of one estate: what each consultant and the project as a whole is to sell in a month.

Belongs here: the register 任务, set at the start of each year and for newcomers on their
first day. Does not belong here: what is sold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

import numpy as np
import polars as pl

from pipelines.exports.sales_targets import SALES_TARGETS
from pipelines.simulate.clock import DAY, as_datetimes, day_number, minute_of
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Register, contract_rows
from pipelines.simulate.sales_deals import BUSY_MONTHS, FEWEST_BOOKINGS, MOST_BOOKINGS, Deal
from pipelines.simulate.sales_people import SalesPerson, SalesTeam

DEMAND = 0.88  # of what the estate expects to sell
NEWCOMERS_PART = 0.5  # of a full target, while on probation
MANAGERS_PART = 0.25
MISSING_AT_ESTATE = 0  # where one consultant's target of one month was never set
ROUNDED_TO_FEN = 5_000_000
_Line = tuple[str | None, date, int, int]  # person (None: the project), month, fen, set at


def build_targets(plan: Plan, estate: Estate, team: SalesTeam, deals: Sequence[Deal]) -> Register:
    """Targets of every month up to the end of the last year, as far as somebody is there."""
    random = plan.random(estate.profile.index, "sales targets")
    usual_price = float(np.mean([deal.price.sold_fen for deal in deals]))
    missing = _missing(plan, estate, team)
    lines: list[_Line] = []
    for month in _months(plan):
        expected = usual_price * DEMAND * _bookings_expected(month)
        set_at = _set_at(plan, month)
        lines.append((None, month, _rounded(expected), set_at))
        for person in _with_targets(team, estate, month):
            part = _part(team, person, month) * random.uniform(0.92, 1.08)
            told = max(set_at, person.hired * DAY + 8 * 60)
            if (person.staff_id, month) != missing:
                lines.append((person.staff_id, month, _rounded(expected * part), told))
    rows = contract_rows(
        SALES_TARGETS,
        {
            "project_name": [estate.profile.name] * len(lines),
            "staff_id": pl.Series([person for person, *_ in lines], dtype=pl.String),
            "month": pl.Series([month for _, month, *_ in lines], dtype=pl.Date),
            "target_amount": [fen for *_, fen, _ in lines],
        },
        _set_at=as_datetimes(np.array([told for *_, told in lines], dtype=np.int64)),
    )
    return Register(SALES_TARGETS, rows, opened="_set_at")


def _months(plan: Plan) -> Iterator[date]:
    """First days of the months from the first one simulated to December of the last year."""
    first = plan.first_day.year * 12 + plan.first_day.month - 1
    for month in range(first, plan.end.year * 12 + 12):
        yield date(month // 12, month % 12 + 1, 1)


def _set_at(plan: Plan, month: date) -> int:
    """When the year's targets are set: its first morning, or that of the run."""
    return minute_of(datetime.combine(max(plan.first_day, date(month.year, 1, 1)), time(8)))


def _with_targets(team: SalesTeam, estate: Estate, month: date) -> list[SalesPerson]:
    """Consultants at work when the year's targets are set or hired since, up to this month; at
    every second estate the manager too. Nobody foresees in January who leaves later on."""
    january, next_month = day_number(date(month.year, 1, 1)), day_number(month) + 27
    people = [p for p in team.consultants if p.hired <= next_month and p.left >= january]
    return [*people, team.manager] if estate.profile.index % 2 else people


def _part(team: SalesTeam, person: SalesPerson, month: date) -> float:
    """A person's part of what the project expects; a newcomer's is smaller."""
    if person == team.manager:
        return MANAGERS_PART / len(team.consultants)
    usual = 1 / max(1, len(team.consultants_on(day_number(month))))
    return usual * NEWCOMERS_PART if day_number(month) < person.confirmed else usual


def _missing(plan: Plan, estate: Estate, team: SalesTeam) -> tuple[str, date] | None:
    """Whose target of which month was forgotten: of one who is there all the time."""
    if estate.profile.index != MISSING_AT_ESTATE or plan.months < 3:
        return None
    month = plan.months_covered[plan.months * 2 // 3].first_day
    return team.consultants[1].staff_id, month.replace(day=1)


def _bookings_expected(month: date) -> float:
    spread = MOST_BOOKINGS - FEWEST_BOOKINGS
    return FEWEST_BOOKINGS + spread * BUSY_MONTHS[month.month - 1]


def _rounded(fen: float) -> int:
    return max(1, round(fen / ROUNDED_TO_FEN)) * ROUNDED_TO_FEN
