"""The complaints of each week of receipt: how many were resolved within 1, 3 and 7 days.

Belongs here: the table of weeks, with those too young to be judged marked. Does not belong here:
counting them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import COMPLAINT_FIELDS
from dashboards.components.tables import long_table, small_table, two_lines
from dashboards.periods import Period
from dashboards.queries import complaint_turnaround
from dashboards.text import Words, formats

WEEKS_SHOWN = 14
LIMITS = (1, 3, 7)


def weekly_cohorts(page: Page) -> None:
    words = page.words
    frame = page.ask(complaint_turnaround.weekly_cohorts, page.filters, WEEKS_SHOWN)
    section(words, "turnaround.weeks", words("turnaround.weeks_note"))
    if frame.is_empty():
        notice(words, "state.no_weeks")
        return
    rows = frame.to_dicts()
    small_table(
        words,
        words("turnaround.weeks"),
        [
            words("turnaround.week_column"),
            words("turnaround.received_column"),
            *(words(f"turnaround.within_{days}d") for days in LIMITS),
            words("turnaround.still_open_column"),
            words("turnaround.withdrawn_column"),
        ],
        [_cells(words, row) for row in rows],
        tuple(range(1, 4 + len(LIMITS))),
        {
            (index, 2 + place): "wy-young"
            for index, row in enumerate(rows)
            for place, days in enumerate(LIMITS)
            if not row[f"is_mature_{days}d"]
        },
    )
    starts = frame["week_start_on"].to_list()
    fold(words("turnaround.week_rows"), "week_rows", lambda: _rows(page, starts))


def _rows(page: Page, starts: list[date]) -> None:
    words = page.words
    start = st.selectbox(
        words("turnaround.week_column"),
        starts,
        filter_mode=None,
        format_func=lambda start: formats.period(words, "week", start),
        key="week_of_rows",
    )
    filters = replace(page.filters, period=Period("week", start))
    rows = page.ask(complaint_turnaround.complaints_received, filters)
    caption_of_count(words, rows)
    long_table(words, rows, COMPLAINT_FIELDS, alt=words("turnaround.week_rows"), key="week_rows")


def _cells(words: Words, row: dict[str, Any]) -> list[str]:
    return [
        two_lines(
            f"{row['week_start_on']:%Y-%m-%d}",
            formats.short_period(words, "week", row["week_start_on"]),
        ),
        formats.count(words, row["received_count"]),
        *(_share(words, row, days) for days in LIMITS),
        formats.count(words, row["open_count"]),
        formats.count(words, row["withdrawn_count"]),
    ]


def _share(words: Words, row: dict[str, Any], days: int) -> str:
    share = row[f"resolved_share_{days}d"]
    if share is None:
        return words("missing.blank")
    text = formats.share(words, share, places=0)
    return text if row[f"is_mature_{days}d"] else words("turnaround.immature", share=text)
