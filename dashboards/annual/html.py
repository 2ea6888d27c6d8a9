"""The report as one self-contained page, and that page as a paged PDF.

Belongs here: filling the template. Does not belong here: what the report says (`report`), how a
page becomes paper (`paper`).
"""

from __future__ import annotations

from pathlib import Path

from dashboards.annual.report import Report
from dashboards.annual.svg import chart_svg
from dashboards.annual.tables import Column
from dashboards.paper import fill, pdf_bytes
from dashboards.text import Words

__all__ = ["pdf_bytes", "render_html"]


def render_html(words: Words, report: Report) -> str:
    """The whole report as one HTML document that asks nothing of the network."""
    return fill(
        Path(__file__).with_name("report.html.j2"),
        lang=words.language,
        w=words,
        report=report,
        svg=chart_svg,
        is_number=_is_number,
    )


def _is_number(column: Column) -> bool:
    return column.kind != "text"
