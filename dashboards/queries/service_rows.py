"""The rows behind the KPIs of complaints and work orders that rules or repeats decide.

Belongs here: what was followed up, answered the same day, called back, promised and repeated. Does
not belong here: adding them up; the other KPIs' rows (`rows_behind`).
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.queries.rows_behind import fetch, fill_in
from dashboards.queries.scope import Filters, Principal

# A clock need not start when the ticket was received: that of a follow-up starts at the close.
_RULED_TICKETS = fill_in(
    """
    select r.verdict, r.project_name, r.department, t.ticket_id, t.ticket_class, t.room_name,
        t.received_at, r.started_at, r.due_at, r.met_at, {source}
    from marts.fct_rule_results as r
    inner join marts.fct_tickets as t
        on t.ticket_id = r.subject_id and t.ticket_kind = r.subject_kind
    where r.rule_id = $rule_id and r.verdict in ('met', 'missed')
        and r.started_at >= $start_on and r.started_at < $end_on {scope} {in_department}
    order by r.met_at is not null, r.verdict desc, r.started_at desc, t.ticket_id
    limit $row_limit
""",
    "r",
)

# Complaints whose day of receipt is over or that were answered: what was withdrawn on
# that day, or closed without the time of an answer, says nothing of it.
_SAME_DAY_REPLIES = fill_in(
    """
    select cast(t.first_replied_at as date) <= cast(t.received_at as date) as is_same_day,
        t.project_name, t.department, t.ticket_id, t.ticket_class, t.room_name, t.status,
        t.received_at, t.first_replied_at, {source}
    from marts.fct_tickets as t
    cross join marts.build_info as build
    where t.ticket_kind = 'complaint'
        and t.received_at >= $start_on and t.received_at < $end_on
        and (
            cast(t.first_replied_at as date) <= cast(t.received_at as date)
            or (
                (t.withdrawn_at is null
                    or cast(t.withdrawn_at as date) > cast(t.received_at as date))
                and (t.first_replied_at is not null or t.withdrawn_at is not null
                    or (t.resolved_at is null
                        and cast(build.as_of as date) > cast(t.received_at as date)))
            )
        ) {scope} {in_department}
    order by is_same_day nulls first, t.received_at desc, t.ticket_id
    limit $row_limit
""",
    "t",
)

_REPEATS = fill_in(
    """
    select s.first_received_at is not null and t.received_at > s.first_received_at as is_repeat,
        t.project_name, t.department, t.ticket_id, t.ticket_class, t.room_name, t.received_at,
        {source}
    from marts.fct_tickets as t
    left join marts.repeat_complaints as s
        on s.project_name = t.project_name and s.room_name = t.room_name
        and s.ticket_class = t.ticket_class
        and t.received_at between s.first_received_at and s.last_received_at
    where t.ticket_kind = 'complaint' and trim(t.room_name) <> ''
        and t.received_at >= $start_on and t.received_at < $end_on {scope} {in_department}
    order by is_repeat desc, t.project_name, t.room_name, t.received_at, t.ticket_id
    limit $row_limit
""",
    "t",
)


def ruled_tickets(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, rule_id: str
) -> pl.DataFrame:
    """Tickets that a rule has judged met or missed and whose clock started in the period, those
    not done at all first."""
    return fetch(cursor, _RULED_TICKETS, principal, filters, rule_id=rule_id)


def same_day_replies(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Complaints received in the period and whether they were answered the same day."""
    return fetch(cursor, _SAME_DAY_REPLIES, principal, filters)


def repeats(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Complaints with a room received in the period; `is_repeat` follows another one of the same
    room and class."""
    return fetch(cursor, _REPEATS, principal, filters)
