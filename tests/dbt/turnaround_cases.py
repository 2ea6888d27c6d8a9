"""Tickets of all three kinds whose waits tie, stay open, miss a stamp or a whole column.

Belongs here: rows as the exports hold them, one project per case. Does not belong here: what
must come out of them (the tests).
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from tests.dbt.service_cases import AS_OF, Rows, complaint

RANDOM = "时长"
WITHOUT_DISPATCH_COLUMN = "无派单列"
DEPARTMENTS = ("客服部", "工程部", None)
CLASSES = ("一般", "紧急", "服务态度")
TYPES = ("报修", "家政")


def complaints() -> Rows:
    """Random ones, one alone, three all open, four all resolved and dispatched at once."""
    return [
        *_random_complaints(400, seed=23),
        _handled("单件", 1, datetime(2026, 3, 2, 9), resolved_at=7200),
        *(_handled("全未办", n, datetime(2026, 3, 2, 9 + n)) for n in range(3)),
        *(
            _handled("全办结", n, datetime(2026, 3, 2, 9), dispatched_at=240, resolved_at=3600)
            for n in range(4)
        ),
    ]


def complaints_without_dispatch_column() -> Rows:
    return [
        _handled(WITHOUT_DISPATCH_COLUMN, n, datetime(2026, 3, 2, 9), resolved_at=3600 * (n + 1))
        for n in range(4)
    ]


def work_orders() -> Rows:
    chance = random.Random(29)
    rows = []
    for number in range(300):
        opened_at = _moment(chance)
        after = {
            "dispatched_at": chance.choice((None, 60, 300, 600, 1800)),
            "replied_at": chance.choice((None, None, 1800, 7200, 90_000)),
            "completed_at": chance.choice((None, 3600, 7200, 86_400, 400_000)),
            "cancelled_at": chance.choice((None,) * 12 + (600, 90_000)),
        }
        rows.append(
            {
                "work_order_id": f"{RANDOM}-{number:04d}",
                "project_name": RANDOM,
                "work_order_type": chance.choice(TYPES),
                "responsible_department": chance.choice(DEPARTMENTS),
                "opened_at": opened_at,
                **_stamps(opened_at, after),
            }
        )
    return rows


def incidents() -> Rows:
    chance = random.Random(31)
    rows = []
    for number in range(60):
        reported_at = _moment(chance)
        after = {"controlled_at": chance.choice((None, 600, 1200, 1200, 7200, 2_000_000))}
        rows.append(
            {
                "incident_id": f"{RANDOM}-{number:04d}",
                "project_name": RANDOM,
                "incident_type": chance.choice(("消防", "停水停电")),
                "reported_at": reported_at,
                **_stamps(reported_at, after),
            }
        )
    return rows


def _random_complaints(count: int, seed: int) -> Rows:
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        after = {
            "dispatched_at": chance.choice((None, -60, 0, 240, 600, 601, 90_000)),
            "first_replied_at": chance.choice((None, None, 900, 5400, 5400, 200_000)),
            "resolved_at": chance.choice((None, None, 3600, 7200, 86_400, 500_000, 3_000_000)),
            "withdrawn_at": chance.choice((None,) * 12 + (60, 601, 90_000)),
        }
        row = _handled(RANDOM, number, _moment(chance), **after)
        row["complaint_class"] = chance.choice(CLASSES)
        row["responsible_department"] = chance.choice(DEPARTMENTS)
        rows.append(row)
    return rows


def _handled(
    project: str, number: int, received_at: datetime, **after: int | None
) -> dict[str, Any]:
    return complaint(project, number, received_at, **_stamps(received_at, after))


def _moment(chance: random.Random) -> datetime:
    """Some time of the last four months, often the same as another's, never after as_of."""
    return AS_OF - timedelta(
        days=chance.randrange(120), hours=chance.choice((0, 1, 12)), minutes=chance.choice((0, 30))
    )


def _stamps(start: datetime, after: dict[str, int | None]) -> dict[str, datetime]:
    return {
        name: start + timedelta(seconds=seconds)
        for name, seconds in after.items()
        if seconds is not None
    }
