"""Random visits, surveys and bills for the promises about them, and all rows together.

Belongs here: rows as the exports hold them. Does not belong here: tickets (`promise_cases`),
what must come out (`promise_period_count`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.dbt.promise_cases import (
    Chance,
    calls,
    complaints,
    contacts,
    incidents,
    notices,
    work_orders,
)
from tests.dbt.promise_company import (
    ESTATES,
    HEAD_POST_SETTINGS,
    MONTHS,
    PEOPLE,
    PROJECTS,
    QUARTERS,
    RULE_SETTINGS,
    STAFF,
    Row,
)


def follow_up_visits(chance: Chance, tickets: Sequence[Row], key: str, end: str) -> list[Row]:
    """Visits and ratings that name a third of the tickets, before and after their close."""
    rows: list[Row] = []
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
                    visit_method=chance.choice(("电话", "电话", "自评")),
                    visit_type=chance.choice(("投诉", "工单", "意见户")),
                    ticket_id=ticket[key],
                    staff_id=chance.choice(PEOPLE),
                )
            )
    return rows


def problem_visits(chance: Chance) -> list[Row]:
    """Visits that brought up one problem, each in a room of its own, and the visits after them."""
    rows: list[Row] = []
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
    rows: list[Row] = []
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
    rows: list[Row] = []
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
    bills: list[Row] = []
    payments: list[Row] = []
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
