"""The lines that a whole project's promise was counted from.

Belongs here: for a promise of a month, a quarter or a year the rows behind one project's. Does not
belong here: promises of single tickets, whose row of the register stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import streamlit as st

from dashboards.components.kpi_rows import rows_of_choice
from dashboards.components.lines import line
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import long_table
from dashboards.periods import Period
from dashboards.queries import promises
from dashboards.queries.scope import ALL
from dashboards.rule_reading import subject_period, subject_text
from dashboards.text import formats

VISITED_FIELDS = (
    "room_name",
    "visited_at",
    "visit_id",
    "visit_type",
    "visit_method",
    "department",
    *SOURCE,
)
SURVEY_FIELDS = ("survey_id", "survey_name", "started_on", "ended_on", "reported_on", *SOURCE)


def promise_sources(page: Page, rule_id: str, subjects: pl.DataFrame) -> None:
    """Choose one of `subjects` (rows of `rule_subjects`) and list what it was counted from."""
    words = page.words
    known = subjects.select("project_name", "subject_id").unique(maintain_order=True).rows()
    chosen = st.selectbox(
        words("promises.which_subject"),
        range(len(known)),
        filter_mode=None,
        width=380,
        key=f"promise_source_{rule_id}",
        format_func=lambda n: " · ".join((known[n][0], subject_text(words, known[n][1]))),
    )
    project, subject_id = known[chosen]
    period = subject_period(subject_id)
    if period is not None and rule_id in SOURCES:
        SOURCES[rule_id](page, project, period)


def _visited(page: Page, project: str, period: Period) -> None:
    words = page.words
    rows = page.ask(promises.households_visited, project, period)
    households = formats.count(words, rows["room_name"].n_unique())
    line(words("promises.households", n=households, visits=formats.count(words, rows.height)))
    if not rows.is_empty():
        long_table(
            words, rows, VISITED_FIELDS, alt=words("promises.sources"), key="promise_visited"
        )


def _surveys(page: Page, project: str, period: Period) -> None:
    words = page.words
    rows = page.ask(promises.surveys_held, project, period)
    line(words("count.rows", n=formats.count(words, rows.height)))
    if not rows.is_empty():
        long_table(words, rows, SURVEY_FIELDS, alt=words("promises.sources"), key="promise_surveys")


def _kpi(kpi_id: str) -> Callable[[Page, str, Period], None]:
    def show(page: Page, project: str, period: Period) -> None:
        filters = replace(page.filters, project=project, period=period, department=ALL)
        rows_of_choice(page, kpi_id, filters, "promise_source")

    return show


SOURCES: dict[str, Callable[[Page, str, Period], None]] = {
    "SV11": _visited,
    "SV12": _kpi("satisfaction_rate"),
    "SV18": _kpi("fee_collection_rate"),
    "SV19": _surveys,
}
