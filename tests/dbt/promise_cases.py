"""A thousand random subjects per service promise, with moments that crowd around the limits.

Belongs here: rows as the exports and the settings workbook hold them. Does not belong here:
what must come out of them (`promise_count`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.small_warehouse import Delivery

Row = dict[str, Any]

AS_OF = datetime(2026, 3, 10, 12)
CLASSES = ("一般", "紧急", "书面", "服务态度", "遗留工程")
ESTATES = [f"小区{number:02d}" for number in range(84)]
MONTHS = [date(2025 + (n + 3) // 12, (n + 3) % 12 + 1, 1) for n in range(12)]
QUARTERS = [date(2023 + n // 4, n % 4 * 3 + 1, 1) for n in range(13)]
# The registers of this project have none of these columns.
BARE = "无列小区"
BARE_COMPLAINTS = (
    "dispatched_at",
    "arrived_at",
    "first_replied_at",
    "written_reply_at",
    "promised_at",
    "followed_up_at",
    "replied_by_staff_id",
)
BARE_WORK_ORDERS = ("room_name", "replied_at", "completed_at")
BARE_INCIDENTS = ("arrived_at", "form_filed_at", "approved_at")
BARE_CALLS = ("ring_count",)
# S2 becomes head on 15 February; S4's post is a head's in one project only; S9 is nobody known.
STAFF = [
    {"staff_id": "S1", "post": "项目经理"},
    {"staff_id": "S2", "post": "客服员", "effective_on": date(2025, 1, 1)},
    {"staff_id": "S2", "post": "管理处负责人", "effective_on": date(2026, 2, 15)},
    {"staff_id": "S3", "post": "客服员"},
    {"staff_id": "S4", "post": "客服主管"},
]
PEOPLE = ("S1", "S1", "S2", "S3", "S4", "S9", None)
HEAD_POST_SETTINGS = [{"applies_to": "乙小区", "post": "客服主管", "is_head": True}]
RULE_SETTINGS = [
    {
        "applies_to": project,
        "rule_id": rule,
        "valid_from": start,
        "valid_to": end,
        "threshold": Decimal(str(threshold)),
    }
    for project, rule, start, end, threshold in (
        ("乙小区", "SV1", date(2026, 2, 1), None, 4),
        ("乙小区", "SV2", date(2026, 2, 1), date(2026, 2, 28), 15),
        ("全公司", "SV3", date(2026, 2, 15), date(2026, 2, 24), 1),
        ("乙小区", "SV5I", date(2026, 2, 10), None, 3),
        ("乙小区", "SV8", date(2026, 1, 20), None, 14),
        ("乙小区", "SV15K", date(2026, 2, 1), None, 5),
        ("乙小区", "SV23", date(2026, 2, 1), None, 1),
        ("小区01", "SV11", date(2025, 8, 1), None, 22),
        ("小区02", "SV12", date(2025, 8, 1), None, 0.9),
        ("小区03", "SV18", date(2024, 1, 1), date(2024, 12, 31), 0.95),
        ("小区04", "SV19", date(2025, 1, 1), None, 1),
    )
]
PROJECTS = ("甲小区", "乙小区", BARE)
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
    rows = []
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
    rows = []
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
    rows = []
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
    rows = []
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
    rows = []
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


def follow_up_visits(chance: Chance, tickets: Sequence[Row], key: str, end: str) -> list[Row]:
    """Visits that name a third of the tickets, before and after their close."""
    rows = []
    for ticket in tickets:
        start = ticket.get(end)
        moment = chance.after(start, (-60, 0, 60, 3600), (0, 1, 3, 3, 5))
        if moment and chance.random() < 0.4:
            rows.append(
                _visit(
                    f"F{ticket[key]}",
                    ticket["project_name"],
                    "9-9-999",
                    moment,
                    visit_type=chance.choice(("投诉", "工单", "意见户")),
                    ticket_id=ticket[key],
                    staff_id=chance.choice(PEOPLE),
                )
            )
    return rows


def problem_visits(chance: Chance) -> list[Row]:
    """Visits that brought up one problem, each in a room of its own, and the visits after them."""
    rows = []
    for number in range(1000):
        visited = chance.received()
        project, room = chance.choice(PROJECTS[:2]), f"2-1-{number}"
        rows.append(_visit(f"P{number:04d}", project, room, visited, is_single_issue=True))
        for again in range(chance.choice((0, 1, 2))):
            moment = chance.after(visited, (0, 1, 3600), (0, 6, 7, 7, 8))
            if moment:
                rows.append(
                    _visit(
                        f"P{number:04d}-{again}",
                        project,
                        room,
                        moment,
                        visit_method=chance.choice(("上门", "上门", "电话")),
                        was_reached=chance.choice((True, None, False)),
                    )
                )
    return rows


def monthly_visits(chance: Chance) -> list[Row]:
    """About twenty households a month per estate, some asked twice, some not met."""
    rows = []
    for estate in ESTATES:
        for month in MONTHS:
            answers = chance.choice((0, 17, 19, 20, 21, 22, 29, 30, 50, 50, 75))
            unhappy = chance.choice((0, 1, 2, 3))
            for number in range(answers):
                moment = datetime.combine(month, datetime.min.time()) + timedelta(
                    seconds=chance.randrange(28 * 86_400)
                )
                grade = "不满意" if number < unhappy else chance.choice(_GRADES)
                reached = chance.random() > 0.02
                rows.append(
                    _visit(
                        f"M{len(rows):06d}",
                        estate,
                        f"1-1-{chance.choice((number, max(0, number - 1)))}",
                        moment,
                        visit_type="月度走访",
                        was_reached=reached,
                        satisfaction_grade=grade if reached else None,
                    )
                )
    return rows


_GRADES = ("很满意", "满意", "满意", "满意", "满意", "基本满意")


def surveys(chance: Chance) -> list[Row]:
    rows = []
    for estate in ESTATES:
        for year in (2023, 2024, 2025, 2026):
            for _ in range(chance.choice((0, 1, 2, 2, 3))):
                started = date(year, 1, 1) + timedelta(days=chance.randrange(365))
                rows.append(
                    {
                        "survey_id": f"Y{len(rows):04d}",
                        "survey_name": "调查",
                        "project_name": estate,
                        "started_on": started,
                    }
                )
    return rows


def bills_and_payments(chance: Chance) -> tuple[list[Row], list[Row]]:
    bills, payments = [], []
    for estate in ESTATES:
        for quarter in QUARTERS:
            number = f"{estate}-{quarter}"
            bills.append(
                {
                    "bill_id": f"B{number}",
                    "project_name": estate,
                    "room_name": "1-1-1",
                    "fee_item": "物业费",
                    "service_from": quarter,
                    "service_to": quarter + timedelta(days=80),
                    "due_on": quarter + timedelta(days=30),
                    "receivable_amount": Decimal(10_000),
                    "bill_status": "有效",
                }
            )
            paid = chance.choice(("0", "9499.99", "9500", "9899.99", "9900", "9900.01", "10000"))
            if Decimal(paid):
                payments.append(
                    {
                        "payment_id": f"Q{number}",
                        "bill_id": f"B{number}",
                        "project_name": estate,
                        "room_name": "1-1-1",
                        "paid_at": datetime.combine(quarter, datetime.min.time())
                        + timedelta(days=chance.choice((3, 200))),
                        "received_amount": Decimal(paid),
                        "payment_kind": "缴费",
                    }
                )
    return bills, payments


def _visit(visit_id: str, project: str, room: str, at: datetime, **other: Any) -> Row:
    return {
        "visit_id": visit_id,
        "project_name": project,
        "room_name": room,
        "visited_at": at,
        "visit_method": "电话",
        "visit_type": "意见户",
        **other,
    }


def _without(row: Row, columns: Sequence[str]) -> Row:
    """The row as the bare project's register has it."""
    if row["project_name"] != BARE:
        return row
    return {name: value for name, value in row.items() if name not in columns}


