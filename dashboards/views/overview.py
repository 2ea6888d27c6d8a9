"""Overview: every KPI of the company in one period, and project by project.

Belongs here: the order of the tiles. Does not belong here: what a tile says (`kpi_tile`).
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.frame import show_page
from dashboards.components.kpi_tile import kpi_tile, verdict_text
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.kpi_reading import KpiReading, read_kpis, value_text
from dashboards.queries import kpis

ORDER = (
    "satisfaction_rate", "satisfaction_score", "complaint_dispatch_rate",
    "complaint_resolution_km_median_hours", "work_order_same_day_rate", "fee_collection_rate",
    "fee_arrears_recovery_rate", "fee_combined_collection_rate",
)
PERIODS_SHOWN = 12


def body(page: Page) -> None:
    """The tiles, then the same KPIs by project."""
    history = page.ask(kpis.kpi_history, page.filters, PERIODS_SHOWN)
    readings = read_kpis(history, page.filters.period, ORDER)
    if not any(reading.row for reading in readings):
        notice(page.words, "state.no_kpis")
        return
    with st.container(key="tiles_overview"):
        for reading in readings:
            kpi_tile(page, reading)
    section(page.words, "overview.by_project", page.words("overview.by_project_note"))
    _by_project(page, readings)


def _by_project(page: Page, readings: list[KpiReading]) -> None:
    words, values = page.words, page.ask(kpis.kpi_by_project, page.filters)
    if page.filters.project != "all":
        values = values.filter(pl.col("project_name") == page.filters.project)
    if values.is_empty():
        notice(words, "state.no_projects")
        return
    found = {(row["project_name"], row["kpi_id"]): row for row in values.iter_rows(named=True)}
    projects = sorted({project for project, _ in found})
    rows, classes = [], {}
    for r, project in enumerate(projects):
        cells = [project]
        for c, reading in enumerate(readings, start=1):
            row = found.get((project, reading.kpi_id))
            shape = verdict_text(words, row["verdict"])[0] + " " if row else ""
            cells.append(shape + value_text(words, reading.unit, row))
            classes[r, c] = f"wy-{row['verdict']}" if row else "wy-not_measurable"
        rows.append(cells)
    titles = [words("column.project_name"), *(r.words_of(words, "name") for r in readings)]
    small_table(words, words("overview.by_project"), titles, rows,
                tuple(range(1, len(titles))), classes)


if __name__ == "__main__":
    show_page("overview", body, narrowed_by=("period", "project"))
