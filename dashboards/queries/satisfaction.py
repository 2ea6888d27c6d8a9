"""Satisfaction by instrument, month and quarter, and what is owed to the dissatisfied.

Belongs here: the published groups, the answers behind them, what comments speak of, the households
visited in a month, the return visits owed. Does not belong here: one survey as a whole (`annual`),
adding anything up.
"""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from dashboards.instruments import OVERALL
from dashboards.periods import Period
from dashboards.queries.scope import ROW_LIMIT, Filters, Principal, select

_GROUP_COLUMNS = """
    select instrument, period_start_on, survey_id, project_name, dimension, level, unit,
        answer_count, household_count, satisfied_count, top2_count, satisfaction_rate, low, high,
        population_count, finite_low, finite_high, top2_rate, satisfaction_score, score_low,
        score_high, target, verdict, shown_as, score_target, score_verdict, is_hidden
    from marts.satisfaction_groups
"""


def groups(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, instrument: str, period: Period
) -> pl.DataFrame:
    """Every group of an instrument in a period, hidden ones with nulls, the whole company first."""
    return select(
        cursor,
        _GROUP_COLUMNS
        + """
        where instrument = $instrument and period_kind = $kind and period_start_on = $start_on
            and ($sees_all or list_contains($projects, project_name))
        order by project_name, dimension, level
        """,
        instrument=instrument,
        kind=period.kind,
        start_on=period.start_on,
        **principal.bound(),
    )


def survey_groups(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, survey_id: str
) -> pl.DataFrame:
    """Every group of one survey, hidden ones with nulls."""
    return select(
        cursor,
        _GROUP_COLUMNS
        + """
        where instrument = 'survey' and survey_id = $survey_id
            and ($sees_all or list_contains($projects, project_name))
        order by project_name, dimension, level
        """,
        survey_id=survey_id,
        **principal.bound(),
    )


