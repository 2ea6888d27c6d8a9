"""`python -m dashboards.statements (statements | payroll) --month 2015-03 --out DIR`: writes the
month's pay statements as PDF and workbook, or its payroll as workbook and csv."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dashboards.queries.scope import EVERYONE
from dashboards.statements.content import Month, NoStatements, NotComputed, read_published
from dashboards.statements.html import statements_pdf
from dashboards.statements.payroll import not_final, payroll_csv, payroll_table
from dashboards.statements.person import make_statement
from dashboards.statements.workbook import payroll_workbook, statements_workbook
from dashboards.text import DEFAULT_LANGUAGE, LANGUAGES, Words, load_words

DONE, USAGE, NOTHING_PUBLISHED = 0, 2, 3
LISTED = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files and name them on standard output; 0 done, 2 no such month or person, 3
    nothing published."""
    parser = argparse.ArgumentParser(prog="dashboards.statements", description=__doc__)
    parser.add_argument("document", choices=("statements", "payroll"))
    parser.add_argument("--month", required=True, help="e.g. 2015-03")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--staff", help="one person's statement only")
    parser.add_argument("--lang", default=DEFAULT_LANGUAGE, choices=LANGUAGES)
    parser.add_argument("--with-names", action="store_true", help="names beside the staff ids")
    chosen = parser.parse_args(arguments)
    month = parse_month(chosen.month)
    if month is None:
        return _refuse(f"没有这个月份 · no such month: {chosen.month} (2015-03)", USAGE)
    home = Path(os.environ.get("WUYE_HOME") or "data").expanduser().resolve()
    reader = replace(EVERYONE, sees_pay=True, sees_personal=chosen.with_names)
    try:
        content = read_published(home, reader, month, chosen.staff)
    except FileNotFoundError:
        return _refuse("还没有发布 · nothing published yet: wuye build", NOTHING_PUBLISHED)
    except NotComputed:
        told = "发布的版本里没有结算单，请重新建库 · no statements were published yet: wuye build"
        return _refuse(told, NOTHING_PUBLISHED)
    except NoStatements as none:
        known = ", ".join(none.known[:LISTED]) or "–"
        return _refuse(f"没有 {none} 的结算单，现有 · no statement; there are: {known}", USAGE)
    files = _files(load_words(chosen.lang), content, chosen.document)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, made in files.items():
        (chosen.out / name).write_bytes(made)
        print(chosen.out / name)
    _warn(content)
    return DONE


def parse_month(text: str) -> date | None:
    """The first day of `2015-03`; None for what is no month."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        return None
    try:
        return date(int(text[:4]), int(text[5:]), 1)
    except ValueError:
        return None


def _files(words: Words, month: Month, document: str) -> dict[str, bytes]:
    """The content of each file by its name."""
    name = f"{document}-{month.month:%Y-%m}"
    if document == "payroll":
        table = payroll_table(words, month)
        return {f"{name}.xlsx": payroll_workbook(words, month), f"{name}.csv": payroll_csv(table)}
    if month.chosen:
        name += "-" + re.sub(r"[^\w.-]", "_", month.chosen)
    made = [make_statement(words, month, row) for row in month.printed]
    return {
        f"{name}.pdf": statements_pdf(words, made),
        f"{name}.xlsx": statements_workbook(words, month, made),
    }


def _warn(month: Month) -> None:
    """Say loudly whose figures may still move."""
    open_ = not_final(month)
    if not open_:
        return
    shown = ", ".join(open_[:LISTED])
    print(
        f"▲ 未签核或本月未结束，不可据此发放（{len(open_)} 人）"
        f" · NOT SIGNED OFF, do not pay from this ({len(open_)}): {shown}",
        file=sys.stderr,
    )


def _refuse(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
