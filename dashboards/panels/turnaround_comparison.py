"""Who is slower: departments, classes or projects of one quarter or year, by the log-rank test.

Belongs here: the published comparison in sentences and as a table. Does not belong here: the test
or its verdict.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboards.components.fold import fold
from dashboards.components.headlines import said as say
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.lines import note
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import COMPLAINT_FIELDS
from dashboards.components.tables import CODES, long_table, small_table
from dashboards.periods import Period, period_of
from dashboards.queries import complaint_turnaround
from dashboards.queries.scope import ALL, Filters
from dashboards.text import Words, formats

COMPARED_BY = ("department", "ticket_class", "project")
# The smallest p-value that is written as a number.
LEAST_P = 0.001


def turnaround_comparison(page: Page, stage: str) -> None:
    words = page.words
    cohort = _cohort(page)
    said = formats.period(words, cohort.kind, cohort.start_on)
    section(words, f"turnaround.compare.{stage}")
    project = page.filters.project
    choices = COMPARED_BY if project == ALL else COMPARED_BY[:-1]
    compared_by = st.segmented_control(
        words("turnaround.compared_by"),
        choices,
        required=True,
        default=choices[0],
        key="turnaround_compared_by",
        format_func=lambda code: words(f"turnaround.by.{code}"),
    )
    note(words(f"turnaround.compare_note.{compared_by}", period=said))
    frame = page.ask(complaint_turnaround.comparisons, project, cohort, stage, compared_by)
    if frame.is_empty():
        notice(words, "state.no_comparison", period=said)
        return
    rows = [row | {"name": _name(words, compared_by, row)} for row in frame.to_dicts()]
    say(_said(words, rows))
    small_table(
        words,
        words(f"turnaround.compare.{stage}"),
        [
            words(f"turnaround.by.{compared_by}"),
            words("column.verdict"),
            words("turnaround.median_column"),
            words("turnaround.tickets_column"),
            words("turnaround.events_column"),
            words("turnaround.expected_column"),
            words("turnaround.p_column"),
        ],
        [_cells(words, row) for row in rows],
        (2, 3, 4, 5, 6),
        {
            (index, 1): "wy-missed" if _is_slow(row) else "wy-no_target"
            for index, row in enumerate(rows)
        },
    )
    note(words("turnaround.compare_method"))
    fold(
        words("turnaround.compare_rows"),
        "compare_rows",
        lambda: _rows(page, stage, compared_by, {row["group_name"]: row["name"] for row in rows}),
    )


def _rows(page: Page, stage: str, compared_by: str, names: dict[str, str]) -> None:
    """The complaints counted in one group: those that came so far and those that still wait."""
    words = page.words
    group = st.selectbox(
        words(f"turnaround.by.{compared_by}"),
        list(names),
        filter_mode=None,
        format_func=names.__getitem__,
        key="compared_group",
    )
    rows = page.ask(
        complaint_turnaround.complaints_compared,
        Filters(_cohort(page), page.filters.project),
        stage,
        compared_by,
        group,
    )
    caption_of_count(words, rows)
    long_table(
        words, rows, COMPLAINT_FIELDS, alt=words("turnaround.compare_rows"), key="compare_rows"
    )


def _cohort(page: Page) -> Period:
    """The year, or the quarter that holds a shorter period: a month is too few."""
    period = page.filters.period
    return period if period.kind == "year" else period_of("quarter", period.start_on)


def _name(words: Words, compared_by: str, row: dict[str, Any]) -> str:
    name = str(row["group_name"])
    return words.code(CODES[compared_by], name) if compared_by in CODES else name


def _is_slow(row: dict[str, Any]) -> bool:
    return bool(row["differs"] and row["slower"])


def _said(words: Words, rows: list[dict[str, Any]]) -> list[str]:
    tested = [row for row in rows if row["differs"] is not None]
    if not tested:
        return [words("turnaround.too_few")]
    slow = [row for row in tested if _is_slow(row)]
    if not slow:
        found = any(row["differs"] for row in tested)
        return [words("turnaround.only_faster" if found else "turnaround.no_difference")]
    return [
        words(
            "turnaround.is_slower",
            name=row["name"],
            median=formats.hours(words, row["median_hours"]),
            events=formats.count(words, row["event_count"]),
            expected=formats.grouped(row["expected_events"], 1),
            p=_p(row["adjusted_p_value"]),
        )
        for row in slow
    ]


def _cells(words: Words, row: dict[str, Any]) -> list[str]:
    blank = words("missing.blank")
    expected, p_value = row["expected_events"], row["adjusted_p_value"]
    return [
        row["name"],
        words(f"turnaround.verdict.{_verdict(row)}"),
        formats.hours(words, row["median_hours"]),
        formats.count(words, row["ticket_count"]),
        formats.count(words, row["event_count"]),
        blank if expected is None else formats.grouped(expected, 1),
        blank if p_value is None else _p(p_value).removeprefix("= "),
    ]


def _verdict(row: dict[str, Any]) -> str:
    if row["differs"] is None:
        return "too_few"
    if not row["differs"]:
        return "no_difference"
    return "slower" if row["slower"] else "faster"


def _p(value: float) -> str:
    return f"< {LEAST_P}" if value < LEAST_P else f"= {formats.grouped(value, 3)}"
