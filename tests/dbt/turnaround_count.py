"""What the turnaround marts must say of `turnaround_cases`, taken from the rows one by one.

Belongs here: cohorts of tickets counted slowly. Does not belong here: survival (statsmodels says
it), or the comparison (the tests).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from tests.dbt import turnaround_cases as cases
from tests.dbt.service_cases import AS_OF, Rows


class Cohort(NamedTuple):
    """What names a row of the quantiles."""

    ticket_kind: str
    stage: str
    ticket_class: str
    period_kind: str
    period_start_on: date
    department: str


@dataclass(frozen=True)
class Ticket:
    """A ticket in the words of the marts; stamps after as_of do not exist."""

    project_name: str
    ticket_kind: str
    ticket_class: str
    department: str
    received_at: datetime
    stamps: dict[str, datetime | None]
    resolved_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def closed_at(self) -> datetime | None:
        moments = [m for m in (self.resolved_at, self.withdrawn_at) if m is not None]
        return min(moments, default=None)


@dataclass
class Waits:
    """The waits of a cohort in hours, with whether each ended at the stage."""

    hours: list[float] = field(default_factory=list)
    reached: list[bool] = field(default_factory=list)
    withdrawn: int = 0
    not_recorded: int = 0


def tickets(project: str) -> list[Ticket]:
    """The tickets of a project, of all three registers."""
    columns = {
        "complaint": ("complaint_class", "received_at", "resolved_at", "withdrawn_at"),
        "work_order": ("work_order_type", "opened_at", "completed_at", "cancelled_at"),
        "incident": ("incident_type", "reported_at", "controlled_at", ""),
    }
    stages = {
        "complaint": {"dispatch": "dispatched_at", "first_reply": "first_replied_at"},
        "work_order": {"dispatch": "dispatched_at", "first_reply": "replied_at"},
        "incident": {},
    }
    registers: dict[str, Rows] = {
        "complaint": cases.complaints(),
        "work_order": cases.work_orders(),
        "incident": cases.incidents(),
    }
    found = []
    for kind, rows in registers.items():
        class_column, received, resolved, withdrawn = columns[kind]
        for row in rows:
            if row["project_name"] == project:
                stamps = {stage: _known(row, name) for stage, name in stages[kind].items()}
                found.append(
                    Ticket(
                        project,
                        kind,
                        row[class_column],
                        row.get("responsible_department") or "未注明",
                        row[received],
                        {**stamps, "resolve": _known(row, resolved)},
                        _known(row, resolved),
                        _known(row, withdrawn),
                    )
                )
    return found


def cohorts(project: str) -> dict[Cohort, Waits]:
    """The waits of every cohort of a project that has a ticket with a known wait."""
    found: dict[Cohort, Waits] = defaultdict(Waits)
    for ticket in tickets(project):
        for stage, stamp in ticket.stamps.items():
            for cohort in _cohorts_of(ticket, stage):
                _count(found[cohort], ticket, stamp)
    return {cohort: waits for cohort, waits in found.items() if waits.hours}


def _count(waits: Waits, ticket: Ticket, stamp: datetime | None) -> None:
    if ticket.withdrawn_at is not None:
        waits.withdrawn += 1
    elif stamp is None and ticket.resolved_at is not None:
        waits.not_recorded += 1
    else:
        seconds = ((stamp or AS_OF) - ticket.received_at).total_seconds()
        waits.hours.append(max(0.0, seconds / 60) / 60)
        waits.reached.append(stamp is not None)


def _cohorts_of(ticket: Ticket, stage: str) -> list[Cohort]:
    day = ticket.received_at.date()
    periods = {
        "month": day.replace(day=1),
        "quarter": date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
        "year": date(day.year, 1, 1),
        "all": date(1900, 1, 1),
    }
    groups = (("all", "all"), ("all", ticket.department), (ticket.ticket_class, "all"))
    return [
        Cohort(ticket.ticket_kind, stage, ticket_class, kind, start, department)
        for kind, start in periods.items()
        for ticket_class, department in groups
    ]


def _known(row: dict[str, Any], name: str) -> datetime | None:
    moment = row.get(name)
    return moment if moment is not None and moment <= AS_OF else None
