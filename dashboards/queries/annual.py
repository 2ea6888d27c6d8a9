"""One survey as a whole: who answered, what was found, what changed.

Belongs here: the published responses, weighting, drivers, changes and topics of a survey, what
others counted, and the quotes for a reader who may see them. Does not belong here: its groups
(`satisfaction`).
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.queries.scope import Principal, select


def responses(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, survey_id: str
) -> pl.DataFrame:
    """Invited, answered and not, per level of each dimension, respondents beside households, at
    every project and at all of them."""
    return select(
        cursor,
        """
        select project_name, dimension, level, invited_count, ineligible_count, completed_count,
            partial_count, refused_count, not_reached_count, response_rate, low, high,
            respondent_share, household_share, difference, difference_low, difference_high, differs
        from marts.survey_responses
        where survey_id = $survey_id and ($sees_all or list_contains($projects, project_name))
        order by project_name, dimension, level
        """,
        survey_id=survey_id,
        **principal.bound(),
    )


def weighted(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, survey_id: str
) -> pl.DataFrame:
    """Raw and weighted figures of every project and of the whole."""
    return select(
        cursor,
        """
        select project_name, weighted_by, answer_count, raw_rate, weighted_rate, weighted_low,
            weighted_high, raw_score, weighted_score, effective_n, is_needed
        from marts.survey_weighted
        where survey_id = $survey_id and ($sees_all or list_contains($projects, project_name))
        order by project_name, weighted_by
        """,
        survey_id=survey_id,
        **principal.bound(),
    )


def changes(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, survey_id: str, project: str
) -> pl.DataFrame:
    """Every group of the survey beside the survey of the year before."""
    return select(
        cursor,
        """
        select dimension, level, earlier_survey_id, answer_count, earlier_answer_count,
            rate, earlier_rate, rate_change, rate_low, rate_high, has_changed_rate,
            score, earlier_score, score_change, score_low, score_high, has_changed_score,
            compared_count, project_name
        from marts.satisfaction_changes
        where instrument = 'survey' and survey_id = $survey_id and project_name = $project
            and ($sees_all or list_contains($projects, project_name))
        order by dimension, level
        """,
        survey_id=survey_id,
        project=project,
        **principal.bound(),
    )


def drivers(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, survey_id: str, project: str
) -> pl.DataFrame:
    """What the overall score goes with, the most important service first."""
    return select(
        cursor,
        """
        select service_area, sheet_count, answer_count, method, importance, importance_low,
            importance_high, correlation, correlation_low, correlation_high, performance_score,
            quadrant, r_squared, left_out_reason, project_name
        from marts.satisfaction_drivers
        where survey_id = $survey_id and project_name = $project
            and ($sees_all or list_contains($projects, project_name))
        order by importance desc nulls last, correlation desc nulls last, service_area
        """,
        survey_id=survey_id,
        project=project,
        **principal.bound(),
    )


def topics(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, survey_id: str, project: str
) -> pl.DataFrame:
    """What the comments of the survey speak of, the most frequent first."""
    return select(
        cursor,
        """
        select topic, topic_en, comment_count, total_comment_count, share, dissatisfied_count,
            is_hidden, project_name
        from marts.comment_topics
        where instrument = 'survey' and survey_id = $survey_id and project_name = $project
            and ($sees_all or list_contains($projects, project_name))
        order by comment_count desc nulls last, topic
        """,
        survey_id=survey_id,
        project=project,
        **principal.bound(),
    )


def tallies(cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str) -> pl.DataFrame:
    """Every question that somebody else counted by grade, computed beside published."""
    return select(
        cursor,
        """
        select survey_id, survey_name, started_on, project_name, question_id, question,
            service_area, very_satisfied_count::double as very_satisfied_count,
            satisfied_count::double as satisfied_count,
            fairly_satisfied_count::double as fairly_satisfied_count,
            dissatisfied_count::double as dissatisfied_count,
            very_dissatisfied_count::double as very_dissatisfied_count,
            not_counted_count::double as not_counted_count,
            answer_count::double as answer_count,
            satisfied_answer_count::double as satisfied_answer_count,
            fairly_counts_as_satisfied, satisfaction_rate, low, high, published_rate,
            rate_difference, is_within_rounding, source_file, source_sheet, source_row
        from marts.fct_survey_tallies
        where ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by started_on desc nulls last, survey_id, project_name, question_id
        """,
        project=project,
        **principal.bound(),
    )


def quotes(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, survey_id: str, project: str
) -> pl.DataFrame:
    """The words themselves; `cursor` is one of the personal file, only for who may see it.

    Raises PermissionError for a reader without the right.
    """
    if not principal.sees_personal:
        raise PermissionError(principal.name)
    return select(
        cursor,
        """
        select topic, quote, satisfaction_grade, project_name,
            source_file, source_sheet, source_row
        from marts.comment_quotes
        where instrument = 'survey' and survey_id = $survey_id
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by topic, project_name, source_file, source_sheet, source_row
        """,
        survey_id=survey_id,
        project=project,
        **principal.bound(),
    )
