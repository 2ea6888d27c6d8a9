"""Fee collection: the rate against its target, how fast money comes in, what is owed and by whom.

Belongs here: which panels, in which order. Does not belong here: the panels.
"""

from __future__ import annotations

import streamlit as st

from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.kpi_tile import kpi_tiles
from dashboards.components.page import Page
from dashboards.panels.ageing import ageing
from dashboards.panels.collection_curve import collection_curve
from dashboards.panels.collection_rates import collection_rates
from dashboards.panels.debtors import debtors

TILES = ("fee_collection_rate", "fee_arrears_recovery_rate", "fee_combined_collection_rate")


def body(page: Page) -> None:
    """Tiles, the rate by quarter, collection curves, ageing, the largest debtors."""
    kpi_tiles(page, TILES)
    left, right = st.columns(2)
    with left:
        card(page, "rates", collection_rates)
    with right:
        card(page, "collection_curve", collection_curve)
    left, right = st.columns(2)
    with left:
        card(page, "ageing", ageing)
    with right:
        card(page, "debtors", debtors)


if __name__ == "__main__":
    show_page("fee_collection", body, narrowed_by=("period", "project"))
