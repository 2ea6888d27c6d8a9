"""What households say on visits: topics with counts, by quarter.

Belongs here: the topics of one instrument and the words about what is hidden. Does not belong here:
the comments of a survey (the annual report), finding topics.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dashboards.annual.comments import topic_name
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.lines import note, subheading
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import long_table, small_table
from dashboards.instruments import Instrument
from dashboards.periods import period_of
from dashboards.queries import satisfaction
from dashboards.queries.scope import ALL
from dashboards.text import Words, formats

QUOTE_FIELDS = ("topic", "quote", "satisfaction_grade", *SOURCE)


def comment_topics(page: Page, instrument: Instrument) -> None:
    """The topics of the period's quarter; of a year, its latest one with any to show."""
    words, filters = page.words, page.filters
    chosen = filters.period
    if chosen.kind not in ("quarter", "year"):
        chosen = period_of("quarter", chosen.start_on)
    rows = page.ask(satisfaction.comment_topics, instrument.name, chosen, filters.project)
    if rows.is_empty():
        said = formats.period(words, chosen.kind, chosen.start_on)
        section(words, "satisfaction.topics")
        notice(words, "state.no_topics", period=said)
        return
    some = rows.filter(~pl.col("is_hidden"))
    start_on = max((rows if some.is_empty() else some)["period_start_on"])
    said = formats.period(words, "quarter", start_on)
    section(words, "satisfaction.topics", words("satisfaction.topics_note", period=said))
    rows = rows.filter(pl.col("period_start_on") == start_on)
    here = rows.filter(pl.col("project_name") == filters.project)
    hidden = _topics(page, here)
    if filters.project != ALL and hidden:
        _company_wide(page, rows.filter(pl.col("project_name") == ALL))
    _quotes(page, instrument, start_on, here)


def _topics(page: Page, rows: pl.DataFrame) -> int:
    """The topics that may be shown, and in words how many may not: their number is returned."""
    words = page.words
    if rows.is_empty():
        note(words("satisfaction.topics_none_here"))
        return 1
    shown = rows.filter(~pl.col("is_hidden"))
    total = formats.count(words, rows["total_comment_count"][0])
    note(words("annual.comments_what", n=total))
    if not shown.is_empty():
        _table(words, shown)
    hidden = rows.height - shown.height
    if hidden:
        key = "satisfaction.topics_hidden" if shown.height else "satisfaction.topics_all_hidden"
        note(words(key, n=formats.count(words, hidden)))
    return hidden


def _company_wide(page: Page, rows: pl.DataFrame) -> None:
    """The same quarter over all projects, where there are enough households to be shown."""
    words = page.words
    if rows.is_empty():
        return
    subheading(words("satisfaction.topics_company"))
    _topics(page, rows)


def _table(words: Words, rows: pl.DataFrame) -> None:
    titles = [
        words("annual.topic"),
        words("column.comment_count"),
        words("annual.topic_share"),
        words("column.dissatisfied_count"),
    ]
    lines = [_line(words, row) for row in rows.iter_rows(named=True)]
    small_table(words, words("satisfaction.topics"), titles, lines, (1, 2, 3))


def _line(words: Words, row: dict[str, Any]) -> list[str]:
    dissatisfied = row["dissatisfied_count"]
    return [
        topic_name(words, row),
        formats.count(words, row["comment_count"]),
        formats.share(words, row["share"]),
        words("annual.few") if dissatisfied is None else formats.count(words, dissatisfied),
    ]


def _quotes(page: Page, instrument: Instrument, start_on: date, here: pl.DataFrame) -> None:
    """The words behind the topics shown, folded, for who may see them."""
    words = page.words
    names = {
        row["topic"]: topic_name(words, row)
        for row in here.filter(~pl.col("is_hidden")).iter_rows(named=True)
    }
    if not page.principal.sees_personal:
        note(words("annual.quotes_hidden"))
    elif names:
        fold(
            words("annual.quotes"),
            "topic_quotes",
            lambda: _quoted(page, instrument, start_on, names),
        )


def _quoted(page: Page, instrument: Instrument, start_on: date, names: dict[str, str]) -> None:
    words = page.words
    rows = quotes_of(page, instrument.name, start_on, names)
    caption_of_count(words, rows)
    long_table(words, rows, QUOTE_FIELDS, alt=words("annual.quotes"), key="topic_quotes")


def quotes_of(page: Page, instrument: str, start_on: date, names: dict[str, str]) -> pl.DataFrame:
    """What was said under the topics that `names` calls, and under no other."""
    rows = page.ask_personal(
        satisfaction.comment_quotes, instrument, start_on, page.filters.project
    )
    if rows is None:
        return pl.DataFrame(schema=dict.fromkeys(QUOTE_FIELDS, pl.String))
    return rows.filter(pl.col("topic").is_in(list(names))).with_columns(
        pl.col("topic").replace_strict(names, return_dtype=pl.String)
    )
