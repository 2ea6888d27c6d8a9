"""The report as one self-contained page, and that page as a paged PDF.

Belongs here: filling the template and turning it into a PDF. Does not belong here: what the report
says (`report`).
"""

from __future__ import annotations

from pathlib import Path

import jinja2

from dashboards.annual.report import Report
from dashboards.annual.svg import chart_svg
from dashboards.annual.tables import Column
from dashboards.text import Words


def render_html(words: Words, report: Report) -> str:
    """The whole report as one HTML document that asks nothing of the network."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(
        lang=words.language, w=words, report=report, svg=chart_svg, is_number=_is_number
    )


def _is_number(column: Column) -> bool:
    return column.kind != "text"


def pdf_bytes(html: str) -> bytes:
    """`html` on A4 pages, the same bytes for the same page; raises OSError when the text-shaping
    library is missing."""
    import weasyprint  # loads system libraries

    pdf: bytes = weasyprint.HTML(string=html, base_url="about:blank").write_pdf()
    return pdf
