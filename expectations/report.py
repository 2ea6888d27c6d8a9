"""The page of all results, for people: one HTML file, Chinese and English, no network.

Belongs here: counting and laying out results. Does not belong here: finding them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from expectations.result import ExpectationResult
from expectations.suite import FOLDER

# In the order in which a reader wants them: what is broken first.
STATUSES = {
    "errored": ("未能检查", "could not be checked"),
    "failed": ("不通过", "failed"),
    "warned": ("提醒", "warning"),
    "passed": ("通过", "passed"),
}
KINDS = {
    "volume": ("数量", "volume"),
    "freshness": ("新鲜度", "freshness"),
    "distribution": ("分布", "distribution"),
    "code_list": ("代码表", "code list"),
    "cross_column": ("列间关系", "across columns"),
}


def write_report(
    results: Sequence[ExpectationResult], path: Path, pages: Sequence[str] = ()
) -> None:
    """Write the page; `pages` are relative addresses of Great Expectations' own pages."""
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    order = list(STATUSES)
    html = environment.get_template("report.html.j2").render(
        results=sorted(results, key=lambda result: order.index(result.status)),
        counts=Counter(result.status for result in results),
        statuses=STATUSES,
        kinds=KINDS,
        pages=pages,
    )
    path.write_text(html, "utf-8")