def surveys(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """Every survey and project, the newest first."""
    return select(
        cursor,
        """
        select survey_id, survey_name, project_name, started_on, ended_on, reported_on, is_closed,
            source_file, source_sheet, source_row
        from marts.fct_surveys
        where $sees_all or list_contains($projects, project_name)
        order by started_on desc, survey_id desc, project_name
        """,
        **principal.bound(),
    )


def graded_visits(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    filters: Filters,
    visit_types: tuple[str, ...],
) -> pl.DataFrame:
    """Visits of these types that count with their grade, least satisfied first.

    Nothing that a hidden group could be counted by: no room, department or kind of visit. The
    source row is there for who holds the register.
    """
    return select(
        cursor,
        """
        select project_name, visit_id, visited_at::date as visited_on, satisfaction_grade,
            satisfaction_score, is_satisfied, source_file, source_sheet, source_row
        from marts.fct_visits
        where list_contains($visit_types, visit_type) and is_satisfied is not null
            and visited_at >= $start_on and visited_at < $end_on
            and ($project = 'all' or project_name = $project)
            and ($department = 'all' or department = $department)
            and ($sees_all or list_contains($projects, project_name))
        order by is_satisfied, satisfaction_score, visited_at desc, visit_id
        limit $row_limit
        """,
        visit_types=list(visit_types),
        project=filters.project,
        department=filters.department,
        row_limit=ROW_LIMIT,
        **filters.bound_period(),
        **principal.bound(),
    )


def survey_answers(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    project: str,
    start_on: date,
    end_on: date,
    service_area: str,
    survey_id: str | None,
) -> pl.DataFrame:
    """Graded answers about one service of the surveys begun in a span, or of one of them. A survey
    without a question on the whole is taken with all its answers where the whole is asked for.

    Neither room nor building: who gave which answer is not for the pages. The source row is.
    """
    return select(
        cursor,
        """
        select a.survey_id, a.survey_name, a.started_on, a.project_name, a.service_area,
            a.question, a.satisfaction_grade, a.satisfaction_score, a.is_satisfied,
            a.source_file, a.source_sheet, a.source_row
        from marts.fct_survey_answers as a
        where a.is_valid and a.started_on >= $start_on and a.started_on < $end_on
            and (a.service_area = $service_area or ($service_area = $overall and not exists (
                select 1
                from marts.fct_survey_answers as o
                where o.is_valid and o.service_area = $overall
                    and o.survey_id = a.survey_id and o.project_name = a.project_name)))
            and ($survey_id is null or a.survey_id = $survey_id)
            and ($project = 'all' or a.project_name = $project)
            and ($sees_all or list_contains($projects, a.project_name))
        order by a.satisfaction_score, a.survey_id, a.project_name, a.source_file, a.source_sheet,
            a.source_row
        limit $row_limit
        """,
        project=project,
        start_on=start_on,
        end_on=end_on,
        service_area=service_area,
        overall=OVERALL,
        survey_id=survey_id,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def invitations(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    project: str,
    start_on: date,
    end_on: date,
    survey_id: str | None,
) -> pl.DataFrame:
    """The households invited to the surveys begun in a span, or to one of them."""
    return select(
        cursor,
        """
        select i.survey_id, i.project_name, i.room_name, i.building_name, i.disposition, i.mode,
            i.tenure, i.has_arrears, i.had_complaint, i.is_eligible, i.is_respondent,
            i.source_file, i.source_sheet, i.source_row
        from marts.fct_survey_invites as i
        inner join marts.fct_surveys as s
            on s.survey_id = i.survey_id and s.project_name = i.project_name
        where s.started_on >= $start_on and s.started_on < $end_on
            and ($survey_id is null or i.survey_id = $survey_id)
            and ($project = 'all' or i.project_name = $project)
            and ($sees_all or list_contains($projects, i.project_name))
        order by i.survey_id, i.project_name, i.disposition, i.room_name
        limit $row_limit
        """,
        project=project,
        start_on=start_on,
        end_on=end_on,
        survey_id=survey_id,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def visit_promise(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, period: Period, project: str
) -> pl.DataFrame:
    """The promised twenty households of every project and month of the period."""
    return select(
        cursor,
        """
        select project_name, period_start_on, verdict, counted_value, required_value, due_at
        from marts.fct_rule_results
        where rule_id = 'SV11' and period_start_on >= $start_on and period_start_on < $end_on
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by period_start_on desc, project_name
        """,
        start_on=period.start_on,
        end_on=period.end_on,
        project=project,
        **principal.bound(),
    )


def reached_households(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, month: Period, project: str
) -> pl.DataFrame:
    """The households of one project that a visit of any kind reached in a month, with the files
    that say so.

    Neither visit nor day: beside the graded visits these would tell whose grade is whose.
    """
    return select(
        cursor,
        """
        select project_name, room_name, count(*) as visit_count, source_file, source_sheet
        from marts.fct_visits
        where was_reached and visited_at >= $start_on and visited_at < $end_on
            and project_name = $project
            and ($sees_all or list_contains($projects, project_name))
        group by project_name, room_name, source_file, source_sheet
        order by room_name, source_file, source_sheet
        limit $row_limit
        """,
        start_on=month.start_on,
        end_on=month.end_on,
        project=project,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def visits_owed(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str, survey_id: str | None
) -> pl.DataFrame:
    """Return visits owed or paid to dissatisfied households, owed ones first, the oldest on top;
    of one survey when `survey_id` names it. Rooms are for the desk (`desk.households_owed`)."""
    return select(
        cursor,
        """
        select project_name, reason, since_at, subject_id, visited_at, is_owed,
            source_file, source_sheet, source_row
        from marts.visits_owed
        where ($project = 'all' or project_name = $project)
            and ($survey_id is null
                or (reason = 'dissatisfied_survey' and subject_id = $survey_id))
            and ($sees_all or list_contains($projects, project_name))
        order by is_owed desc, since_at, project_name, subject_id, source_file, source_row
        limit $row_limit
        """,
        project=project,
        survey_id=survey_id,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def comment_topics(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    instrument: str,
    period: Period,
    project: str,
) -> pl.DataFrame:
    """Topics of the comments on visits in the quarters of a period, at the project and at all of
    them, the most frequent first."""
    return select(
        cursor,
        """
        select project_name, period_start_on, topic, topic_en, comment_count, total_comment_count,
            share, dissatisfied_count, is_hidden
        from marts.comment_topics
        where instrument = $instrument and period_kind = 'quarter'
            and period_start_on >= $start_on and period_start_on < $end_on
            and project_name in ($project, 'all')
            and ($sees_all or list_contains($projects, project_name))
        order by period_start_on desc, project_name, comment_count desc nulls last, topic
        """,
        instrument=instrument,
        start_on=period.start_on,
        end_on=period.end_on,
        project=project,
        **principal.bound(),
    )


def comment_quotes(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    instrument: str,
    start_on: date,
    project: str,
) -> pl.DataFrame:
    """The words said on visits in the quarter from `start_on`; `cursor` is one of the personal
    file, only for who may see it.

    Raises PermissionError for a reader without the right.
    """
    if not principal.sees_personal:
        raise PermissionError(principal.name)
    return select(
        cursor,
        """
        select topic, quote, satisfaction_grade, source_file, source_sheet, source_row
        from marts.comment_quotes
        where instrument = $instrument and period_start_on = $start_on
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by topic, source_file, source_sheet, source_row
        limit $row_limit
        """,
        instrument=instrument,
        start_on=start_on,
        project=project,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )
