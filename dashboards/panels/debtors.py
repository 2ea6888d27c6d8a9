"""The rooms that owe most, and the bills and payments of one of them.

Belongs here: rooms; who lives there is in another file that the pages never open.
"""

from __future__ import annotations

import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_total
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import frame_table, long_table
from dashboards.figures.bars import ranked_bars
from dashboards.panels.ageing import OWED_FIELDS
from dashboards.queries import fee_collection
from dashboards.text import formats

DEBTORS_SHOWN = 12
PAID_FIELDS = (
    "paid_at",
    "settled_amount",
    "payment_id",
    "bill_id",
    "fee_item",
    "is_prepayment",
    "is_arrears_recovery",
    *SOURCE,
)


def debtors(page: Page) -> None:
    words = page.words
    section(words, "fees.debtors", words("fees.debtors_note"))
    frame = page.ask(fee_collection.largest_debtors, page.filters.project, DEBTORS_SHOWN)
    if frame.is_empty():
        notice(words, "state.nothing_owed")
        return
    rooms = [f"{row['project_name']} {row['room_name']}" for row in frame.iter_rows(named=True)]
    texts = [formats.money_compact(words, amount) for amount in frame["outstanding_amount"]]
    hover = [
        words(
            "fees.debtors_hover",
            room=room,
            bills=row["bill_count"],
            days=formats.count(words, row["max_days_past_due"]),
            amount=formats.money(words, row["outstanding_amount"]),
        )
        for room, row in zip(rooms, frame.iter_rows(named=True), strict=True)
    ]
    figure = ranked_bars(
        rooms, [float(a) for a in frame["outstanding_amount"]], texts, hover, page.palette
    )
    chart(
        words,
        figure,
        key="debtors",
        alt=words("fees.debtors_alt", room=rooms[0], amount=texts[0]),
        table=lambda: frame_table(words, words("fees.debtors"), frame, frame.columns),
    )
    keys = list(frame.select("project_name", "room_name").iter_rows())
    fold(words("fees.household"), "household", lambda: _household(page, rooms, keys))


def _household(page: Page, rooms: list[str], keys: list[tuple[str, str]]) -> None:
    words = page.words
    chosen = st.selectbox(
        words("column.room_name"),
        range(len(rooms)),
        filter_mode=None,
        format_func=lambda index: rooms[index],
        key="household",
    )
    project, room = keys[chosen]
    bills = page.ask(fee_collection.bills_of_room, project, room)
    st.markdown(
        words("rows.set", title=words("fees.unpaid_bills"), n=formats.count(words, bills.height))
    )
    caption_of_total(words, bills, "outstanding_amount")
    long_table(words, bills, OWED_FIELDS, alt=words("fees.unpaid_bills"), key="room_bills")
    paid = page.ask(fee_collection.settlements_of_room, project, room)
    st.markdown(
        words("rows.set", title=words("fees.settlements"), n=formats.count(words, paid.height))
    )
    if paid.is_empty():
        st.caption(words("rows.none"))
    else:
        long_table(words, paid, PAID_FIELDS, alt=words("fees.settlements"), key="room_paid")
