"""Sales overview: attainment, discounts, purchase money, cancellations; no person in it.

Belongs here: which panels, in which order. Does not belong here: the panels.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.kpi_tile import kpi_tiles
from dashboards.components.page import Page
from dashboards.panels.sales_attainment import (
    KPI,
    attainment_by_month,
    attainment_by_project,
    period_in_short,
)
from dashboards.panels.sales_discounts import sales_discounts
from dashboards.panels.sales_money import cancellations, receipts
from dashboards.periods import period_of
from dashboards.text import formats


def body(page: Page) -> None:
    """The rate and the months; projects; discounts; money in and purchases cancelled."""
    page = _at_least_a_month(page)
    left, right = st.columns([1, 2])
    with left:
        kpi_tiles(page, (KPI,))
        card(page, "in_short", period_in_short)
    with right:
        card(page, "by_month", attainment_by_month)
    card(page, "by_project", attainment_by_project)
    card(page, "discounts", sales_discounts)
    left, right = st.columns(2)
    with left:
        card(page, "receipts", receipts)
    with right:
        card(page, "cancellations", cancellations)


def _at_least_a_month(page: Page) -> Page:
    """The page of the month around a week: targets are set by month."""
    period = page.filters.period
    if period.kind != "week":
        return page
    month = period_of("month", period.start_on)
    said = formats.period(page.words, month.kind, month.start_on)
    st.caption(page.words("sales.weekly", period=said))
    return replace(page, filters=replace(page.filters, period=month))


if __name__ == "__main__":
    show_page("sales_overview", body, narrowed_by=("period", "project"))
