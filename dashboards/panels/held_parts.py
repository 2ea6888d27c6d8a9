"""Commission that is earned and waits: for which condition, since when, and of whom.

Belongs here: the sums by missing condition and the parts themselves. Does not belong here: deciding
that a part waits.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.kpi_rows import caption_of_total
from dashboards.components.lines import line
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.pay import Names, with_person
from dashboards.components.row_sets import SOURCE, total
from dashboards.components.tables import long_table, small_table
from dashboards.figures.bars import ranked_bars
from dashboards.queries import commission
from dashboards.queries.scope import ALL
from dashboards.text import formats

HELD_FIELDS = (
    "held_reason",
    "person",
    "contract_id",
    "part_no",
    "held_amount",
    "waiting_since_on",
    "commission_month",
    "payment_plan",
    "received_amount",
    "contract_amount",
    "project_name",
    *SOURCE,
)


def held_parts(page: Page, names: Names) -> None:
    words = page.words
    section(words, "held.parts", words("held.parts_note"))
    parts = page.ask_pay(commission.held, page.filters.project)
    if parts.is_empty():
        notice(words, "state.nothing_held")
        return
    # A part waits for one thing, so that parts and yuan add up over the reasons.
    by_reason = (
        parts.group_by("held_reason")
        .agg(
            pl.len().alias("part_count"),
            pl.col("staff_id").n_unique().alias("person_count"),
            pl.col("held_amount").sum(),
            pl.col("waiting_since_on").min(),
        )
        .sort("held_amount", "held_reason", descending=[True, False])
    )
    held, n = total(parts, "held_amount"), formats.count(words, parts.height)
    line(words("held.in_short", amount=formats.money(words, held), n=n))
    labels = [words.code("held_reason", reason) for reason in by_reason["held_reason"]]
    amounts = [formats.money(words, amount) for amount in by_reason["held_amount"]]
    figure = ranked_bars(
        labels,
        [float(amount) for amount in by_reason["held_amount"]],
        amounts,
        [f"{label}: {amount}" for label, amount in zip(labels, amounts, strict=True)],
        page.palette,
    )
    rows = [
        [
            label,
            formats.count(words, row["part_count"]),
            formats.count(words, row["person_count"]),
            amount,
            f"{row['waiting_since_on']:%Y-%m-%d}",
        ]
        for label, amount, row in zip(labels, amounts, by_reason.iter_rows(named=True), strict=True)
    ]
    titles = [
        words(f"column.{field}")
        for field in ("held_reason", "part_count", "person_count", "held_amount", "waiting_longest")
    ]
    chart(
        words,
        figure,
        key="held",
        alt=words("held.alt", reason=labels[0], amount=amounts[0]),
        table=lambda: small_table(words, words("held.parts"), titles, rows, (1, 2, 3)),
    )
    _parts(page, parts, by_reason["held_reason"].to_list(), names)


def _parts(page: Page, parts: pl.DataFrame, reasons: list[str], names: Names) -> None:
    words = page.words
    reason = st.selectbox(
        words("column.held_reason"),
        [ALL, *reasons],
        key="held_reason",
        filter_mode=None,
        width=300,
        format_func=lambda code: (
            words("held.all_reasons") if code == ALL else words.code("held_reason", code)
        ),
    )
    shown = parts if reason == ALL else parts.filter(pl.col("held_reason") == reason)
    caption_of_total(words, shown, "held_amount")
    rows = with_person(page, shown, names)
    long_table(words, rows, HELD_FIELDS, alt=words("held.parts"), key="held_parts")
