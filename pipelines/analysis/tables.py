"""The tables that the analysis adds to the published marts.

Belongs here: name, columns with their types, order of rows and data class of each. Does not
belong here: how a table is filled.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT, COUNT, FIGURE, YES_NO, DAY = "varchar", "bigint", "double", "boolean", "date"
COMMENTS = ("fct_surveys", "fct_survey_answers", "fct_visits", "survey_comments", "visit_comments")


@dataclass(frozen=True)
class AnalysisTable:
    """One table: `columns` maps names to SQL types in order, `order_by` makes rows unique,
    `reads` are the marts it is made from, `data_class` is the published file it lies in
    (main or personal)."""

    name: str
    columns: dict[str, str]
    order_by: tuple[str, ...]
    reads: tuple[str, ...]
    data_class: str = "main"


SATISFACTION_DRIVERS = AnalysisTable(
    name="satisfaction_drivers",
    columns={
        "survey_id": TEXT,
        "project_name": TEXT,
        "service_area": TEXT,
        "sheet_count": COUNT,
        "method": TEXT,
        "importance": FIGURE,
        "importance_low": FIGURE,
        "importance_high": FIGURE,
        "correlation": FIGURE,
        "correlation_low": FIGURE,
        "correlation_high": FIGURE,
        "performance_score": FIGURE,
        "quadrant": TEXT,
        "r_squared": FIGURE,
        "answer_count": COUNT,
        "left_out_reason": TEXT,
    },
    order_by=("survey_id", "project_name", "service_area"),
    reads=("fct_survey_answers", "satisfaction_groups"),
)

SATISFACTION_CHANGES = AnalysisTable(
    name="satisfaction_changes",
    columns={
        "instrument": TEXT,
        "project_name": TEXT,
        "dimension": TEXT,
        "level": TEXT,
        "survey_id": TEXT,
        "earlier_survey_id": TEXT,
        "rate": FIGURE,
        "earlier_rate": FIGURE,
        "rate_change": FIGURE,
        "rate_low": FIGURE,
        "rate_high": FIGURE,
        "score_change": FIGURE,
        "score_low": FIGURE,
        "score_high": FIGURE,
        "has_changed_rate": YES_NO,
        "has_changed_score": YES_NO,
        "score": FIGURE,
        "earlier_score": FIGURE,
        "answer_count": COUNT,
        "earlier_answer_count": COUNT,
        "compared_count": COUNT,
    },
    order_by=("survey_id", "project_name", "dimension", "level"),
    reads=("satisfaction_groups",),
)

COMMENT_TOPICS = AnalysisTable(
    name="comment_topics",
    columns={
        "instrument": TEXT,
        "period_kind": TEXT,
        "period_start_on": DAY,
        "survey_id": TEXT,
        "project_name": TEXT,
        "topic": TEXT,
        "topic_en": TEXT,
        "comment_count": COUNT,
        "total_comment_count": COUNT,
        "share": FIGURE,
        "dissatisfied_count": COUNT,
        "is_hidden": YES_NO,
    },
    order_by=("instrument", "period_start_on", "survey_id", "project_name", "topic"),
    reads=COMMENTS,
)

COMMENT_QUOTES = AnalysisTable(
    name="comment_quotes",
    columns={
        "instrument": TEXT,
        "survey_id": TEXT,
        "period_start_on": DAY,
        "project_name": TEXT,
        "topic": TEXT,
        "quote": TEXT,
        "satisfaction_grade": TEXT,
        "source_file": TEXT,
        "source_sheet": TEXT,
        "source_row": "integer",
    },
    order_by=(
        "instrument",
        "period_start_on",
        "survey_id",
        "project_name",
        "topic",
        "source_file",
        "source_sheet",
        "source_row",
    ),
    reads=COMMENTS,
    data_class="personal",
)

TURNAROUND_COMPARISONS = AnalysisTable(
    name="turnaround_comparisons",
    columns={
        "ticket_kind": TEXT,
        "stage": TEXT,
        "period_kind": TEXT,
        "period_start_on": DAY,
        "project_name": TEXT,
        "compared_by": TEXT,
        "group_name": TEXT,
        "ticket_count": COUNT,
        "event_count": COUNT,
        "median_hours": FIGURE,
        "expected_events": FIGURE,
        "chi_square": FIGURE,
        "degrees_of_freedom": COUNT,
        "p_value": FIGURE,
        "adjusted_p_value": FIGURE,
        "differs": YES_NO,
        "slower": YES_NO,
    },
    order_by=(
        "ticket_kind",
        "stage",
        "period_kind",
        "period_start_on",
        "project_name",
        "compared_by",
        "group_name",
    ),
    reads=("fct_tickets",),
)

ALL_TABLES: tuple[AnalysisTable, ...] = (
    SATISFACTION_DRIVERS,
    SATISFACTION_CHANGES,
    COMMENT_TOPICS,
    COMMENT_QUOTES,
    TURNAROUND_COMPARISONS,
)
