"""Open complaints that are promised a word every week, and how long the last one is ago.

Belongs here: the list. Does not belong here: counting the gaps.
"""

from __future__ import annotations

import polars as pl

from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.kpi_tile import SHAPES
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import long_table
from dashboards.queries import desk

CONTACT_FIELDS = (
    "contact_state",
    "next_contact_due_at",
    "last_contact_at",
    "contact_count",
    "longest_gap_days",
    "ticket_id",
    "project_name",
    "department",
    "room_name",
    "received_at",
    *SOURCE,
)


def weekly_contact(page: Page) -> None:
    words = page.words
    section(words, "desk.contacts", words("desk.contacts_note"))
    rows = page.ask(desk.contact_gaps, page.filters)
    if rows.is_empty():
        notice(words, "state.no_contacts_due")
        return
    states = {
        True: f"{SHAPES['missed']} {words('desk.contact_overdue')}",
        False: f"{SHAPES['pending']} {words('desk.contact_in_time')}",
    }
    caption_of_count(words, rows)
    long_table(
        words,
        rows.with_columns(
            pl.col("is_overdue")
            .replace_strict(states, return_dtype=pl.String)
            .alias("contact_state")
        ),
        CONTACT_FIELDS,
        alt=words("desk.contacts"),
        key="contacts",
    )
