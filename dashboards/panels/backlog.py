"""How many complaints were open at the end of each day, and how old they were.

Belongs here: the stack of ages over the days before the period's end. Does not belong here: what
is open now, one by one (`open_complaints`).
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import COMPLAINT_FIELDS
from dashboards.components.tables import frame_table, long_table
from dashboards.figures.stacked import Layer, stacked_days
from dashboards.queries import complaint_turnaround
from dashboards.text import formats

DAYS_SHOWN = 180


def backlog(page: Page) -> None:
    words, end_on = page.words, page.filters.period.end_on
    by_team = page.ask(
        complaint_turnaround.backlog, page.filters, end_on - timedelta(days=DAYS_SHOWN), end_on
    )
    section(words, "turnaround.backlog", words("turnaround.backlog_note"))
    if by_team.is_empty():
        notice(words, "state.no_backlog")
        return
    frame = by_team.group_by("day_on", "age_bucket_order", "age_bucket", maintain_order=True).agg(
        pl.col("ticket_count").sum()
    )
    first, last = frame["day_on"][0], frame["day_on"][-1]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    counts = {(row[0], row[1]): row[3] for row in frame.iter_rows()}
    buckets = frame.select("age_bucket_order", "age_bucket").unique().sort("age_bucket_order")
    # The oldest at the bottom: what stays there is what nobody has solved.
    layers = [
        Layer(
            words.code("age", bucket),
            page.palette.ages[order],
            [counts.get((day, order), 0) for day in days],
        )
        for order, bucket in buckets.reverse().iter_rows()
    ]
    of_day = [sum(layer.counts[place] for layer in layers) for place in range(len(days))]
    chart(
        words,
        stacked_days(days, layers, page.palette, y_title=words("turnaround.open_count")),
        key="backlog",
        alt=words(
            "turnaround.backlog_alt",
            first=formats.day(words, first),
            last=formats.day(words, last),
            n=formats.count(words, of_day[-1]),
            most=formats.count(words, max(of_day)),
        ),
        table=lambda: frame_table(
            words,
            words("turnaround.backlog"),
            frame.reverse().head(60),
            ("day_on", "age_bucket", "ticket_count"),
        ),
    )
    fold(words("turnaround.backlog_rows"), "backlog_rows", lambda: _rows(page, days[::-1]))


def _rows(page: Page, days: list[date]) -> None:
    words = page.words
    day = st.selectbox(
        words("turnaround.backlog_day"),
        days,
        filter_mode=None,
        format_func=lambda day: formats.day(words, day),
        key="backlog_day",
    )
    # The last day ends at the time of the data: what is open then.
    rows = page.ask(
        complaint_turnaround.complaints_open_after, page.filters, day + timedelta(days=1)
    )
    caption_of_count(words, rows)
    long_table(
        words, rows, COMPLAINT_FIELDS, alt=words("turnaround.backlog_rows"), key="backlog_rows"
    )
