"""`python -m dashboards.pack --week 2026-W47 --out DIR`: writes pack.pdf, pack.xlsx, pack.html."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboards.pack.content import ALL, UnknownDepartment, read_pack
from dashboards.pack.html import render_html, write_pdf
from dashboards.pack.workbook import write_workbook
from dashboards.periods import parse_period
from dashboards.text import DEFAULT_LANGUAGE, LANGUAGES, load_words

DONE, USAGE, NOTHING_PUBLISHED = 0, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the three files; 0 done, 2 wrong week or department, 3 nothing published."""
    parser = argparse.ArgumentParser(prog="dashboards.pack", description=__doc__)
    parser.add_argument("--week", required=True, help="ISO week, e.g. 2026-W47")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--department", default=ALL)
    parser.add_argument("--lang", default=DEFAULT_LANGUAGE, choices=LANGUAGES)
    chosen = parser.parse_args(arguments)
    week = parse_period(chosen.week)
    if week is None or week.kind != "week":
        return _refuse(f"没有这一周 · no such ISO week: {chosen.week} (2026-W47)", USAGE)
    home = Path(os.environ.get("WUYE_HOME") or "data").expanduser().resolve()
    try:
        pack = read_pack(home, week, chosen.department)
    except FileNotFoundError:
        return _refuse("还没有发布 · nothing published yet: wuye build", NOTHING_PUBLISHED)
    except UnknownDepartment as unknown:
        names = "、".join(unknown.known)
        return _refuse(f"没有这个部门，现有 · no such department; there are: {names}", USAGE)
    words = load_words(chosen.lang)
    chosen.out.mkdir(parents=True, exist_ok=True)
    html = render_html(words, pack)
    (chosen.out / "pack.html").write_text(html, encoding="utf-8")
    write_workbook(words, pack, chosen.out / "pack.xlsx")
    write_pdf(html, chosen.out / "pack.pdf")
    return DONE


def _refuse(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
