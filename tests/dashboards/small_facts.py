"""The facts of a small snapshot: tickets, visits, bills and settlements.

Belongs here: rows that agree with each other. Does not belong here: what is counted from them.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import duckdb

from tests.dashboards.tables import AS_OF, Row, insert

PROJECTS = ("翠湖花园", "金桂苑")
GRADE_SCORES = {"很满意": 100, "满意": 75, "基本满意": 50, "不满意": 25, "很不满意": 0}


def facts(
    connection: duckdb.DuckDBPyConnection,
    draw: random.Random,
    *,
    rooms_each: int,
    tickets: int,
    visits: int,
) -> None:
    rooms = [
        (project, f"{1 + n // 8}栋-1单元-{1 + n % 8 // 2}0{1 + n % 2}室")
        for project in PROJECTS
        for n in range(rooms_each)
    ]
    insert(
        connection,
        "dim_projects",
        [(project, "郑州", "住宅", rooms_each, date(2015, 1, 1)) for project in PROJECTS],
    )
    insert(
        connection,
        "dim_rooms",
        [
            (
                project,
                room,
                room.split("-")[0],
                "1单元",
                Decimal("89.5"),
                "住宅",
                "自用",
                date(2015, 6, 1),
                True,
            )
            for project, room in rooms
        ],
    )
    insert(connection, "fct_tickets", [_ticket(draw, n, rooms) for n in range(tickets)])
    _judge_complaints(connection)
    insert(connection, "fct_visits", [_visit(draw, n, rooms) for n in range(visits)])
    bills: list[Row] = []
    settlements: list[Row] = []
    for project, room in rooms:
        for month in range(15):
            _bill(draw, bills, settlements, project, room, month)
    insert(connection, "fct_fee_bills", bills)
    insert(connection, "fct_fee_settlements", settlements)


def _moment(draw: random.Random) -> datetime:
    minutes = int((AS_OF - datetime(2025, 1, 1)).total_seconds() // 60)
    return datetime(2025, 1, 1) + timedelta(minutes=draw.randrange(minutes))


def _ticket(draw: random.Random, n: int, rooms: list[tuple[str, str]]) -> Row:
    project, room = draw.choice(rooms)
    complaint = n % 2 == 0
    received = _moment(draw)
    wait = timedelta(minutes=draw.choice([2, 4, 6, 8, 9, 10, 10, 12, 35]))
    dispatched = received + wait if received + wait <= AS_OF and draw.random() < 0.97 else None
    resolved = received + timedelta(hours=draw.expovariate(1 / (40 if complaint else 7)))
    is_open = resolved > AS_OF or draw.random() < 0.06
    withdrawn = None if is_open or draw.random() > 0.03 else resolved
    done = None if is_open or withdrawn else resolved
    status = "open" if is_open else "withdrawn" if withdrawn else "resolved"
    return (
        project,
        draw.choice(["客服部", "工程部"]) if complaint else "工程部",
        f"{'TS' if complaint else 'GD'}{n:06d}",
        "complaint" if complaint else "work_order",
        draw.choice(["一般", "紧急", "服务态度", "遗留工程"] if complaint else ["报修", "家政"]),
        room,
        draw.choice(["来电", "来访", "微信"]),
        False,
        "普通",
        None,
        f"S{n % 7}",
        received,
        dispatched,
        None,
        dispatched,
        None,
        done,
        None,
        withdrawn,
        0,
        status,
        is_open,
        _minutes(received, dispatched),
        _minutes(received, dispatched),
        _minutes(received, done),
        _minutes(received, AS_OF) if is_open else None,
        None,
        None,
        f"{'投诉登记' if complaint else '服务工作单'}{received:%Y%m}01T0900.xlsx",
        "Sheet1",
        n % 200 + 2,
    )


def _judge_complaints(connection: duckdb.DuckDBPyConnection) -> None:
    """Any earlier complaint makes a repeat; answered the day it came, or that day is over."""
    connection.execute(f"""
    update marts.fct_tickets set
        is_repeat = exists (
            from marts.fct_tickets as e
            where e.ticket_kind = 'complaint' and e.project_name = fct_tickets.project_name
                and e.room_name = fct_tickets.room_name
                and e.ticket_class = fct_tickets.ticket_class
                and e.received_at < fct_tickets.received_at),
        same_day_reply_verdict = case
            when first_replied_at::date = received_at::date then 'met'
            when withdrawn_at::date = received_at::date then 'exempt'
            when first_replied_at is null and withdrawn_at is null and resolved_at is not null
                then 'not_measurable'
            when first_replied_at is null and received_at::date = date '{AS_OF:%Y-%m-%d}'
                then 'pending'
            else 'missed' end
    where ticket_kind = 'complaint'
    """)


def _minutes(start: datetime, end: datetime | None) -> float | None:
    return None if end is None else (end - start).total_seconds() / 60


def _visit(draw: random.Random, n: int, rooms: list[tuple[str, str]]) -> Row:
    project, room = draw.choice(rooms)
    visited = _moment(draw)
    reached = draw.random() < 0.92
    grade = draw.choices(list(GRADE_SCORES), [40, 44, 12, 3, 1])[0] if reached else None
    return (
        project,
        "客服部",
        f"HF{n:06d}",
        draw.choice(["月度走访"] * 3 + ["工单"]),
        "电话",
        room,
        f"S{n % 7}",
        None,
        visited,
        reached,
        grade,
        None if grade is None else GRADE_SCORES[grade],
        None if grade is None else GRADE_SCORES[grade] >= 50,
        f"visits_{visited:%Y%m}01T0900.csv",
        "",
        n % 200 + 2,
    )


def _bill(
    draw: random.Random,
    bills: list[Row],
    settlements: list[Row],
    project: str,
    room: str,
    month: int,
) -> None:
    start = date(2025 + month // 12, month % 12 + 1, 1)
    end = date(2025 + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    due = start + timedelta(days=14)
    receivable = Decimal("268.50")
    concession = Decimal("10.00") if draw.random() < 0.05 else Decimal("0.00")
    number = len(bills)
    paid_on = due + timedelta(days=draw.choice([-20, -10, -3, 0, 2, 9, 25, 70, 140]))
    paid = draw.random() < 0.965 and paid_on <= AS_OF.date()
    part = paid and draw.random() < 0.04
    net = receivable - concession
    settled = Decimal("100.00") if part else net if paid else Decimal("0.00")
    late = max(0, (AS_OF.date() - due).days)
    bucket = "settled" if settled == net else _bucket(late)
    bills.append(
        (
            project,
            f"ZD{number:06d}",
            room,
            room.split("-")[0],
            "物业费",
            start,
            end,
            due,
            start,
            receivable,
            concession,
            settled,
            net - settled,
            paid_on if settled == net else None,
            0 if settled == net else late,
            bucket,
            f"账单{start:%Y%m}01T0900.xlsx",
            "账单",
            number % 500 + 2,
        )
    )
    if paid:
        moment = datetime(paid_on.year, paid_on.month, paid_on.day, 10, number % 60)
        quarter = date(moment.year, (moment.month - 1) // 3 * 3 + 1, 1)
        settlements.append(
            (
                project,
                f"JF{number:06d}",
                f"ZD{number:06d}",
                room,
                "物业费",
                moment,
                settled,
                moment.date() < start,
                due < quarter,
                1,
                f"缴费{moment:%Y%m}01T0900.xlsx",
                "缴费",
                number % 500 + 2,
            )
        )


def _bucket(days: int) -> str:
    limits = (
        (0, "not_due"),
        (30, "1-30"),
        (90, "31-90"),
        (180, "91-180"),
        (365, "181-365"),
        (730, "1-2y"),
        (1095, "2-3y"),
    )
    return next((name for limit, name in limits if days <= limit), "over_3y")
