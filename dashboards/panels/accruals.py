"""What finance accrues: commission earned but not yet released, month by month.

Belongs here: the sums over contracts at every month's end, and the contracts of one month. Does not
belong here: what one contract's position is (the warehouse).
"""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_total
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.pay import Names, with_person
from dashboards.components.tables import frame_table, long_table
from dashboards.figures.month_bars import MonthBar, month_bars
from dashboards.queries import commission
from dashboards.statement_reading import month_text
from dashboards.text import formats

MONTHS_SHOWN = 12
AMOUNTS = (
    "earned_amount",
    "released_amount",
    "forfeited_amount",
    "cancelled_commission_amount",
    "held_amount",
)
ACCRUAL_FIELDS = ("accrual_month", *AMOUNTS)
POSITION_FIELDS = ("person", "contract_id", "project_name", *AMOUNTS)


def accruals(page: Page, names: Names) -> None:
    words = page.words
    section(words, "held.accruals", words("held.accruals_note"))
    positions = page.ask_pay(commission.positions, page.filters.project)
    if positions.is_empty():
        notice(words, "state.nothing_earned")
        return
    # A position belongs to one contract and one person, so all of it adds up.
    by_month = (
        positions.group_by("month")
        .agg(pl.col(*AMOUNTS).sum())
        .sort("month")
        .rename({"month": "accrual_month"})
        .tail(MONTHS_SHOWN)
    )
    months = by_month["accrual_month"].to_list()
    exact = [formats.money(words, amount) for amount in by_month["held_amount"]]
    labels = [formats.short_period(words, "month", month) for month in months]
    figure = month_bars(
        [
            MonthBar(label, amount, f"{label}: {told}")
            for label, amount, told in zip(labels, by_month["held_amount"], exact, strict=True)
        ],
        lambda amount: formats.money_compact(words, amount),
        page.palette,
    )
    chart(
        words,
        figure,
        key="accruals",
        alt=words("held.accruals_alt", month=labels[-1], amount=exact[-1]),
        table=lambda: frame_table(words, words("held.accruals"), by_month[::-1], ACCRUAL_FIELDS),
    )
    fold(
        words("held.positions"),
        "positions",
        lambda: _positions(page, positions, months[::-1], names),
    )


def _positions(page: Page, positions: pl.DataFrame, months: list[date], names: Names) -> None:
    words = page.words
    month = st.selectbox(
        words("kind.month"),
        months,
        filter_mode=None,
        width=170,
        format_func=lambda start: month_text(words, start),
        key="positions_month",
    )
    rows = with_person(page, positions.filter(pl.col("month") == month), names)
    caption_of_total(words, rows, "held_amount")
    long_table(words, rows, POSITION_FIELDS, alt=words("held.positions"), key="positions")
