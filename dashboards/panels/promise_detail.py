"""One promise: its words, its limit, who kept it, and every subject it judged.

Belongs here: what stands behind one line of the board. Does not belong here: the board.
"""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.address import open_from_widget, open_in_address
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.kpi_tile import verdict_text
from dashboards.components.lines import facts, judged_heading, line, quotation
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import in_language, long_table, small_table
from dashboards.panels.promise_sources import SOURCES, promise_sources
from dashboards.panels.promise_table import count_text, kept_share
from dashboards.queries import promises
from dashboards.queries.scope import ALL, ROW_LIMIT
from dashboards.rule_reading import (
    VERDICTS,
    RuleReading,
    counted_text,
    subject_text,
    threshold_text,
)
from dashboards.text import Words, formats

SUBJECT_FIELDS = (
    "rule_verdict",
    "reason",
    "project_name",
    "department",
    "matter",
    "started_at",
    "due_at",
    "met_at",
    *SOURCE,
)
COUNTED_FIELDS = (
    "rule_verdict",
    "reason",
    "project_name",
    "department",
    "matter",
    "counted",
    "required",
    "started_at",
    "due_at",
    *SOURCE,
)

ALWAYS_SHOWN = ("missed", "met")


def promise_head(page: Page, reading: RuleReading, known: list[RuleReading]) -> None:
    """The way back and to the next promise; name, verdict, words, limit and clock of this one."""
    words, catalogue = page.words, reading.catalogue
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters_rule"):
        st.button(
            words("promises.back"),
            key="promise_back",
            on_click=open_in_address,
            args=("rule", None),
        )
        names = {r.rule_id: f"{r.rule_id} {r.words_of(words, 'name')}" for r in known}
        st.session_state["promise_other"] = reading.rule_id
        st.selectbox(
            words("column.rule"),
            list(names),
            key="promise_other",
            filter_mode=None,
            width=380,
            format_func=lambda rule_id: names[rule_id],
            on_change=open_from_widget,
            args=("rule", "promise_other"),
        )
    name = f"{reading.rule_id} {reading.words_of(words, 'name')}"
    judged_heading(name, reading.verdict, verdict_text(words, reading.verdict))
    quotation(words("promises.quoted", words=reading.words_of(words, "words")))
    facts(
        [
            (words("promises.limit"), threshold_text(words, catalogue)),
            (words("promises.clock"), words.code("clock", catalogue["unit"])),
            (words("promises.judged_each"), words.code("subject_kind", catalogue["subject_kind"])),
            (words("promises.source"), str(catalogue["source"] or words("missing.blank"))),
        ]
    )


def verdicts_by_part(page: Page, reading: RuleReading, part: str) -> None:
    """The verdicts per `project_name` or per `department`, with their total."""
    words = page.words
    query = {
        "project_name": promises.verdicts_by_project,
        "department": promises.verdicts_by_department,
    }[part]
    frame = page.ask(query, page.filters, reading.rule_id)
    key = {"project_name": "promises.by_project", "department": "promises.by_department"}[part]
    section(words, key)
    if frame.is_empty():
        notice(words, "state.no_parts")
        return
    # A verdict that nobody got takes no room.
    verdicts = [v for v in VERDICTS if v in ALWAYS_SHOWN or reading.count(v)]
    family = {"project_name": "project", "department": "department"}[part]
    rows = [
        [words.code(family, row[part]), *_counts(words, row, verdicts)]
        for row in frame.iter_rows(named=True)
    ]
    if reading.row and len(rows) > 1:
        rows.append([words("promises.together"), *_counts(words, reading.row, verdicts)])
    titles = [
        words(f"column.{part}"),
        *(words(f"column.{verdict}_count") for verdict in verdicts),
        words("column.kept_share"),
    ]
    small_table(words, words(key), titles, rows, tuple(range(1, len(titles))))


def _counts(words: Words, row: dict[str, object], verdicts: list[str]) -> list[str]:
    counts = [count_text(words, int(str(row[f"{v}_count"] or 0))) for v in verdicts]
    return [*counts, kept_share(words, row)]


def promise_subjects(page: Page, reading: RuleReading) -> None:
    """Every subject of the chosen verdict, with the published count it must add up to."""
    words = page.words
    section(words, "promises.subjects", words("promises.subjects_note"))
    found = [verdict for verdict in VERDICTS if reading.count(verdict)]
    if not found:
        notice(words, "state.nothing_judged")
        return
    verdict = st.segmented_control(
        words("column.verdict"),
        [*found, ALL],
        required=True,
        default=found[0],
        key=f"promise_verdict_{reading.rule_id}",
        label_visibility="collapsed",
        format_func=lambda code: (
            words("promises.all_verdicts") if code == ALL else verdict_text(words, code)
        ),
    )
    rows = page.ask(promises.rule_subjects, page.filters, reading.rule_id, verdict or found[0])
    published = sum(reading.count(v) for v in ([verdict] if verdict in found else found))
    line(agreement(words, rows, published))
    caption_of_count(words, rows)
    fields = COUNTED_FIELDS if rows["required_value"].count() else SUBJECT_FIELDS
    # The period of a whole project says itself when it began.
    told_by_subject = {"started_at"} if reading.rule_id in SOURCES else set()
    long_table(
        words,
        subjects_in_words(words, rows, str(reading.catalogue["unit"])),
        [
            field
            for field in fields
            if field not in told_by_subject and (field not in rows.columns or rows[field].count())
        ],
        alt=words("promises.subjects"),
        key="promise_subjects",
    )
    if reading.rule_id in SOURCES:
        fold(
            words("promises.sources"),
            "promise_sources",
            lambda: promise_sources(page, reading.rule_id, rows),
        )


def agreement(words: Words, rows: pl.DataFrame, published: int) -> str:
    """Whether the rows listed are as many as the board says."""
    if rows.height >= ROW_LIMIT:
        return words("promises.cut", n=formats.count(words, published))
    key = "promises.agree" if rows.height == published else "promises.disagree"
    return words(
        key, listed=formats.count(words, rows.height), published=formats.count(words, published)
    )


def subjects_in_words(words: Words, rows: pl.DataFrame, unit: str) -> pl.DataFrame:
    """The rows of `rule_subjects` with their verdict, reason, subject and values as texts."""
    told = in_language(words, rows.rename({"reason": "code"}), "reason")
    return told.with_columns(
        pl.coalesce("reason", "code").alias("reason"),
        pl.col("verdict")
        .map_elements(lambda verdict: verdict_text(words, verdict), return_dtype=pl.String)
        .alias("rule_verdict"),
        pl.col("subject_id")
        .map_elements(lambda subject: subject_text(words, subject), return_dtype=pl.String)
        .alias("matter"),
        *(_value_in_words(words, unit, name) for name in ("counted", "required")),
    )


def _value_in_words(words: Words, unit: str, name: str) -> pl.Expr:
    def told(row: dict[str, Any]) -> str | None:
        return counted_text(words, unit, row[f"{name}_value"], row)

    values = pl.struct("verdict", "counted_value", "required_value")
    return values.map_elements(told, return_dtype=pl.String).alias(name)
