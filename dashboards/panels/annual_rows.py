"""The rows behind a survey report: answers and invitations, and that they add up.

Belongs here: one choice of rows at a time. Answers come without room and building, so that nobody
can be told by what they answered. Does not belong here: adding up for the report.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from dashboards.annual.content import Annual
from dashboards.annual.who_answered import response_row
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE, SURVEY_ANSWER_FIELDS
from dashboards.components.tables import long_table
from dashboards.instruments import COMPLETED, OVERALL
from dashboards.queries import satisfaction
from dashboards.queries.scope import ROW_LIMIT
from dashboards.text import formats

INVITE_FIELDS = (
    "disposition",
    "is_eligible",
    "is_respondent",
    "project_name",
    "room_name",
    "building_name",
    "tenure",
    "has_arrears",
    "had_complaint",
    "mode",
    *SOURCE,
)
INVITED = "invited"


def annual_rows(page: Page, annual: Annual) -> None:
    """The rows, folded away."""
    fold(page.words("annual.rows"), "annual_rows", lambda: _rows(page, annual))


def _rows(page: Page, annual: Annual) -> None:
    words = page.words
    st.caption(words("annual.rows_note"))
    shown = {row["level"]: row for row in annual.of("service_area") if not row["is_hidden"]}
    if annual.overall and OVERALL not in shown:
        shown = {OVERALL: annual.overall, **shown}
    choice = st.selectbox(
        words("annual.rows_of"),
        [INVITED, *shown],
        filter_mode=None,
        key="annual_rows_choice",
        width=320,
        format_func=lambda name: (
            words("annual.rows_invites")
            if name == INVITED
            else words("annual.rows_answers", service=words.code("service_area", name))
        ),
    )
    if choice == INVITED:
        _invitations(page, annual)
    else:
        _answers(page, annual, choice, shown[choice])


def _span(annual: Annual) -> tuple[date, date]:
    days = [row["started_on"] for row in annual.surveys]
    return min(days), date(max(days).year + 1, 1, 1)


def _answers(page: Page, annual: Annual, service: str, published: dict[str, Any]) -> None:
    rows = page.ask(
        satisfaction.survey_answers,
        annual.project,
        *_span(annual),
        service,
        annual.survey_id,
    )
    satisfied = rows.filter(pl.col("is_satisfied")).height
    wanted = (published["satisfied_count"], published["answer_count"])
    _agreement(page, (satisfied, rows.height), wanted)
    caption_of_count(page.words, rows)
    long_table(
        page.words, rows, SURVEY_ANSWER_FIELDS, alt=page.words("annual.rows"), key="annual_answers"
    )


def _invitations(page: Page, annual: Annual) -> None:
    rows = page.ask(satisfaction.invitations, annual.project, *_span(annual), annual.survey_id)
    published = response_row(annual, annual.project)
    if published:
        eligible = rows.filter(pl.col("is_eligible")).height
        done = rows.filter(pl.col("disposition") == COMPLETED).height
        invited = published["invited_count"] - published["ineligible_count"]
        _agreement(page, (done, eligible), (published["completed_count"], invited))
    caption_of_count(page.words, rows)
    long_table(page.words, rows, INVITE_FIELDS, alt=page.words("annual.rows"), key="annual_invites")


def _agreement(page: Page, counted: tuple[int, int], published: tuple[int, int]) -> None:
    """Say whether numerator and denominator of the rows are the published ones."""
    words = page.words
    top, bottom = (formats.count(words, n) for n in counted)
    if counted[1] >= ROW_LIMIT:
        st.caption(words("rows.first_only", n=formats.count(words, ROW_LIMIT)))
        return
    key = "annual.rows_agree" if counted == published else "annual.rows_disagree"
    st.html(f'<p class="wy-agree">{words(key, top=top, bottom=bottom)}</p>')
