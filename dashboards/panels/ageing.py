"""What is outstanding now by age, and the bills of each age group.

Belongs here: the bars and their bills. Does not belong here: putting a bill into a group.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_total
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import frame_table, long_table
from dashboards.figures.bars import bucket_bars
from dashboards.queries import fee_collection
from dashboards.text import formats

OWED_FIELDS = (
    "project_name",
    "room_name",
    "bill_id",
    "fee_item",
    "due_on",
    "receivable_amount",
    "concession_amount",
    "settled_amount",
    "outstanding_amount",
    "days_past_due",
    *SOURCE,
)


def ageing(page: Page) -> None:
    words = page.words
    section(words, "fees.ageing", words("fees.ageing_note"))
    by_project = page.ask(fee_collection.ageing, page.filters.project)
    # A room lies in one project, so bills, households and yuan all add up over projects.
    frame = by_project.group_by("bucket_order", "ageing_bucket", maintain_order=True).agg(
        pl.col("bill_count", "household_count", "outstanding_amount").sum()
    )
    if frame.is_empty():
        notice(words, "state.nothing_owed")
        return
    buckets = frame["ageing_bucket"].to_list()
    labels = [words.code("ageing", bucket) for bucket in buckets]
    texts = [formats.money_compact(words, amount) for amount in frame["outstanding_amount"]]
    hover = [
        words(
            "fees.ageing_hover",
            bucket=label,
            households=row["household_count"],
            amount=formats.money(words, row["outstanding_amount"]),
            bills=row["bill_count"],
        )
        for label, row in zip(labels, frame.iter_rows(named=True), strict=True)
    ]
    figure = bucket_bars(
        labels,
        [float(amount) for amount in frame["outstanding_amount"]],
        texts,
        hover,
        [page.palette.ages[order % len(page.palette.ages)] for order in range(frame.height)],
        page.palette,
    )
    chart(
        words,
        figure,
        key="ageing",
        alt=words("fees.ageing_alt", bucket=labels[-1], amount=texts[-1]),
        table=lambda: frame_table(
            words,
            words("fees.ageing"),
            frame,
            ("ageing_bucket", "bill_count", "household_count", "outstanding_amount"),
        ),
    )
    fold(words("fees.ageing_rows"), "ageing_rows", lambda: _bills(page, buckets))


def _bills(page: Page, buckets: list[str]) -> None:
    words = page.words
    bucket = st.selectbox(
        words("column.ageing_bucket"),
        buckets,
        filter_mode=None,
        format_func=lambda code: words.code("ageing", code),
        key="ageing_bucket",
    )
    rows = page.ask(fee_collection.outstanding_bills, page.filters.project, bucket)
    caption_of_total(words, rows, "outstanding_amount")
    long_table(words, rows, OWED_FIELDS, alt=words("fees.ageing_rows"), key="ageing_rows")
