"""The two-month review of consultants: where both readings of the clause put each of them.

Belongs here: the list, both thresholds, the legal note. Does not belong here: any decision; the
product shows figures, and says so.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dashboards.components.lines import line, note, quotation
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.pay import Names
from dashboards.components.tables import small_table, two_lines
from dashboards.queries import commission, plan
from dashboards.statement_reading import month_text, person_text
from dashboards.text import Words, formats

CLAUSE = "C12"


def legal_note(page: Page) -> None:
    """What this list is not, before anything of it is read."""
    words = page.words
    section(words, "review.never")
    line(words("review.never_note"))
    clauses = page.ask_pay(plan.clauses).filter(pl.col("clause") == CLAUSE)
    for row in clauses.iter_rows(named=True):
        quoted = row[f"words_{words.language}"]
        quotation(words("readings.clause", clause=CLAUSE, words=quoted))
    note(words("review.readings_note"))


def review_list(page: Page, start_on: date, names: Names) -> None:
    words = page.words
    section(words, "review.list", words("review.list_note"))
    frame = page.ask_pay(commission.review_list, start_on, page.filters.project)
    if frame.is_empty():
        notice(words, "state.no_review")
        return
    rows = list(frame.iter_rows(named=True))
    titles = [
        words("column.person"),
        words("column.performance_amount"),
        words("column.two_month_target_amount"),
        words("column.literal_threshold_amount"),
        words("column.two_month_threshold_amount"),
        words("column.is_last"),
        words("review.months_below"),
    ]
    small_table(
        words,
        words("review.list"),
        titles,
        [_row(words, row, names) for row in rows],
        (1, 2, 3, 4, 6),
    )


def _row(words: Words, row: dict[str, Any], names: Names) -> list[str]:
    return [
        two_lines(
            person_text(words, names, row["staff_id"]),
            str(row["project_name"] or words("missing.blank")),
        ),
        formats.money(words, row["performance_amount"]),
        formats.money(words, row["target_amount"]),
        _threshold(words, row["literal_threshold_amount"], row["is_below_literal"]),
        _threshold(words, row["two_month_threshold_amount"], row["is_below_two_month"]),
        words("review.last") if row["is_last"] else words("missing.blank"),
        _months(words, row["months_below_60"]),
    ]


def _threshold(words: Words, amount: Any, is_below: bool | None) -> str:
    if amount is None or is_below is None:
        return words("missing.not_measurable")
    return two_lines(
        formats.money(words, amount), words("review.below" if is_below else "review.not_below")
    )


def _months(words: Words, months: Any) -> str:
    """The months below 60 % of their target, as a count or as the months themselves."""
    if not months:
        return words("missing.blank")
    if isinstance(months, list):
        return words("pay.list_comma").join(month_text(words, month) for month in months)
    return str(months)
