"""Complaint turnaround: how fast complaints are dispatched, answered and resolved, open ones
counted.

Belongs here: which panels, in which order. Does not belong here: the panels.
"""

from __future__ import annotations

import streamlit as st

from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.kpi_tile import kpi_tiles
from dashboards.components.page import Page
from dashboards.panels.backlog import backlog
from dashboards.panels.dispatch_by_month import dispatch_by_month
from dashboards.panels.open_complaints import open_complaints
from dashboards.panels.stage_choice import stage_choice
from dashboards.panels.tickets import complaint_tickets
from dashboards.panels.turnaround_comparison import turnaround_comparison
from dashboards.panels.turnaround_curve import turnaround_curve
from dashboards.panels.weekly_cohorts import weekly_cohorts

TILES = ("complaint_dispatch_rate", "complaint_resolution_km_median_hours")


def body(page: Page) -> None:
    """Tiles; the curve of a stage and who is slower in it; dispatch by month and what is open;
    the backlog day by day and the weeks of receipt; the tickets."""
    kpi_tiles(page, TILES)
    stage = stage_choice(page)
    card(page, "curve", lambda page: turnaround_curve(page, stage))
    card(page, "comparison", lambda page: turnaround_comparison(page, stage))
    left, right = st.columns(2)
    with left:
        card(page, "dispatch", dispatch_by_month)
    with right:
        card(page, "ages", open_complaints)
    card(page, "backlog", backlog)
    card(page, "weeks", weekly_cohorts)
    card(page, "tickets", complaint_tickets)


if __name__ == "__main__":
    show_page("complaint_turnaround", body, narrowed_by=("period", "project", "department"))
