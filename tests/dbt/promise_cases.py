"""A thousand random tickets, calls and notices per promise, crowding around the limits.

Belongs here: rows as the exports hold them. Does not belong here: visits, surveys and bills
(`promise_visit_cases`), what must come out (`promise_count`).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests.dbt.promise_company import (
    AS_OF,
    BARE,
    BARE_CALLS,
    BARE_COMPLAINTS,
    BARE_INCIDENTS,
    BARE_WORK_ORDERS,
    PEOPLE,
    PROJECTS,
    Row,
)
from tests.small_warehouse import Delivery

CLASSES = ("一般", "紧急", "书面", "服务态度", "遗留工程")
HOURS = ("00:00:00", "00:00:01", "08:30:00", "11:59:59", "18:00:00", "23:50:00", "23:59:59")


class Chance(random.Random):
    """Draws moments that lie on limits, a second beside them and at the ends of days."""

    def received(self) -> datetime:
        day = date(2026, 1, 5) + timedelta(days=self.randrange(65))
        moment = datetime.fromisoformat(f"{day}T{self.choice(HOURS)}")
        return min(moment, AS_OF - timedelta(seconds=self.choice((0, 300, 301, 7200))))

    def after(self, start: datetime | None, seconds: Sequence[int], days: Sequence[int]) -> Any:
        """None, so many seconds after `start`, or around the end of a day after it."""
        if start is None or self.random() < 0.25:
            return None
        if self.random() < 0.5:
            return start + timedelta(seconds=self.choice(seconds))
        midnight = datetime.combine(start.date(), datetime.min.time())
        end = midnight + timedelta(days=self.choice(days) + 1, seconds=-1)
        return max(start, end + timedelta(seconds=self.choice((-1, 0, 1))))

    def rarely(self, value: Any) -> Any:
        return value if self.random() < 0.1 else None


def complaints(chance: Chance) -> list[Row]:
    rows: list[Row] = []
    for number in range(5000):
        received = chance.received()
        resolved = chance.after(received, (0, 3600, 600_000, 1_900_000), (0, 1, 5, 20))
        row = {
            "complaint_id": f"C{number:05d}",
            "project_name": chance.choice(PROJECTS),
            "complaint_class": CLASSES[number % 5],
            "channel": chance.choice(("来电", "来访", "书面", "缴费现场", "缴费现场")),
            "is_important": chance.choice((True, False, None)),
            "received_at": received,
            "dispatched_at": chance.after(received, (0, 599, 600, 601, 899, 900, 901), (0,)),
            "arrived_at": chance.after(received, (0, 299, 300, 301), (0, 7)),
            "first_replied_at": chance.after(received, (0, 60, 3600), (0, 0, 1, 7)),
            "written_reply_at": chance.rarely(chance.after(received, (0, 60), (0, 1, 2, 3, 5))),
            "promised_at": _promise(chance, received, resolved),
            "resolved_at": resolved,
            "followed_up_at": chance.after(resolved, (-3600, 0, 60), (0, 1, 3, 4, 6)),
            "followed_up_by_staff_id": chance.choice(PEOPLE),
            "reopened_count": chance.choice((None, 0, 0, 1)),
            "withdrawn_at": chance.rarely(chance.after(received, (0, 600, 601), (0, 7, 12))),
            "replied_by_staff_id": chance.choice(PEOPLE),
            "handler_staff_id": chance.choice(PEOPLE),
        }
        rows.append(_without(row, BARE_COMPLAINTS))
    return rows


def _promise(chance: Chance, received: datetime, resolved: datetime | None) -> datetime | None:
    """A promised moment, one beside the resolution, or a mere day."""
    if resolved and chance.random() < 0.5:
        return resolved + timedelta(seconds=chance.choice((-1, 0, 1)))
    moment: datetime | None = chance.after(received, (3600, 86_400, 3_000_000), (0, 1, 3, 30))
    if moment and chance.random() < 0.3:
        return datetime.combine(moment.date(), datetime.min.time())
    return moment


def work_orders(chance: Chance) -> list[Row]:
    rows: list[Row] = []
    kinds = ("报修", "报修", "有偿服务", "有偿服务", "家政", "咨询")
    for number in range(8400):
        opened = chance.received()
        completed = chance.after(opened, (0, 3600, 86_400), (0, 0, 1, 29, 30))
        row = {
            "work_order_id": f"W{number:05d}",
            "project_name": chance.choice(PROJECTS),
            "room_name": chance.choice(("1-1-101", None, " ")),
            "work_order_type": kinds[number % 6],
            "opened_at": opened,
            "replied_at": chance.after(opened, (0, 60), (0, 0, 1)),
            "completed_at": completed,
            "quote_accepted_at": chance.after(completed, (-60, 0, 1), (0,)),
            "called_back_at": chance.after(completed, (-60, 0, 60), (0, 1, 3)),
            "cancelled_at": chance.rarely(chance.after(opened, (0, 60), (0, 30))),
        }
        rows.append(_without(row, BARE_WORK_ORDERS))
    return rows


def incidents(chance: Chance) -> list[Row]:
    rows: list[Row] = []
    for number in range(1000):
        reported = chance.received()
        row = {
            "incident_id": f"I{number:05d}",
            "project_name": chance.choice(PROJECTS),
            "incident_type": "火警",
            "reported_at": reported,
            "arrived_at": chance.after(reported, (0, 299, 300, 301), (0,)),
            "controlled_at": chance.after(reported, (600, 7200), (0,)),
            "form_filed_at": chance.after(reported, (3600, 86_399, 86_400, 86_401), (0, 1)),
            "approved_at": chance.after(reported, (7200, 90_000), (2,)),
        }
        rows.append(_without(row, BARE_INCIDENTS))
    return rows


def calls(chance: Chance) -> list[Row]:
    return [
        _without(
            {
                "call_id": f"L{number:05d}",
                "project_name": chance.choice(PROJECTS),
                "called_at": chance.received(),
                "ring_count": chance.choice((0, 1, 3, 3, 4, 5, None)),
            },
            BARE_CALLS,
        )
        for number in range(1000)
    ]


def notices(chance: Chance) -> list[Row]:
    rows: list[Row] = []
    for number in range(1500):
        raised = chance.received()
        posted = chance.after(raised, (0, 3600), (6, 7, 7, 8)) or raised
        row = {
            "notice_id": f"N{number:05d}",
            "project_name": chance.choice(PROJECTS[:2]),
            "topic": "停水",
            "posted_at": min(posted, AS_OF),
            "household_count": chance.choice((2, 3, 4, 5, 30, None)),
            "first_raised_at": chance.choice((raised, raised, raised, None)),
        }
        rows.append(row)
    return rows


def contacts(chance: Chance, tickets: Sequence[Row]) -> list[Row]:
    """Contacts of the complaints that are owed a weekly word, about a week apart."""
    rows: list[Row] = []
    for ticket in tickets:
        if ticket["complaint_class"] not in ("一般", "遗留工程"):
            continue
        moment = ticket["received_at"]
        for _ in range(chance.choice((0, 0, 1, 3, 9))):
            moment = chance.after(moment, (60, 86_400), (3, 6, 7, 7, 14)) or moment
            rows.append(
                {
                    "contact_id": f"K{len(rows):05d}",
                    "ticket_id": ticket["complaint_id"],
                    "contacted_at": moment,
                }
            )
    return rows


def _without(row: Row, columns: Sequence[str]) -> Row:
    """The row as the bare project's register has it."""
    if row["project_name"] != BARE:
        return row
    return {name: value for name, value in row.items() if name not in columns}


def deliveries(rows: Sequence[Row], missing: Sequence[str]) -> list[Delivery]:
    """One file of the projects with every column, one of the bare project."""
    bare = [row for row in rows if row["project_name"] == BARE]
    others = [row for row in rows if row["project_name"] != BARE]
    return [Delivery(others, AS_OF), Delivery(bare, AS_OF, tuple(missing))]
