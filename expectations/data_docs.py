"""What is kept of a run: results as JSON, our page of them, Great Expectations' own pages.

Belongs here: the files under `data_docs` and making Great Expectations' pages work
without a network. Does not belong here: evaluating anything.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from expectations.report import write_report
from expectations.result import ExpectationResult, read_results, write_results
from expectations.suite import SCHEMAS, Which

GX_PAGES = "great_expectations"
# Great Expectations' pages load some sixteen scripts and styles from elsewhere, and a logo
# whose address carries an id of this installation. What asks for them is cut out, and the
# policy makes the browser refuse whatever a later version may add.
ASKS_THE_NETWORK = re.compile(
    r"<script\b.*?</script\s*>|<link\b[^>]*>|<img\b[^>]*>|<!--.*?-->|@import[^;]*;|<base\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
REMOTE_URL = re.compile(r"url\(\s*['\"]?(?:https?:)?//[^)]*\)", re.IGNORECASE)
OUTWARD_LINK = re.compile(r"href=(['\"])(?!#).*?\1", re.IGNORECASE)
OWN_HEAD = """<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<style>
 body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; margin: 1.5rem; }
 table { border-collapse: collapse; } td, th { border: 1px solid #ccc; padding: .3rem .5rem; }
 .modal, .navbar, #ge-cta, .ge-index-page-tabs { display: none; } pre { white-space: pre-wrap; }
</style></head>"""


def write_data_docs(
    folder: Path,
    which: Which,
    results: tuple[ExpectationResult, ...],
    validations: Mapping[str, Any],
) -> None:
    """Write `<which>.json`, `index.html` (every result known) and a page for each validation.

    `validations` are Great Expectations' results by table. A run on the arriving tables
    empties the folder first: what it held was about another build.
    """
    if which == "arriving":
        shutil.rmtree(folder, ignore_errors=True)
    pages = folder / GX_PAGES
    pages.mkdir(parents=True, exist_ok=True)
    write_results(results, folder / f"{which}.json")
    for subject, validation in validations.items():
        if validation is None:
            continue
        answers = [row.to_json_dict() for row in validation.results]
        text = json.dumps(answers, ensure_ascii=False, indent=1, default=str)
        (pages / f"{which}_{subject}.json").write_text(text, "utf-8")
        (pages / f"{which}_{subject}.html").write_text(_page(validation), "utf-8")
    known = tuple(r for name in SCHEMAS for r in read_results(folder / f"{name}.json"))
    links = sorted(page.name for page in pages.glob("*.html"))
    write_report(known, folder / "index.html", [f"{GX_PAGES}/{name}" for name in links])


def _page(validation: Any) -> str:
    renderer, view = _great_expectations_pages()
    return without_network(view.render(renderer.render(validation)))


@cache
def _great_expectations_pages() -> tuple[Any, Any]:
    """Their renderer and view; one for all pages, because each view compiles its templates."""
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
    from great_expectations.render.view.view import DefaultJinjaPageView

    view = DefaultJinjaPageView()
    view.env.auto_reload = False
    return ValidationResultsPageRenderer(run_info_at_end=True), view


def without_network(page: str) -> str:
    """The page without anything that a browser would fetch, with a policy that forbids it."""
    page = REMOTE_URL.sub("none", ASKS_THE_NETWORK.sub("", page))
    return OUTWARD_LINK.sub("", page).replace("</head>", OWN_HEAD, 1)
