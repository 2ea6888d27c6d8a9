"""Rooms that complained of the same thing again within 30 days.

Belongs here: the list, and the complaints of one of them. Does not belong here: finding them.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import long_table
from dashboards.queries import desk

REPEAT_FIELDS = (
    "project_name",
    "room_name",
    "ticket_class",
    "complaint_count",
    "open_count",
    "first_received_at",
    "last_received_at",
)
ROOM_FIELDS = (
    "status",
    "ticket_id",
    "department",
    "received_at",
    "first_replied_at",
    "resolved_at",
    *SOURCE,
)


def repeat_households(page: Page) -> None:
    words = page.words
    section(words, "desk.repeats", words("desk.repeats_note"))
    rows = page.ask(desk.repeat_households, page.filters)
    if rows.is_empty():
        notice(words, "state.no_repeats")
        return
    caption_of_count(words, rows)
    long_table(words, rows, REPEAT_FIELDS, alt=words("desk.repeats"), key="repeats")
    fold(words("desk.repeat_rows"), "repeat_rows", lambda: _complaints(page, rows))


def _complaints(page: Page, rows: pl.DataFrame) -> None:
    words = page.words
    keys = list(
        rows.select("project_name", "room_name", "ticket_class")
        .unique(maintain_order=True)
        .iter_rows()
    )
    chosen = st.selectbox(
        words("column.room_name"),
        range(len(keys)),
        filter_mode=None,
        format_func=lambda index: " · ".join(
            (*keys[index][:2], words.code("ticket_class", keys[index][2]))
        ),
        key="repeat_room",
    )
    found = page.ask(desk.complaints_of_room, *keys[chosen])
    long_table(words, found, ROOM_FIELDS, alt=words("desk.repeat_rows"), key="repeat_complaints")
