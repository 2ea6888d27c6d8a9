"""The rows behind each KPI, with the file, sheet and row they came from.

Belongs here: for every KPI the facts of its numerator and its denominator, in the period and the
filters of the page. Does not belong here: adding them up; the page compares their total with
the published number.
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.queries.scope import ROW_LIMIT, Filters, Principal, select

_SCOPE = """
    and ($project = 'all' or {table}.project_name = $project)
    and ($sees_all or list_contains($projects, {table}.project_name))
"""
_DEPARTMENT = " and ($department = 'all' or {table}.department = $department)"
_SOURCE = "{table}.source_file, {table}.source_sheet, {table}.source_row"


def fill_in(statement: str, table: str) -> str:
    """A statement with its scope, department and source conditions on `table`."""
    return (
        statement.replace("{scope}", _SCOPE)
        .replace("{in_department}", _DEPARTMENT)
        .replace("{source}", _SOURCE)
        .replace("{table}", table)
    )


_JUDGED_TICKETS = fill_in(
    """
    select r.project_name, r.department, t.ticket_id, t.ticket_class, t.room_name, t.received_at,
        t.dispatched_at, t.resolved_at, t.minutes_to_dispatch, t.minutes_to_resolve, r.due_at,
        r.verdict, {source}
    from marts.fct_rule_results as r
    inner join marts.fct_tickets as t
        on t.ticket_id = r.subject_id and t.project_name = r.project_name
        and t.ticket_kind = $ticket_kind
    where r.rule_id = $rule_id and r.verdict in ('met', 'missed')
        and t.received_at >= $start_on and t.received_at < $end_on {scope} {in_department}
    order by r.verdict desc, t.received_at desc, t.ticket_id
    limit $row_limit
""",
    "r",
)

_GRADED_VISITS = fill_in(
    """
    select v.project_name, v.visit_id, v.visited_at::date as visited_on, v.satisfaction_grade,
        v.satisfaction_score, v.is_satisfied, {source}
    from marts.fct_visits as v
    where v.visit_type = '月度走访' and v.was_reached and v.satisfaction_score is not null
        and v.visited_at >= $start_on and v.visited_at < $end_on {scope} {in_department}
    order by v.satisfaction_score, v.visited_at desc, v.visit_id
    limit $row_limit
""",
    "v",
)

_TICKETS = fill_in(
    """
    select t.project_name, t.department, t.ticket_id, t.ticket_class, t.room_name, t.channel,
        t.status, t.is_open, t.received_at, t.dispatched_at, t.first_replied_at, t.resolved_at,
        t.minutes_to_dispatch, t.minutes_to_resolve, t.open_minutes, {source}
    from marts.fct_tickets as t
    where t.ticket_kind = $ticket_kind and t.status <> 'withdrawn'
        and t.received_at >= $start_on and t.received_at < $end_on {scope} {in_department}
    order by t.is_open desc, t.received_at desc, t.ticket_id
    limit $row_limit
""",
    "t",
)

_BILLS = fill_in(
    """
    select b.project_name, b.room_name, b.bill_id, b.fee_item, b.service_from, b.due_on,
        b.receivable_amount, b.concession_amount, b.settled_amount, b.outstanding_amount,
        b.settled_on, b.days_past_due, b.ageing_bucket, {source}
    from marts.fct_fee_bills as b
    where b.service_from >= $start_on and b.service_from < $end_on {scope}
    order by b.outstanding_amount desc, b.project_name, b.room_name, b.bill_id
    limit $row_limit
""",
    "b",
)

_RECOVERED = fill_in(
    """
    select s.project_name, s.room_name, s.payment_id, s.bill_id, s.fee_item, b.due_on, s.paid_at,
        s.settled_amount, {source}
    from marts.fct_fee_settlements as s
    inner join marts.fct_fee_bills as b
        on b.bill_id = s.bill_id and b.project_name = s.project_name
    where b.due_on < $start_on and s.paid_at >= $start_on and s.paid_at < $end_on {scope}
    order by s.paid_at, s.payment_id, s.settlement_no
    limit $row_limit
""",
    "s",
)

# Arrears at the start, as the signed lines of an account: what was due before, less its
# concession, less what had been paid by then. A bill fully paid by then has nothing to add.
_OPENING = fill_in(
    """
    with due_before as (
        select b.project_name, b.room_name, b.bill_id, b.fee_item, b.due_on,
            b.receivable_amount, b.concession_amount, {source}
        from marts.fct_fee_bills as b
        where b.due_on < $start_on and (b.settled_on is null or b.settled_on >= $start_on) {scope}
    )

    select project_name, room_name, bill_id, fee_item, due_on, 'receivable' as line_kind,
        receivable_amount as line_amount, source_file, source_sheet, source_row
    from due_before
    union all
    select project_name, room_name, bill_id, fee_item, due_on, 'concession' as line_kind,
        concession_amount as line_amount, source_file, source_sheet, source_row
    from due_before
    where concession_amount <> 0
    union all
    select d.project_name, d.room_name, d.bill_id, d.fee_item, d.due_on, 'settled' as line_kind,
        s.settled_amount as line_amount, s.source_file, s.source_sheet, s.source_row
    from due_before as d
    inner join marts.fct_fee_settlements as s
        on s.bill_id = d.bill_id and s.project_name = d.project_name
    where s.paid_at < $start_on
    order by project_name, room_name, bill_id, line_kind, source_file, source_row
    limit $row_limit
""",
    "b",
)


def fetch(
    cursor: duckdb.DuckDBPyConnection,
    statement: str,
    principal: Principal,
    filters: Filters,
    **more: str,
) -> pl.DataFrame:
    """The rows of a filled-in statement for the filters of the page and what `more` binds."""
    bound = {
        **principal.bound(),
        **filters.bound_period(),
        "project": filters.project,
        "department": filters.department,
        "row_limit": ROW_LIMIT,
        **more,
    }
    used = {name: value for name, value in bound.items() if f"${name}" in statement}
    return select(cursor, statement, **used)


def judged_tickets(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    rule_id: str,
    ticket_kind: str,
) -> pl.DataFrame:
    """Tickets received in the period that a rule has judged met or missed, misses first."""
    return fetch(
        cursor, _JUDGED_TICKETS, principal, filters, rule_id=rule_id, ticket_kind=ticket_kind
    )


def graded_visits(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Monthly visits that reached the household and were graded, the least satisfied first.

    Nothing that a hidden group could be counted by: no room, department or method. The source row
    is there for who holds the register.
    """
    return fetch(cursor, _GRADED_VISITS, principal, filters)


def tickets(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, ticket_kind: str
) -> pl.DataFrame:
    """Tickets received in the period and not withdrawn, open ones first."""
    return fetch(cursor, _TICKETS, principal, filters, ticket_kind=ticket_kind)


def bills(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Bills whose first service day is in the period, the largest outstanding first."""
    return fetch(cursor, _BILLS, principal, filters)


def recovered_arrears(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Payments in the period laid on bills that were due before it."""
    return fetch(cursor, _RECOVERED, principal, filters)


def opening_arrears(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """The signed lines of the arrears at the period's start: line_kind, line_amount (unsigned)."""
    return fetch(cursor, _OPENING, principal, filters)
