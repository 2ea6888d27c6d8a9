"""`python -m dashboards.annual --survey S --out DIR`: writes annual.pdf and annual.xlsx."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from dashboards.annual.content import Annual, UnknownSurvey, choose_survey, read_annual
from dashboards.annual.html import pdf_bytes, render_html
from dashboards.annual.report import make_report
from dashboards.annual.workbook import workbook_bytes
from dashboards.queries import annual, kpis, satisfaction
from dashboards.queries.scope import ALL, EVERYONE, Principal
from dashboards.text import DEFAULT_LANGUAGE, LANGUAGES, load_words

DONE, USAGE, NOTHING_PUBLISHED = 0, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the two files; 0 done, 2 no such survey, 3 nothing published."""
    parser = argparse.ArgumentParser(prog="dashboards.annual", description=__doc__)
    parser.add_argument("--survey", required=True, help="id, name or year")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--project", default=ALL)
    parser.add_argument("--lang", default=DEFAULT_LANGUAGE, choices=LANGUAGES)
    parser.add_argument("--with-personal", action="store_true", help="quote what people wrote")
    chosen = parser.parse_args(arguments)
    home = Path(os.environ.get("WUYE_HOME") or "data").expanduser().resolve()
    principal = replace(EVERYONE, sees_personal=chosen.with_personal)
    try:
        content = read_published(home, principal, chosen.survey, chosen.project)
    except FileNotFoundError:
        return _refuse("还没有发布 · nothing published yet: wuye build", NOTHING_PUBLISHED)
    except UnknownSurvey as unknown:
        names = "、".join(unknown.known) or "–"
        return _refuse(f"没有这次调查，现有 · no such survey; there are: {names}", USAGE)
    words = load_words(chosen.lang)
    report = make_report(words, content)
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "annual.xlsx").write_bytes(workbook_bytes(words, report, content.as_of))
    (chosen.out / "annual.pdf").write_bytes(pdf_bytes(render_html(words, report)))
    return DONE


def read_published(home: Path, principal: Principal, survey: str, project: str) -> Annual:
    """The survey as published in the snapshot in force under `home`.

    Raises FileNotFoundError when nothing is published, UnknownSurvey.
    """
    name = (home / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    directory = home / "published" / name
    with ExitStack() as opened:

        def asker(file: str) -> Callable[..., pl.DataFrame]:
            path = str(directory / file)
            connection = opened.enter_context(duckdb.connect(path, read_only=True))

            def ask(
                query: Callable[..., pl.DataFrame], *arguments: Any, **named: Any
            ) -> pl.DataFrame:
                return query(connection.cursor(), principal, *arguments, **named)

            return ask

        ask = asker("main.duckdb")
        surveys = ask(satisfaction.surveys)
        known = surveys["project_name"].to_list()
        if project != ALL and project not in known:
            raise UnknownSurvey(project, sorted(set(known)))
        as_of = ask(lambda cursor, _: kpis.build_info(cursor)).row(0, named=True)["as_of"]

        def quotes(survey_id: str, at: str) -> pl.DataFrame | None:
            if not principal.sees_personal:
                return None
            return asker("personal.duckdb")(annual.quotes, survey_id, at)

        return read_annual(ask, choose_survey(surveys, survey), project, as_of, name, quotes)


def _refuse(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
