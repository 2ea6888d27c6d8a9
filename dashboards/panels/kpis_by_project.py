"""The KPIs of one period, project by project.

Belongs here: the table. Does not belong here: the tiles (`components.kpi_tile`).
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboards.components.fold import fold
from dashboards.components.kpi_rows import rows_of_choice
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
    fold(words("overview.project_rows"), "project_rows", lambda: _rows(page, projects, readings))


def _rows(page: Page, projects: list[str], readings: list[KpiReading]) -> None:
    words = page.words
    with st.container(horizontal=True):
        project = st.selectbox(
            words("filter.project"), projects, filter_mode=None, key="rows_project", width=220
        )
        chosen = st.selectbox(
            words("column.kpi"),
            range(len(readings)),
            filter_mode=None,
            format_func=lambda index: readings[index].words_of(words, "name"),
            key="rows_kpi",
            width=320,
        )
    filters = replace(page.filters, project=project)
    rows_of_choice(page, readings[chosen].kpi_id, filters, "project_rows")
