"""How long complaints take, open ones counted.

Belongs here: the published turnaround curves, quantiles and comparisons, the backlog, the weekly
cohorts and the complaints of a cohort. Does not belong here: the rows behind a KPI (`rows_behind`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import polars as pl

from dashboards.periods import Period
from dashboards.queries.scope import ROW_LIMIT, Filters, Principal, select


def turnaround_curve(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    cohort: Period,
    stage: str,
) -> pl.DataFrame:
    """Share of a cohort's complaints not yet at `stage` after each number of hours, with its
    band; between two rows the share stands still or falls just before the later one."""
    return select(
        cursor,
        """
        select elapsed_hours, ticket_count, at_risk_count, event_count, survival_share, low, high
        from marts.ticket_turnaround_curves
        where ticket_kind = 'complaint' and stage = $stage and ticket_class = 'all'
            and period_kind = $kind and period_start_on = $start_on
            and project_name = $project and department = $department
            and ($sees_all or list_contains($projects, project_name))
        order by elapsed_hours
        """,
        stage=stage,
        kind=cohort.kind,
        start_on=cohort.start_on,
        project=filters.project,
        department=filters.department,
        **principal.bound(),
    )


def turnaround_quantiles(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    cohort: Period,
    stage: str,
) -> pl.DataFrame:
    """Median, P75 and P90 of a cohort's complaints until `stage`, and its counts: one row. The
    cohort of kind 'all' that begins in 1900 is everything on record."""
    return select(
        cursor,
        """
        select project_name, ticket_count, event_count, open_count, withdrawn_count,
            not_recorded_count, median_hours, median_low, median_high,
            p75_hours, p75_low, p75_high, p90_hours, p90_low, p90_high
        from marts.ticket_turnaround_quantiles
        where ticket_kind = 'complaint' and stage = $stage and ticket_class = 'all'
            and period_kind = $kind and period_start_on = $start_on
            and project_name = $project and department = $department
            and ($sees_all or list_contains($projects, project_name))
        """,
        stage=stage,
        kind=cohort.kind,
        start_on=cohort.start_on,
        project=filters.project,
        department=filters.department,
        **principal.bound(),
    )


_COMPLAINTS = """
    select project_name, department, ticket_id, ticket_class, room_name, status, received_at,
        dispatched_at, first_replied_at, resolved_at, open_minutes,
        source_file, source_sheet, source_row
    from marts.fct_tickets
    where ticket_kind = 'complaint' and {condition}
        and ($project = 'all' or project_name = $project)
        and ($department = 'all' or department = $department)
        and ($sees_all or list_contains($projects, project_name))
    order by received_at, ticket_id
    limit $row_limit
"""
_IN_PERIOD = "received_at >= $start_on and received_at < $end_on"
_IS_THERE = """
    (($stage = 'dispatch' and minutes_to_dispatch is not null)
    or ($stage = 'first_reply' and minutes_to_first_reply is not null)
    or ($stage = 'resolve' and minutes_to_resolve is not null))
"""


def _complaints(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    condition: str,
    **bound: Any,
) -> pl.DataFrame:
    """The complaints in the filters' project and department that meet `condition`, the oldest
    first; `bound` are the condition's own parameters."""
    return select(
        cursor,
        _COMPLAINTS.replace("{condition}", condition),
        row_limit=ROW_LIMIT,
        project=filters.project,
        department=filters.department,
        **bound,
        **principal.bound(),
    )


def complaints_by_outcome(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    stage: str,
    outcome: str,
) -> pl.DataFrame:
    """The complaints of the filters' period that reached `stage`, are waiting for it, were
    withdrawn, or were closed without its time (not_recorded)."""
    condition = f"""{_IN_PERIOD}
        and (($outcome = 'withdrawn' and status = 'withdrawn')
            or ($outcome = 'reached' and {_IS_THERE} and status <> 'withdrawn')
            or ($outcome = 'waiting' and not {_IS_THERE} and status = 'open')
            or ($outcome = 'not_recorded' and not {_IS_THERE} and status = 'resolved'))"""
    period = filters.bound_period()
    return _complaints(
        cursor, principal, filters, condition, stage=stage, outcome=outcome, **period
    )


