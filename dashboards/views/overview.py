"""Overview: every KPI of the company in one period, and project by project.

Belongs here: the order of the tiles. Does not belong here: what a tile says (`kpi_tile`).
"""

from __future__ import annotations

from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.kpi_tile import kpi_tiles
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.panels.due_soon import due_soon
from dashboards.panels.kpis_by_project import kpis_by_project

TILES = (
    "satisfaction_rate",
    "satisfaction_score",
    "complaint_dispatch_rate",
    "complaint_resolution_km_median_hours",
    "work_order_same_day_rate",
    "fee_collection_rate",
    "fee_arrears_recovery_rate",
    "fee_combined_collection_rate",
)


def body(page: Page) -> None:
    """What is about to be missed, the tiles, then the same KPIs by project."""
    card(page, "due_soon", due_soon)
    readings = kpi_tiles(page, TILES)
    if not any(reading.row for reading in readings):
        notice(page.words, "state.no_kpis")
        return
    kpis_by_project(page, readings)


if __name__ == "__main__":
    show_page("overview", body, narrowed_by=("period", "project"))
