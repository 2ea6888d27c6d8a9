"""The tables of one estate that faults go into: which rows, under which name and time.

Belongs here: taking the newest rows of a register as a table of cells. Does not belong here:
any fault.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.simulate.company import EstateBooks
from pipelines.simulate.faulty_table import FaultyTable, stamped
from pipelines.simulate.plan import Plan

ROWS = 40


def table_to_spoil(
    plan: Plan,
    books: EstateBooks,
    export: str,
    title: str,
    minute: int,
    extension: str,
    rows: int = ROWS,
) -> FaultyTable:
    """The newest rows of the export as finally known, in a file so many minutes after the
    clean ones."""
    known = books.registers[export].known_at(plan.horizon)
    file = stamped(f"{title}_{books.estate.profile.name}", minutes_after(plan, minute), extension)
    return FaultyTable.of(file, EXPORTS_BY_NAME[export], known.tail(rows))


def minutes_after(plan: Plan, minute: int) -> datetime:
    return plan.exported_at + timedelta(minutes=minute)


def tomorrow(plan: Plan) -> str:
    """A time that no file of the run may know."""
    return f"{plan.exported_at + timedelta(days=2):%Y-%m-%d %H:%M}"