def complaints_compared(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    stage: str,
    compared_by: str,
    group: str,
) -> pl.DataFrame:
    """The complaints counted in one group of a comparison: those that reached `stage` and those
    that still wait for it."""
    condition = f"""{_IN_PERIOD}
        and status <> 'withdrawn' and (status = 'open' or {_IS_THERE})
        and (($compared_by = 'department' and department = $group)
            or ($compared_by = 'ticket_class' and ticket_class = $group)
            or ($compared_by = 'project' and project_name = $group))"""
    compared = {"compared_by": compared_by, "group": group}
    period = filters.bound_period()
    return _complaints(cursor, principal, filters, condition, stage=stage, **compared, **period)


def complaints_received(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Every complaint received in the filters' period, withdrawn ones too, the oldest first."""
    return _complaints(cursor, principal, filters, _IN_PERIOD, **filters.bound_period())


def complaints_open_after(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, end_on: date
) -> pl.DataFrame:
    """The complaints that were open when the day before `end_on` was over, the oldest first."""
    condition = """received_at < $end_on
        and (resolved_at is null or resolved_at >= $end_on)
        and (withdrawn_at is null or withdrawn_at >= $end_on)"""
    return _complaints(cursor, principal, filters, condition, end_on=end_on)


def comparisons(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    project: str,
    cohort: Period,
    stage: str,
    compared_by: str,
) -> pl.DataFrame:
    """The groups of a comparison (departments, classes or projects), the slowest first."""
    return select(
        cursor,
        """
        select project_name, group_name, ticket_count, event_count, median_hours,
            expected_events, chi_square, adjusted_p_value, differs, slower
        from marts.turnaround_comparisons
        where ticket_kind = 'complaint' and stage = $stage and compared_by = $compared_by
            and period_kind = $kind and period_start_on = $start_on and project_name = $project
            and ($sees_all or list_contains($projects, project_name))
        order by adjusted_p_value is null, median_hours desc nulls first, group_name
        """,
        stage=stage,
        compared_by=compared_by,
        kind=cohort.kind,
        start_on=cohort.start_on,
        project=project,
        **principal.bound(),
    )


def backlog(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    first_on: date,
    end_on: date,
) -> pl.DataFrame:
    """Complaints open at the end of each day from `first_on` to before `end_on`, by age."""
    return select(
        cursor,
        """
        select day_on, project_name, department, age_bucket, age_bucket_order, ticket_count
        from marts.ticket_backlog_daily
        where ticket_kind = 'complaint' and day_on >= $first_on and day_on < $end_on
            and ($project = 'all' or project_name = $project)
            and ($department = 'all' or department = $department)
            and ($sees_all or list_contains($projects, project_name))
        order by day_on, age_bucket_order, project_name, department
        """,
        first_on=first_on,
        end_on=end_on,
        project=filters.project,
        department=filters.department,
        **principal.bound(),
    )


def weekly_cohorts(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, weeks: int
) -> pl.DataFrame:
    """The last `weeks` weeks of receipt that began before the period's end, newest first."""
    return select(
        cursor,
        """
        select week_start_on, project_name, received_count, withdrawn_count, resolved_count,
            open_count, resolved_within_1d, resolved_within_3d, resolved_within_7d,
            resolved_share_1d, resolved_share_3d, resolved_share_7d,
            is_mature_1d, is_mature_3d, is_mature_7d
        from marts.ticket_cohorts_weekly
        where ticket_kind = 'complaint' and week_start_on < $end_on
            and project_name = $project and department = $department
            and ($sees_all or list_contains($projects, project_name))
        order by week_start_on desc
        limit $weeks
        """,
        weeks=weeks,
        end_on=filters.period.end_on,
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
