"""The pack as one self-contained page, and that page as a paged PDF.

Belongs here: filling the template. The page asks nothing of the network; the PDF uses the
system's Chinese fonts.
"""

from __future__ import annotations

from pathlib import Path

from dashboards.pack import sections
from dashboards.pack.content import ALL, Pack
from dashboards.paper import fill, pdf_bytes
from dashboards.text import Words, formats


def render_html(words: Words, pack: Pack) -> str:
    """The whole pack as one HTML document."""
    counted = pack.manifest["checks"]
    ages = [
        {
            "count": formats.grouped(row["ticket_count"]),
            "label": words("pack.kind." + row["ticket_kind"])
            + " · "
            + words.code("age", row["age_bucket"]),
        }
        for row in pack.open_ages
        if row["ticket_count"]
    ]
    return fill(
        Path(__file__).with_name("pack.html.j2"),
        lang=words.language,
        w=words,
        pack=pack,
        week=formats.period(words, "week", pack.week.start_on),
        department=words("pack.whole_company") if pack.department == ALL else pack.department,
        as_of=formats.moment(words, pack.as_of),
        checks={"passed": counted["passed"], "total": sum(counted.values())},
        headlines=sections.headlines(words, pack),
        missed=sections.missed_table(words, pack),
        still_open=sections.open_table(words, pack),
        ages=ages,
        debtors=sections.debtor_table(words, pack) if pack.department == ALL else None,
    )


def write_pdf(html: str, path: Path) -> None:
    """Lay `html` out on A4 pages; raises OSError when the text-shaping library is missing."""
    path.write_bytes(pdf_bytes(html))
