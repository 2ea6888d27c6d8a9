"""What will be missed if nobody acts: a line of counts, and the way to the desk.

Belongs here: counts by urgency. Does not belong here: the duties themselves (`duties`).
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.lines import counts_line
from dashboards.components.notice import section
from dashboards.components.page import Page
from dashboards.queries import desk, kpis
from dashboards.text import formats

# What a reader can still do something about, or is late already.
LATE = "overdue"
PRESSING = ("within_4_hours", "within_24_hours", "within_7_days", LATE)
DESK = "views/complaint_desk.py"


def due_soon(page: Page) -> None:
    words = page.words
    as_of = kpis.build_info(page.snapshot.cursor()).row(0, named=True)["as_of"]
    section(words, "desk.due_soon", words("desk.due_soon_note", as_of=formats.moment(words, as_of)))
    counts = page.ask(desk.duty_counts, page.filters)
    by_urgency = dict(counts.group_by("urgency").agg(pl.col("duty_count").sum()).iter_rows())
    with st.container(horizontal=True, vertical_alignment="center", key="due_soon"):
        counts_line(
            [
                (
                    words.code("urgency", code),
                    formats.count(words, by_urgency.get(code, 0)),
                    code == LATE and bool(by_urgency.get(code)),
                )
                for code in PRESSING
            ]
        )
        st.page_link(DESK, label=words("desk.to_the_desk"), query_params=st.query_params.to_dict())
