"""Discount leakage: what was given off the list price, and under which authority.

Belongs here: the sums by outcome and the contracts. Does not belong here: judging a discount, who
gave it.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.kpi_rows import caption_of_total
from dashboards.components.lines import line
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE, total
from dashboards.components.tables import long_table, small_table
from dashboards.queries import sales
from dashboards.queries.scope import ALL
from dashboards.text import formats

OUTCOMES = (
    "unauthorised",
    "unsigned",
    "approved",
    "within_authority",
    "not_measurable",
    "list_price",
)
DISCOUNT_FIELDS = (
    "discount_outcome",
    "contract_id",
    "unit_name",
    "project_name",
    "list_amount",
    "sold_amount",
    "discount_amount",
    "authority_rate",
    "floor_amount",
    "signed_at",
    *SOURCE,
)


def sales_discounts(page: Page) -> None:
    words = page.words
    section(words, "sales.discounts", words("sales.discounts_note"))
    contracts = page.ask(sales.contracts_signed, page.filters)
    if contracts.is_empty():
        notice(words, "state.none_signed")
        return
    given, listed = total(contracts, "discount_amount"), total(contracts, "list_amount")
    line(
        words(
            "sales.discounts_in_short",
            n=formats.count(words, contracts.height),
            listed=formats.money(words, listed),
            given=formats.money(words, given),
        )
    )
    of = {name: contracts.filter(pl.col("discount_outcome") == name) for name in OUTCOMES}
    found = [name for name in OUTCOMES if of[name].height]
    rows = [
        [
            words.code("discount_outcome", name),
            formats.count(words, of[name].height),
            *(
                formats.money(words, total(of[name], field))
                for field in ("list_amount", "sold_amount", "discount_amount")
            ),
        ]
        for name in found
    ]
    titles = [
        words(f"column.{field}")
        for field in (
            "discount_outcome",
            "contract_count",
            "list_amount",
            "sold_amount",
            "discount_amount",
        )
    ]
    classes = {(r, 0): "wy-missed" for r, name in enumerate(found) if name == "unauthorised"}
    small_table(words, words("sales.discounts"), titles, rows, (1, 2, 3, 4), classes)
    outcome = st.selectbox(
        words("column.discount_outcome"),
        [ALL, *found],
        key="discount_outcome",
        filter_mode=None,
        width=300,
        format_func=lambda code: (
            words("sales.all_outcomes") if code == ALL else words.code("discount_outcome", code)
        ),
    )
    shown = contracts if outcome == ALL else of[outcome or ALL]
    caption_of_total(words, shown, "discount_amount")
    long_table(words, shown, DISCOUNT_FIELDS, alt=words("sales.discounts"), key="discounts")
