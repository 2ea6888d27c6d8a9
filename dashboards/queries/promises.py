"""How the service promises were kept: every rule, its verdicts, and the subjects it judged.

Belongs here: `rule_catalogue`, `rule_summaries`, `fct_rule_results`. Does not belong here: what is
due next (`desk`).
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.periods import Period
from dashboards.queries.scope import ALL, ROW_LIMIT, Filters, Principal, select

_COUNTS = """s.met_count, s.missed_count, s.pending_count, s.not_measurable_count, s.exempt_count,
        s.kept_share, s.low, s.high"""
_SUMMARIES = (
    """
    select s.project_name, s.department,
    """
    + _COUNTS
    + """
    from marts.rule_summaries as s
    where s.rule_id = $rule_id and s.period_kind = $kind and s.period_start_on = $start_on
        and ($sees_all or list_contains($projects, s.project_name))
    """
)


def rule_history(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, periods: int
) -> pl.DataFrame:
    """Every rule × the last `periods` periods up to the chosen one; a rule without any verdict
    in them keeps one row with nulls."""
    return select(
        cursor,
        """
        select c.rule_id, c.name_zh, c.name_en, c.words_zh, c.words_en, c.source, c.subject_kind,
            c.unit, c.threshold, c.is_measured, c.missing_zh, c.missing_en, s.period_start_on,
            s.is_complete,
        """
        + _COUNTS
        + """
        from marts.rule_catalogue as c
        left join marts.rule_summaries as s
            on s.rule_id = c.rule_id and s.period_kind = $kind
            and s.period_start_on between $from_on and $start_on
            and s.project_name = $project and s.department = $department
            and ($sees_all or list_contains($projects, s.project_name))
        order by c.rule_id, s.period_start_on
        """,
        kind=filters.period.kind,
        start_on=filters.period.start_on,
        from_on=filters.period.earlier(periods).start_on,
        project=filters.project,
        department=filters.department,
        **principal.bound(),
    )


def verdicts_by_project(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, rule_id: str
) -> pl.DataFrame:
    """One rule's verdicts per project in the chosen period and department, most missed first."""
    return select(
        cursor,
        _SUMMARIES
        + """
            and s.project_name <> 'all' and s.department = $department
            and ($project = 'all' or s.project_name = $project)
        order by s.missed_count desc, s.project_name
        """,
        rule_id=rule_id,
        kind=filters.period.kind,
        start_on=filters.period.start_on,
        project=filters.project,
        department=filters.department,
        **principal.bound(),
    )


def verdicts_by_department(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, rule_id: str
) -> pl.DataFrame:
    """One rule's verdicts per department in the chosen period and project, most missed first."""
    return select(
        cursor,
        _SUMMARIES
        + """
            and s.department <> 'all' and s.project_name = $project
            and ($department = 'all' or s.department = $department)
        order by s.missed_count desc, s.department
        """,
        rule_id=rule_id,
        kind=filters.period.kind,
        start_on=filters.period.start_on,
        project=filters.project,
        department=filters.department,
        **principal.bound(),
    )


def rule_subjects(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    rule_id: str,
    verdict: str = ALL,
) -> pl.DataFrame:
    """What a rule judged in the chosen period, of one verdict or all, misses first: the subjects
    whose clock started in it."""
    return select(
        cursor,
        """
        select r.verdict, w.words_zh as reason_zh, w.words_en as reason_en, r.reason,
            r.subject_kind, r.subject_id, r.project_name, r.department, r.started_at, r.due_at,
            r.met_at, r.counted_value, r.required_value, r.source_file, r.source_sheet,
            r.source_row
        from marts.fct_rule_results as r
        left join marts.rule_reasons as w on w.reason = r.reason
        where r.rule_id = $rule_id and r.started_at >= $start_on and r.started_at < $end_on
            and ($verdict = 'all' or r.verdict = $verdict)
            and ($project = 'all' or r.project_name = $project)
            and ($department = 'all' or r.department = $department)
            and ($sees_all or list_contains($projects, r.project_name))
        order by r.verdict = 'missed' desc, r.verdict = 'pending' desc, r.due_at, r.project_name,
            r.subject_id
        limit $row_limit
        """,
        rule_id=rule_id,
        verdict=verdict,
        project=filters.project,
        department=filters.department,
        row_limit=ROW_LIMIT,
        **filters.bound_period(),
        **principal.bound(),
    )


def promises_of_ticket(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, ticket_kind: str, ticket_id: str
) -> pl.DataFrame:
    """What every rule says of one ticket, in the order of the limits."""
    return select(
        cursor,
        """
        select r.rule_id, c.name_zh, c.name_en, r.verdict, w.words_zh as reason_zh,
            w.words_en as reason_en, r.reason, r.due_at, r.met_at
        from marts.fct_rule_results as r
        left join marts.rule_catalogue as c on c.rule_id = r.rule_id
        left join marts.rule_reasons as w on w.reason = r.reason
        where r.subject_kind = $ticket_kind and r.subject_id = $ticket_id
            and ($sees_all or list_contains($projects, r.project_name))
        order by r.due_at nulls last, r.rule_id
        """,
        ticket_kind=ticket_kind,
        ticket_id=ticket_id,
        **principal.bound(),
    )


def households_visited(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str, month: Period
) -> pl.DataFrame:
    """The visits of one project that reached a household in a month, room by room."""
    return select(
        cursor,
        """
        select v.room_name, v.visited_at, v.visit_id, v.visit_type, v.visit_method, v.department,
            v.source_file, v.source_sheet, v.source_row
        from marts.fct_visits as v
        where v.project_name = $project and v.was_reached and v.visited_at >= $start_on
            and v.visited_at < $end_on
            and ($sees_all or list_contains($projects, v.project_name))
        order by v.room_name, v.visited_at, v.visit_id
        limit $row_limit
        """,
        project=project,
        start_on=month.start_on,
        end_on=month.end_on,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def surveys_held(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str, year: Period
) -> pl.DataFrame:
    """The surveys of one project that began in a year."""
    return select(
        cursor,
        """
        select s.survey_id, s.survey_name, s.started_on, s.ended_on, s.reported_on,
            s.source_file, s.source_sheet, s.source_row
        from marts.fct_surveys as s
        where s.project_name = $project and s.started_on >= $start_on and s.started_on < $end_on
            and ($sees_all or list_contains($projects, s.project_name))
        order by s.started_on, s.survey_id
        """,
        project=project,
        start_on=year.start_on,
        end_on=year.end_on,
        **principal.bound(),
    )
