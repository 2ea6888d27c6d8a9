"""The visits still to make: the month's households by project, and the dissatisfied ones.

Belongs here: what is owed at the time of the data. Does not belong here: visits that were made.
"""

from __future__ import annotations

import polars as pl

from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import frame_table, long_table
from dashboards.panels.duties import duties_in_words
from dashboards.queries import desk

MONTH_FIELDS = ("project_name", "matter", "remaining_count", "due_at", "time_left")
OWED_HOUSEHOLD_FIELDS = (
    "since_at",
    "project_name",
    "room_name",
    "owed_reason",
    "subject_id",
    *SOURCE,
)


def visits_of_the_month(page: Page) -> None:
    words = page.words
    section(words, "desk.month_visits", words("desk.month_visits_note"))
    rows = page.ask(desk.duties, page.filters, duty_kind="visits_owed")
    if rows.is_empty():
        notice(words, "state.no_month_visits")
        return
    frame_table(words, words("desk.month_visits"), duties_in_words(words, rows), MONTH_FIELDS)


def dissatisfied_households(page: Page) -> None:
    words = page.words
    section(words, "desk.dissatisfied", words("desk.dissatisfied_note"))
    rows = page.ask(desk.households_owed, page.filters.project)
    if rows.is_empty():
        notice(words, "state.no_dissatisfied")
        return
    caption_of_count(words, rows)
    long_table(
        words,
        rows.with_columns(pl.col("reason").alias("owed_reason")),
        OWED_HOUSEHOLD_FIELDS,
        alt=words("desk.dissatisfied"),
        key="dissatisfied",
    )
