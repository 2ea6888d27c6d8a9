"""The daily backlog and the weekly cohorts against a slow count over the same tickets."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.dbt.service_cases import AS_OF
from tests.dbt.turnaround_cases import RANDOM
from tests.dbt.turnaround_count import Ticket, tickets
from tests.small_warehouse import fetch

BUCKETS = (("under_1d", 1), ("1-3d", 3), ("3-7d", 7), ("7-30d", 30), ("30-90d", 90))
LIMITS = (1, 3, 7)


def bucket(age: timedelta) -> str:
    return next((name for name, days in BUCKETS if age < timedelta(days=days)), "over_90d")


def test_the_backlog_is_what_was_open_at_the_end_of_every_day(service_warehouse: Path) -> None:
    rows = fetch(
        service_warehouse,
        "select day_on, department, ticket_kind, age_bucket, ticket_count"
        f" from marts.ticket_backlog_daily where project_name = '{RANDOM}'",
    )
    expected: Counter[tuple[date, str, str, str]] = Counter()
    for back in range(400):
        day = AS_OF.date() - timedelta(days=back)
        end = min(datetime.combine(day + timedelta(days=1), time()), AS_OF)
        for ticket in tickets(RANDOM):
            is_closed = ticket.closed_at is not None and ticket.closed_at.date() <= day
            if ticket.received_at.date() <= day and not is_closed:
                age = bucket(end - ticket.received_at)
                expected[day, ticket.department, ticket.ticket_kind, age] += 1

    assert {tuple(row[:4]): row[4] for row in rows} == expected


def test_the_last_day_of_the_backlog_is_what_is_open_now(service_warehouse: Path) -> None:
    columns = "project_name, department, ticket_kind, age_bucket, ticket_count"
    last_day = fetch(
        service_warehouse,
        f"select {columns} from marts.ticket_backlog_daily"
        f" where day_on = date '{AS_OF.date()}' order by all",
    )

    assert last_day == fetch(
        service_warehouse, f"select {columns} from marts.open_ticket_ages order by all"
    )


def test_the_backlog_reaches_back_400_days(service_warehouse: Path) -> None:
    rows = fetch(service_warehouse, "select min(day_on) from marts.ticket_backlog_daily")

    assert rows[0][0] >= AS_OF.date() - timedelta(days=399)


def test_weekly_cohorts_are_what_counting_gives(service_warehouse: Path) -> None:
    rows = fetch(
        service_warehouse,
        "select week_start_on, department, ticket_kind, received_count, withdrawn_count,"
        " resolved_within_1d, resolved_within_3d, resolved_within_7d, resolved_count, open_count"
        f" from marts.ticket_cohorts_weekly where project_name = '{RANDOM}'",
    )
    counted: dict[tuple[date, str, str], Counter[str]] = {}
    for ticket in tickets(RANDOM):
        day = ticket.received_at.date()
        for department in ("all", ticket.department):
            key = (day - timedelta(days=day.weekday()), department, ticket.ticket_kind)
            counted.setdefault(key, Counter()).update(facts(ticket))
    names = ("received", "withdrawn", *(f"within_{n}" for n in LIMITS), "resolved", "open")

    assert {tuple(row[:3]): row[3:] for row in rows} == {
        key: tuple(facts_of[name] for name in names) for key, facts_of in counted.items()
    }


def test_shares_are_of_what_was_not_withdrawn(service_warehouse: Path) -> None:
    rows = fetch(
        service_warehouse,
        "select received_count - withdrawn_count, resolved_within_7d, resolved_share_7d"
        " from marts.ticket_cohorts_weekly",
    )

    assert {share for *_, share in rows} > {None, 1.0}
    assert all(share == (within / n if n else None) for n, within, share in rows)


def facts(ticket: Ticket) -> list[str]:
    if ticket.withdrawn_at is not None:
        return ["received", "withdrawn"]
    if ticket.resolved_at is None:
        return ["received", "open"]
    took = ticket.resolved_at - ticket.received_at
    within = [f"within_{days}" for days in LIMITS if took <= timedelta(days=days)]
    return ["received", "resolved", *within]


def test_the_company_s_week_adds_up_its_projects(service_warehouse: Path) -> None:
    sums = "sum(received_count), sum(resolved_within_3d), sum(open_count)"

    def total(condition: str) -> list[tuple[Any, ...]]:
        return fetch(
            service_warehouse,
            f"select week_start_on, ticket_kind, {sums} from marts.ticket_cohorts_weekly"
            f" where {condition} and department = 'all' group by all order by 1, 2",
        )

    assert total("project_name = 'all'") == total("project_name <> 'all'")


def test_a_week_is_mature_once_its_last_ticket_is_older_than_the_limit(
    service_warehouse: Path,
) -> None:
    rows = fetch(
        service_warehouse,
        "select distinct week_start_on, is_mature_1d, is_mature_3d, is_mature_7d"
        " from marts.ticket_cohorts_weekly",
    )

    assert len(rows) > 10
    for week, *mature in rows:
        end = datetime.combine(week + timedelta(days=7), time())
        assert mature == [end + timedelta(days=days) <= AS_OF for days in LIMITS]
