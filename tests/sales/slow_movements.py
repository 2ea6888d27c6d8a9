"""What was paid and paid back, and what each entitlement has come to (C6, C7).

Belongs here: movements, positions at the end of a month. Does not belong here: when a part
is due (slow_releases).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from tests.sales.slow_lines import CommissionLine
from tests.sales.slow_performance import Sales
from tests.sales.slow_plan import month_end, month_of, months_from
from tests.sales.slow_releases import Part


@dataclass(frozen=True)
class Movement:
    contract_id: str
    project: str
    staff_id: str  # who gets it or pays it back
    original: str
    on: date
    amount: int
    reason: str

    @property
    def month(self) -> date:
        return month_of(self.on)


@dataclass(frozen=True)
class Position:
    """Amounts up to the end of a month; earned = released + held + forfeited + cancelled."""

    contract_id: str
    project: str
    staff_id: str
    month: date
    earned: int
    released: int
    held: int
    forfeited: int
    cancelled: int


def movements_of(sales: Sales, parts: list[Part]) -> list[Movement]:
    """Every release, and on a cancellation what each recipient pays back (C7)."""
    found = [
        Movement(p.contract_id, p.project, p.recipient, p.staff_id, p.on, p.amount, p.reason)
        for p in parts
        if p.outcome == "released" and p.recipient and p.on
    ]
    paid: dict[tuple[str, str, str], int] = defaultdict(int)
    for movement in found:
        paid[movement.contract_id, movement.staff_id, movement.original] += movement.amount
    by_id = {c.contract_id: c for c in sales.contracts}
    for (contract_id, staff_id, original), amount in paid.items():
        contract = by_id[contract_id]
        cancelled_on = sales.cancelled_on(contract)
        if cancelled_on is not None and amount:
            back = (contract.project, staff_id, original, cancelled_on, -amount, "cancelled")
            found.append(Movement(contract_id, *back))
    return found


def positions_of(
    sales: Sales, lines: list[CommissionLine], parts: list[Part], movements: list[Movement]
) -> list[Position]:
    """What became of each entitlement by the end of each month."""
    found = []
    for contract in sales.contracts:
        mine = [p for p in parts if p.contract_id == contract.contract_id]
        for staff_id in sorted({p.staff_id for p in mine}):
            own = [p for p in mine if p.staff_id == staff_id]
            earned = sum(
                line.earned
                for line in lines
                if (line.contract_id, line.staff_id) == (contract.contract_id, staff_id)
            )
            moved = [
                m
                for m in movements
                if (m.contract_id, m.original) == (contract.contract_id, staff_id)
            ]
            first = sales.commission_month(contract)
            for month in months_from(first, sales.people.last_month):
                found.append(_position(month, own, earned, moved))
    return found


def _position(month: date, parts: list[Part], earned: int, moved: list[Movement]) -> Position:
    end = month_end(month)
    over = [p for p in parts if p.on is not None and p.on <= end]
    clawed_back = -sum(m.amount for m in moved if m.reason == "cancelled" and m.on <= end)
    return Position(
        contract_id=parts[0].contract_id,
        project=parts[0].project,
        staff_id=parts[0].staff_id,
        month=month,
        earned=earned,
        released=sum(m.amount for m in moved if m.on <= end),
        held=sum(p.amount for p in parts if p not in over),
        forfeited=sum(p.amount for p in over if p.outcome == "forfeited"),
        cancelled=clawed_back + sum(p.amount for p in over if p.outcome == "cancelled"),
    )
