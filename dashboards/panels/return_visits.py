"""Households that said they were dissatisfied, and whether somebody has been there since.

Belongs here: the list as of the data, without rooms. Does not belong here: who is owed a visit (the
marts say), where to go (the complaint desk).
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import long_table
from dashboards.panels.due_soon import DESK
from dashboards.queries import satisfaction
from dashboards.text import formats

RETURN_VISIT_FIELDS = (
    "project_name",
    "owed_reason",
    "since_at",
    "subject_id",
    "visited_at",
    *SOURCE,
)
STATES = ("satisfaction.owed_open", "satisfaction.owed_done")


def return_visits(page: Page) -> None:
    words = page.words
    section(words, "satisfaction.owed", words("satisfaction.owed_note"))
    frame = page.ask(satisfaction.visits_owed, page.filters.project, None)
    if frame.is_empty():
        notice(words, "state.none_owed")
        return
    owed = frame.filter(pl.col("is_owed"))
    done = frame.filter(~pl.col("is_owed"))
    counts = [formats.count(words, rows.height) for rows in (owed, done)]
    st.markdown(words("satisfaction.owed_count", owed=counts[0], done=counts[1]))
    st.page_link(DESK, label=words("desk.to_the_desk"), query_params=st.query_params.to_dict())
    state = st.segmented_control(
        words("satisfaction.owed_show"),
        STATES,
        required=True,
        default=STATES[0],
        key="owed_state",
        format_func=words,
        label_visibility="collapsed",
    )
    rows = owed if state == STATES[0] else done
    if rows.is_empty():
        st.caption(words("rows.none"))
        return
    caption_of_count(words, rows)
    shown = rows.rename({"reason": "owed_reason"})
    long_table(words, shown, RETURN_VISIT_FIELDS, alt=words("satisfaction.owed"), key="owed")
