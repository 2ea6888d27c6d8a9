"""A survey report on the screen: the same sections, tables and figures as its PDF and workbook.

Belongs here: drawing a `Report` in cards, and handing it out. Does not belong here: what it says
(`dashboards.annual`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboards.annual.content import Annual
from dashboards.annual.html import pdf_bytes, render_html
from dashboards.annual.report import Report
from dashboards.annual.tables import Section, Table
from dashboards.annual.workbook import workbook_bytes
from dashboards.components.card import card
from dashboards.components.headlines import LargeFigure, large_figures, said, sentences, titled
from dashboards.components.lines import note, subheading
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.figures.importance_map import map_figure
from dashboards.figures.intervals import dot_figure
from dashboards.figures.shapes import Chart, DotChart

# A text up to this long stays on one line.
SHORT = 20
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def first_page(page: Page, report: Report) -> None:
    """The large figures and the main findings."""
    titled(report.title, report.subtitle)
    large_figures(
        [LargeFigure(h.name, h.value, h.verdict, h.mark, h.lines) for h in report.headlines]
    )
    subheading(page.words("annual.findings"))
    sentences(report.findings)


def downloads(page: Page, annual: Annual, report: Report) -> None:
    """The report to take away; it is made when somebody asks for it."""
    words, stem = page.words, f"{annual.survey_id}_{annual.as_of:%Y%m%d}"
    with st.container(horizontal=True, key="annual_downloads"):
        st.download_button(
            words("annual.download_pdf"),
            data=lambda: pdf_bytes(render_html(words, report)),
            file_name=f"{stem}.pdf",
            mime=PDF,
            key="annual_pdf",
            on_click="ignore",
        )
        st.download_button(
            words("annual.download_xlsx"),
            data=lambda: workbook_bytes(words, report, annual.as_of),
            file_name=f"{stem}.xlsx",
            mime=XLSX,
            key="annual_xlsx",
            on_click="ignore",
        )


def report_sections(page: Page, sections: Sequence[Section]) -> None:
    """Every section in a card of its own."""
    for number, section in enumerate(sections, start=1):
        card(page, f"annual_{section.key}", _drawn(number, section))


def _drawn(number: int, section: Section) -> Callable[[Page], None]:
    def draw(page: Page) -> None:
        titled(f"{number}. {section.title}")
        said(section.words)
        for chart in section.charts:
            subheading(chart.title)
            st.plotly_chart(
                _figure(page, chart),
                key=f"annual_{section.key}_{chart.key}",
                theme=None,
                alt=chart.alt,
                width="stretch",
                config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
            )
        for table in section.tables:
            if len(section.tables) > 1:
                subheading(table.caption)
            _table(page, table)
        for text in section.notes:
            note(text)

    return draw


def _figure(page: Page, chart: Chart) -> Any:
    if isinstance(chart, DotChart):
        return dot_figure(chart, page.palette)
    return map_figure(chart, page.palette)


def _table(page: Page, table: Table) -> None:
    numeric = [n for n, column in enumerate(table.columns) if column.kind != "text"]
    classes = {
        (r, c): " ".join(
            name
            for name, holds in (
                ("wy-nowrap", len(cell.text) <= SHORT),
                (f"wy-{cell.mark}", cell.mark),
            )
            if holds
        )
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row)
    }
    small_table(
        page.words,
        table.caption,
        [column.title for column in table.columns],
        [[cell.text for cell in row] for row in table.rows],
        numeric,
        classes,
    )
