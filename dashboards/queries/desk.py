"""What the complaint desk has to do next, and what happened to a ticket so far.

Belongs here: `upcoming_duties`, `visits_owed`, `contact_gaps`, `repeat_complaints`, the tickets to
choose from and their events. Does not belong here: how promises were kept (`promises`), what was
said in a ticket (personal data that the pages never open).
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.queries.scope import ALL, ROW_LIMIT, Filters, Principal, select

# A promise of a whole project is everybody's there: its row has no department of its own.
_NARROWED = """
        where ($project = 'all' or d.project_name = $project)
            and ($department = 'all' or d.department in ($department, 'all'))
            and ($sees_all or list_contains($projects, d.project_name))
"""


def _bound(principal: Principal, filters: Filters) -> dict[str, object]:
    return {
        "project": filters.project,
        "department": filters.department,
        **principal.bound(),
    }


def duty_counts(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """How many duties of each kind are how urgent: duty_kind, urgency, duty_count."""
    return select(
        cursor,
        "select d.duty_kind, d.urgency, count(*) as duty_count from marts.upcoming_duties as d"
        + _NARROWED
        + "group by d.duty_kind, d.urgency order by d.duty_kind, d.urgency",
        **_bound(principal, filters),
    )


def duties(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    urgency: str = ALL,
    duty_kind: str = ALL,
) -> pl.DataFrame:
    """The duties of one urgency and kind, or of all: what is due within days first, the soonest on
    top; then what is overdue, the newest on top; then the rest."""
    return select(
        cursor,
        """
        select d.rule_id, c.name_zh, c.name_en, d.duty_kind, d.urgency, d.subject_kind,
            d.subject_id, d.project_name, d.department, d.room_name, d.started_at, d.due_at,
            d.minutes_left, d.remaining_count, d.source_file, d.source_sheet, d.source_row
        from marts.upcoming_duties as d
        left join marts.rule_catalogue as c on c.rule_id = d.rule_id
        """
        + _NARROWED
        + """
            and ($urgency = 'all' or d.urgency = $urgency)
            and ($duty_kind = 'all' or d.duty_kind = $duty_kind)
        order by
            case d.urgency when 'overdue' then 2 when 'later' then 3 else 1 end,
            case when d.urgency <> 'overdue' then d.due_at end nulls last,
            d.due_at desc, d.started_at, d.rule_id, d.project_name, d.subject_id
        limit $row_limit
        """,
        urgency=urgency,
        duty_kind=duty_kind,
        row_limit=ROW_LIMIT,
        **_bound(principal, filters),
    )


def households_owed(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str
) -> pl.DataFrame:
    """Dissatisfied households that still wait for a visit, those waiting longest first."""
    return select(
        cursor,
        """
        select d.project_name, d.room_name, d.reason, d.since_at, d.subject_id, d.source_file,
            d.source_sheet, d.source_row
        from marts.visits_owed as d
        where d.is_owed and ($project = 'all' or d.project_name = $project)
            and ($sees_all or list_contains($projects, d.project_name))
        order by d.since_at, d.project_name, d.room_name, d.subject_id
        limit $row_limit
        """,
        project=project,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def contact_gaps(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Open complaints that are owed a weekly word, the most overdue first."""
    return select(
        cursor,
        """
        select d.project_name, d.department, d.ticket_kind, d.ticket_id, d.room_name,
            d.received_at, d.last_contact_at, d.next_contact_due_at, d.longest_gap_days,
            d.contact_count, d.is_overdue, d.source_file, d.source_sheet, d.source_row
        from marts.contact_gaps as d
        """
        + _NARROWED
        + """
            and d.is_open
        order by d.is_overdue desc, d.next_contact_due_at, d.project_name, d.ticket_id
        limit $row_limit
        """,
        row_limit=ROW_LIMIT,
        **_bound(principal, filters),
    )


def repeat_households(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Rooms that complained of the same thing again within 30 days, the latest first."""
    return select(
        cursor,
        """
        select d.project_name, d.department, d.room_name, d.ticket_class, d.complaint_count,
            d.open_count, d.first_received_at, d.last_received_at
        from marts.repeat_complaints as d
        """
        + _NARROWED
        + """
        order by d.last_received_at desc, d.project_name, d.room_name, d.ticket_class
        limit $row_limit
        """,
        row_limit=ROW_LIMIT,
        **_bound(principal, filters),
    )


def complaints_of_room(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    project: str,
    room: str,
    ticket_class: str,
) -> pl.DataFrame:
    """The complaints of one room and class, the newest first."""
    return select(
        cursor,
        """
        select t.status, t.project_name, t.department, t.ticket_id, t.ticket_class, t.room_name,
            t.received_at, t.first_replied_at, t.resolved_at, t.source_file, t.source_sheet,
            t.source_row
        from marts.fct_tickets as t
        where t.ticket_kind = 'complaint' and t.project_name = $project and t.room_name = $room
            and t.ticket_class = $ticket_class
            and ($sees_all or list_contains($projects, t.project_name))
        order by t.received_at desc, t.ticket_id
        limit $row_limit
        """,
        project=project,
        room=room,
        ticket_class=ticket_class,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def tickets_named(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    text: str,
    how_many: int,
) -> pl.DataFrame:
    """Tickets whose number or room holds `text`, open complaints first, then the newest."""
    return select(
        cursor,
        """
        select d.ticket_kind, d.ticket_id, d.ticket_class, d.status, d.project_name, d.room_name,
            d.received_at
        from marts.fct_tickets as d
        """
        + _NARROWED
        + """
            and (contains(lower(d.ticket_id), lower($text)) or contains(d.room_name, $text))
        order by d.is_open desc, d.ticket_kind = 'work_order', d.received_at desc, d.ticket_id
        limit $how_many
        """,
        text=text,
        how_many=how_many,
        **_bound(principal, filters),
    )


def ticket(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, ticket_kind: str, ticket_id: str
) -> pl.DataFrame:
    """One ticket, or no row."""
    return select(
        cursor,
        """
        select t.ticket_kind, t.ticket_id, t.ticket_class, t.status, t.is_open, t.project_name,
            t.department, t.room_name, t.channel, t.handler_staff_id, t.received_at,
            t.open_minutes, t.source_file, t.source_sheet, t.source_row
        from marts.fct_tickets as t
        where t.ticket_kind = $ticket_kind and t.ticket_id = $ticket_id
            and ($sees_all or list_contains($projects, t.project_name))
        """,
        ticket_kind=ticket_kind,
        ticket_id=ticket_id,
        **principal.bound(),
    )


def ticket_events(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, ticket_kind: str, ticket_id: str
) -> pl.DataFrame:
    """What happened to one ticket, in order."""
    return select(
        cursor,
        """
        select e.event_kind, e.event_at, e.staff_id, e.source_file, e.source_sheet, e.source_row
        from marts.fct_ticket_events as e
        where e.ticket_kind = $ticket_kind and e.ticket_id = $ticket_id
            and ($sees_all or list_contains($projects, e.project_name))
        order by e.event_no
        """,
        ticket_kind=ticket_kind,
        ticket_id=ticket_id,
        **principal.bound(),
    )
