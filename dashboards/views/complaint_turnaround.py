"""Complaint turnaround: how fast complaints are dispatched and resolved, open ones counted.

Belongs here: which panels, in which order. Does not belong here: the panels.
"""

from __future__ import annotations

import streamlit as st

from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.kpi_tile import kpi_tiles
from dashboards.components.page import Page
from dashboards.panels.dispatch_by_month import dispatch_by_month
from dashboards.panels.open_complaints import open_complaints
from dashboards.panels.tickets import complaint_tickets
from dashboards.panels.turnaround_curve import turnaround_curve

TILES = ("complaint_dispatch_rate", "complaint_resolution_km_median_hours")


def body(page: Page) -> None:
    """Tiles, turnaround curve, dispatch by month, open ones by age, the tickets."""
    kpi_tiles(page, TILES)
    card(page, "curve", turnaround_curve)
    left, right = st.columns(2)
    with left:
        card(page, "dispatch", dispatch_by_month)
    with right:
        card(page, "ages", open_complaints)
    card(page, "tickets", complaint_tickets)


if __name__ == "__main__":
    show_page("complaint_turnaround", body, narrowed_by=("period", "project", "department"))
