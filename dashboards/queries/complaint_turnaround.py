"""How long complaints take, open ones counted.

Belongs here: the published turnaround curves and the ages of what is open. Does not belong here:
the tickets themselves (`rows_behind`).
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.periods import Period
from dashboards.queries.scope import ROW_LIMIT, Filters, Principal, select


def turnaround_curve(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, cohort: Period
) -> pl.DataFrame:
    """Share of a cohort's complaints still open after each number of hours, with its band."""
    return select(
        cursor,
        """
        select elapsed_hours, ticket_count, at_risk_count, event_count, survival_share, low, high
        from marts.ticket_turnaround_curves
        where ticket_kind = 'complaint' and period_kind = $kind and period_start_on = $start_on
            and project_name = $project and department = $department
            and ($sees_all or list_contains($projects, project_name))
        order by elapsed_hours
        """,
        kind=cohort.kind,
        start_on=cohort.start_on,
        project=filters.project,
        department=filters.department,
        **principal.bound(),
    )


def open_by_age(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Complaints open now, per project, department and age bucket."""
    return select(
        cursor,
        """
        select project_name, department, age_bucket, age_bucket_order, ticket_count
        from marts.open_ticket_ages
        where ticket_kind = 'complaint' and project_name <> 'all' and department <> 'all'
            and ($project = 'all' or project_name = $project)
            and ($department = 'all' or department = $department)
            and ($sees_all or list_contains($projects, project_name))
        order by age_bucket_order, project_name, department
        """,
        project=filters.project,
        department=filters.department,
        **principal.bound(),
    )


def open_complaints(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """The complaints that are open now, whenever received, the oldest first."""
    return select(
        cursor,
        """
        select project_name, department, ticket_id, ticket_class, room_name, channel, received_at,
            dispatched_at, first_replied_at, open_minutes, source_file, source_sheet, source_row
        from marts.fct_tickets
        where ticket_kind = 'complaint' and is_open
            and ($project = 'all' or project_name = $project)
            and ($department = 'all' or department = $department)
            and ($sees_all or list_contains($projects, project_name))
        order by received_at, ticket_id
        limit $row_limit
        """,
        project=filters.project,
        department=filters.department,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )
