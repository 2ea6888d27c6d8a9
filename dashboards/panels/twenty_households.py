"""The promise of twenty households visited a month: how far it is, and which they were.

Belongs here: the progress by project and month, and the visits. Does not belong here: judging it
(the rules do).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_tile import verdict_text
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import long_table, small_table
from dashboards.figures.progress import Progress, progress_figure
from dashboards.periods import Period
from dashboards.queries import satisfaction
from dashboards.text import formats

# The visits themselves are on the promise board: here, beside the grades, they would tell whose
# grade is whose.
REACHED_FIELDS = ("room_name", "visit_count", "source_file", "source_sheet")


def twenty_households(page: Page) -> None:
    words = page.words
    section(words, "satisfaction.twenty", words("satisfaction.twenty_note"))
    frame = page.ask(satisfaction.visit_promise, page.filters.period, page.filters.project)
    if frame.is_empty():
        notice(words, "state.no_visits")
        return
    rows = list(frame.iter_rows(named=True))
    several = len({row["period_start_on"] for row in rows}) > 1
    bars = [
        Progress(
            _label(page, row, several=several),
            int(row["counted_value"] or 0),
            int(row["required_value"]),
            _cell(page, row),
            str(row["verdict"]),
        )
        for row in rows
    ]
    said = words("annual.list_join").join(f"{bar.label} {bar.text}" for bar in bars)
    chart(
        words,
        progress_figure(bars, page.palette),
        key="twenty",
        alt=words("satisfaction.twenty_alt", text=said),
        table=lambda: _table(page, rows),
    )
    fold(words("satisfaction.twenty_rows"), "twenty_rows", lambda: _rows(page, rows))


def _label(page: Page, row: dict[str, Any], *, several: bool) -> str:
    month = formats.short_period(page.words, "month", row["period_start_on"])
    return f"{row['project_name']} {month}" if several else str(row["project_name"])


def _cell(page: Page, row: dict[str, Any]) -> str:
    return page.words(
        "satisfaction.twenty_cell",
        counted=formats.count(page.words, row["counted_value"] or 0),
        required=formats.count(page.words, row["required_value"]),
    )


def _table(page: Page, rows: list[dict[str, Any]]) -> None:
    words = page.words
    titles = [
        words("kind.month"),
        words("column.project_name"),
        words("satisfaction.progress"),
        words("column.due_at"),
        words("column.verdict"),
    ]
    lines = [
        [
            formats.short_period(words, "month", row["period_start_on"]),
            row["project_name"],
            _cell(page, row),
            formats.moment(words, row["due_at"]),
            verdict_text(words, row["verdict"]),
        ]
        for row in rows
    ]
    classes = {(n, 4): f"wy-{row['verdict']}" for n, row in enumerate(rows)}
    small_table(words, words("satisfaction.twenty"), titles, lines, (2,), classes)


def _rows(page: Page, rows: list[dict[str, Any]]) -> None:
    words = page.words
    keys: list[tuple[str, date]] = [(row["project_name"], row["period_start_on"]) for row in rows]
    index = st.selectbox(
        words("column.project_name"),
        range(len(keys)),
        filter_mode=None,
        format_func=lambda n: _label(page, rows[n], several=True),
        key="twenty_choice",
        width=320,
    )
    project, month = keys[index]
    visits = page.ask(satisfaction.reached_households, Period("month", month), project)
    households = visits.select(pl.col("room_name").n_unique()).item()
    agrees = households == (rows[index]["counted_value"] or 0)
    key = "satisfaction.twenty_agree" if agrees else "satisfaction.twenty_disagree"
    st.html(f'<p class="wy-agree">{words(key, n=formats.count(words, households))}</p>')
    if visits.height:
        alt = words("satisfaction.twenty_rows")
        long_table(words, visits, REACHED_FIELDS, alt=alt, key="twenty_visits")