def deliveries(rows: Sequence[Row], missing: Sequence[str]) -> list[Delivery]:
    """One file of the projects with every column, one of the bare project."""
    is_bare: Callable[[Row], bool] = lambda row: row["project_name"] == BARE  # noqa: E731
    return [
        Delivery([row for row in rows if not is_bare(row)], AS_OF),
        Delivery([row for row in rows if is_bare(row)], AS_OF, tuple(missing)),
    ]


def everything(seed: int) -> dict[str, list[Row]]:
    """The rows of every export and settings sheet, by its name."""
    chance = Chance(seed)
    complained, ordered = complaints(chance), work_orders(chance)
    bills, payments = bills_and_payments(chance)
    return {
        "staff": [{"staff_name": "某人", "department": "客服部", **person} for person in STAFF],
        "complaints": complained,
        "work_orders": ordered,
        "incidents": incidents(chance),
        "calls": calls(chance),
        "notices": notices(chance),
        "contacts": contacts(chance, complained),
        "visits": [
            *follow_up_visits(chance, complained, "complaint_id", "resolved_at"),
            *follow_up_visits(chance, ordered, "work_order_id", "completed_at"),
            *problem_visits(chance),
            *monthly_visits(chance),
        ],
        "surveys": surveys(chance),
        "fee_bills": bills,
        "fee_payments": payments,
        "rule_settings": RULE_SETTINGS,
        "head_post_settings": HEAD_POST_SETTINGS,
    }
