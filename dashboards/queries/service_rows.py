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

_SAME_DAY_REPLIES = fill_in(
    """
    select t.same_day_reply_verdict = 'met' as is_same_day,
        t.project_name, t.department, t.ticket_id, t.ticket_class, t.room_name, t.status,
        t.received_at, t.first_replied_at, {source}
    from marts.fct_tickets as t
    where t.ticket_kind = 'complaint' and t.same_day_reply_verdict in ('met', 'missed')
        and t.received_at >= $start_on and t.received_at < $end_on {scope} {in_department}
    order by is_same_day, t.first_replied_at nulls first, t.received_at desc, t.ticket_id
    limit $row_limit
""",
    "t",
)

_REPEATS = fill_in(
    """
    select t.is_repeat, t.project_name, t.department, t.ticket_id, t.ticket_class, t.room_name,
        t.received_at, {source}
    from marts.fct_tickets as t
    where t.is_repeat is not null
        and t.received_at >= $start_on and t.received_at < $end_on {scope} {in_department}
    order by t.is_repeat desc, t.project_name, t.room_name, t.received_at, t.ticket_id
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
    """Complaints received in the period that were judged by their first reply, those without any
    first."""
    return fetch(cursor, _SAME_DAY_REPLIES, principal, filters)


def repeats(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Complaints with a room received in the period; `is_repeat` follows another one of the same
    room and class."""
    return fetch(cursor, _REPEATS, principal, filters)
