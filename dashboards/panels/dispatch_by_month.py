"""The share of complaints dispatched within the ten promised minutes, month by month.

Belongs here: the trend against its target. Does not belong here: judging a dispatch.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import rows_of_choice
from dashboards.components.kpi_tile import verdict_text
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.figures.lines import Line, share_lines
from dashboards.kpi_reading import value_text
from dashboards.periods import Period
from dashboards.queries import kpis
from dashboards.text import formats

KPI = "complaint_dispatch_rate"
MONTHS_SHOWN = 18


def dispatch_by_month(page: Page) -> None:
    words = page.words
    section(words, "turnaround.dispatch", words("turnaround.dispatch_note"))
    trend = (
        page.ask(
            kpis.kpi_trend,
            KPI,
            "month",
            project=page.filters.project,
            department=page.filters.department,
        )
        .filter(pl.col("period_start_on") < page.filters.period.end_on)
        .tail(MONTHS_SHOWN)
    )
    if trend.is_empty():
        notice(words, "state.no_dispatch")
        return
    months = [formats.short_period(words, "month", row) for row in trend["period_start_on"]]
    rows = list(trend.iter_rows(named=True))
    shares = [value_text(words, "share", row) for row in rows]
    hover = [
        words(
            "turnaround.dispatch_hover",
            share=share,
            top=formats.count(words, row["numerator"]),
            bottom=formats.count(words, row["denominator"]),
        )
        for share, row in zip(shares, rows, strict=True)
    ]
    target = rows[-1]["target"]
    figure = share_lines(
        [Line(words("turnaround.dispatch"), months, trend["value"].to_list(), hover)],
        page.palette,
        target=target,
        target_label=words("tile.target", value=formats.target_share(words, target)),
    )
    chart(
        words,
        figure,
        key="dispatch",
        alt=words("turnaround.dispatch_alt", month=months[-1], share=shares[-1]),
        table=lambda: small_table(
            words,
            words("turnaround.dispatch"),
            [
                words("kind.month"),
                words("column.value"),
                words("column.numerator"),
                words("column.denominator"),
                words("column.verdict"),
            ],
            [
                [
                    month,
                    share,
                    formats.count(words, row["numerator"]),
                    formats.count(words, row["denominator"]),
                    verdict_text(words, row["verdict"]),
                ]
                for month, share, row in zip(months, shares, rows, strict=True)
            ],
            (1, 2, 3),
        ),
    )
    starts = trend["period_start_on"].to_list()
    fold(words("turnaround.dispatch_rows"), "dispatch_rows", lambda: _rows(page, starts))


def _rows(page: Page, starts: list[date]) -> None:
    words = page.words
    month = st.selectbox(
        words("kind.month"),
        starts[::-1],
        filter_mode=None,
        format_func=lambda start: formats.period(words, "month", start),
        key="dispatch_month",
    )
    filters = replace(page.filters, period=Period("month", month))
    rows_of_choice(page, KPI, filters, "dispatch_month")
