"""Paper and workbooks: what every document of ours is made with, whatever it says.

Belongs here: filling a template, laying it out on pages, the options and the looks of a workbook.
Does not belong here: what a document says, and its own template.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from dashboards.palette import LIGHT

# Text stays text: a value that begins with `=` is never a formula, a link never a link.
WORKBOOK_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WORKBOOK_FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
WORKBOOK_HEAD = WORKBOOK_FONT | {
    "bold": True,
    "bg_color": LIGHT.accent,
    "font_color": "#FFFFFF",
    "text_wrap": True,
}


def fill(template: Path, **values: Any) -> str:
    """The text of `template` with `values`; a name it lacks is an error, every text is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([template.parent, Path(__file__).parent]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template.name).render(**values)


def pdf_bytes(*documents: str) -> bytes:
    """HTML documents one after the other on A4 pages, each counting its own pages; the same bytes
    for the same documents. Raises OSError when the text-shaping library is missing."""
    import weasyprint  # loads system libraries

    laid_out = [weasyprint.HTML(string=html, base_url="about:blank").render() for html in documents]
    pages: Sequence[Any] = [page for document in laid_out for page in document.pages]
    pdf: bytes = laid_out[0].copy(pages).write_pdf()
    return pdf
