"""The KPIs of one period, project by project.

Belongs here: the table. Does not belong here: the tiles (`components.kpi_tile`).
"""

from __future__ import annotations

import polars as pl

from dashboards.components.kpi_tile import verdict_text
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.kpi_reading import KpiReading, value_text
from dashboards.queries import kpis
from dashboards.queries.scope import ALL


def kpis_by_project(page: Page, readings: list[KpiReading]) -> None:
    """One row per project, one column per reading of the page."""
    section(page.words, "overview.by_project", page.words("overview.by_project_note"))
    words, values = page.words, page.ask(kpis.kpi_by_project, page.filters)
    if page.filters.project != ALL:
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
    small_table(
        words, words("overview.by_project"), titles, rows, tuple(range(1, len(titles))), classes
    )
