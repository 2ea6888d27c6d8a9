"""Tickets and visits of a small company, one project per case.

Belongs here: rows as the exports hold them. Does not belong here: what must come out of
them (the tests), or how they get into a warehouse (`tests.small_warehouse`).
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

AS_OF = datetime(2026, 3, 31, 12)
RECEIVED_AT = datetime(2026, 3, 10, 9)
GRADES = ("很满意", "满意", "基本满意", "不满意", "很不满意")

Rows = list[dict[str, Any]]


def complaint(project: str, number: int, received_at: datetime, **times: Any) -> dict[str, Any]:
    return {
        "complaint_id": f"{project}-{number:04d}",
        "project_name": project,
        "room_name": "1-1-101",
        "channel": "来电",
        "complaint_class": "一般",
        "responsible_department": "客服部",
        "received_at": received_at,
        **times,
    }


def dispatched_after(project: str, minutes: Iterable[float], undispatched_age: float) -> Rows:
    """Complaints dispatched after so many minutes, and one that waits at as_of."""
    rows = [
        complaint(project, n, RECEIVED_AT, dispatched_at=RECEIVED_AT + timedelta(minutes=m))
        for n, m in enumerate(minutes)
    ]
    waiting_since = AS_OF - timedelta(minutes=undispatched_age)
    return [*rows, complaint(project, len(rows), waiting_since)]


def resolved_after(project: str, seconds: Iterable[int], open_seconds: Iterable[int]) -> Rows:
    """Complaints resolved after so many seconds, and open ones of that age at as_of."""
    ages = [(s, True) for s in seconds] + [(s, False) for s in open_seconds]
    rows = []
    for number, (age, is_resolved) in enumerate(ages):
        received_at = AS_OF - timedelta(seconds=age)
        end = {"resolved_at": AS_OF} if is_resolved else {}
        rows.append(complaint(project, number, received_at, **end))
    return rows


def random_complaints(project: str, count: int, seed: int) -> Rows:
    """Complaints of a quarter whose times often fall together, on limits and on midnights."""
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        received_at = datetime(2026, 1, 1) + timedelta(
            days=chance.randrange(90),
            hours=chance.choice((0, 9, 23)),
            minutes=chance.choice((0, 30, 59)),
            seconds=chance.choice((0, 59)),
        )
        times = {
            "dispatched_at": chance.choice((None, 0, 300, 599, 600, 601, 4000)),
            "resolved_at": chance.choice((None, None, 3600, 7200, 7200, 86400, 500_000, 3_000_000)),
            "withdrawn_at": chance.choice((None,) * 9 + (60, 599, 600, 601, 90_000)),
        }
        row = complaint(project, number, received_at) | {
            name: received_at + timedelta(seconds=after)
            for name, after in times.items()
            if after is not None
        }
        row["responsible_department"] = chance.choice(("客服部", "工程部", "秩序部", None))
        rows.append(row)
    return rows


def random_work_orders(project: str, count: int, seed: int) -> Rows:
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        opened_at = datetime(2026, 3, chance.randrange(1, 32)) + timedelta(
            seconds=chance.choice((0, 1, 43_200, 86_398, 86_399))
        )
        done_after = chance.choice((None, 0, 1, 2, 43_199, 43_200, 86_399, 86_400))
        cancelled_after = chance.choice((None,) * 6 + (1, 86_400))
        rows.append(
            {
                "work_order_id": f"{project}-{number:04d}",
                "project_name": project,
                "work_order_type": chance.choice(("报修", "家政", "有偿服务", "咨询", "建议")),
                "opened_at": opened_at,
                "completed_at": _after(opened_at, done_after),
                "cancelled_at": _after(opened_at, cancelled_after),
            }
        )
    return rows


def graded_visits(project: str, counts: Iterable[int], visit_type: str = "月度走访") -> Rows:
    """So many visits per grade, from 很满意 to 很不满意."""
    grades = [grade for grade, count in zip(GRADES, counts, strict=True) for _ in range(count)]
    return [visit(project, n, grade, visit_type) for n, grade in enumerate(grades)]


def visit(
    project: str, number: int, grade: str | None, visit_type: str, was_reached: bool | None = True
) -> dict[str, Any]:
    return {
        "visit_id": f"{project}-{visit_type}-{number:04d}",
        "project_name": project,
        "room_name": f"1-1-{number:04d}",
        "visited_at": RECEIVED_AT,
        "visit_method": "电话",
        "visit_type": visit_type,
        "was_reached": was_reached,
        "satisfaction_grade": grade,
    }


def _after(moment: datetime, seconds: int | None) -> datetime | None:
    return None if seconds is None else moment + timedelta(seconds=seconds)
