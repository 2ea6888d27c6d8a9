"""How fast a quarter's bills are paid once they are due.

Belongs here: one line per quarter of due dates. Does not belong here: adding payments up.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_total
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import RECOVERED_FIELDS
from dashboards.components.tables import frame_table, long_table
from dashboards.figures.lines import Line, share_lines
from dashboards.panels.ageing import OWED_FIELDS
from dashboards.periods import Period
from dashboards.queries import fee_collection
from dashboards.text import formats

CURVES_SHOWN = 5


def collection_curve(page: Page) -> None:
    words = page.words
    section(words, "fees.curve", words("fees.curve_note"))
    frame = page.ask(fee_collection.collection_curves, page.filters.project)
    if frame.is_empty():
        notice(words, "state.no_bills")
        return
    starts = frame["period_start_on"].unique().sort().to_list()[-CURVES_SHOWN:]
    by_start = {
        start: [
            row
            for row in frame.iter_rows(named=True)
            if row["period_start_on"] == start and row["is_complete"]
        ]
        for start in reversed(starts)
    }
    lines = [
        Line(
            formats.short_period(words, "quarter", start),
            [row["days_since_due"] for row in rows],
            [row["collected_share"] for row in rows],
            [
                words(
                    "fees.curve_hover",
                    days=row["days_since_due"],
                    share=formats.share(words, row["collected_share"], places=1),
                )
                for row in rows
            ],
        )
        for start, rows in by_start.items()
        if rows
    ]
    if not lines:
        notice(words, "state.too_early")
        return
    figure = share_lines(lines, page.palette, x_title=words("fees.curve_x"), categories=False)
    chart(
        words,
        figure,
        key="collection_curve",
        alt=words("fees.curve_alt", quarter=lines[0].name),
        table=lambda: frame_table(
            words,
            words("fees.curve"),
            frame.filter(frame["period_start_on"].is_in(starts)),
            (
                "period_start_on",
                "days_since_due",
                "collected_amount",
                "receivable_amount",
                "collected_share",
            ),
        ),
    )
    fold(words("fees.curve_rows"), "curve_rows", lambda: _rows(page, starts[::-1]))


def _rows(page: Page, starts: list[date]) -> None:
    words = page.words
    start = st.selectbox(
        words("kind.quarter"),
        starts,
        filter_mode=None,
        format_func=lambda day: formats.period(words, "quarter", day),
        key="curve_quarter",
    )
    quarter, project = Period("quarter", start), page.filters.project
    bills = page.ask(fee_collection.bills_due, project, quarter)
    st.markdown(f"**{words('fees.bills_due')}**")
    caption_of_total(words, bills, "receivable_amount")
    long_table(words, bills, OWED_FIELDS, alt=words("fees.bills_due"), key="curve_bills")
    paid = page.ask(fee_collection.settlements_of_bills_due, project, quarter)
    st.markdown(f"**{words('fees.settlements')}**")
    caption_of_total(words, paid, "settled_amount")
    long_table(words, paid, RECOVERED_FIELDS, alt=words("fees.settlements"), key="curve_paid")
