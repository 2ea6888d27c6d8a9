"""Showing the rows behind a number.

Belongs here: the dialog of a tile, the rows of a choice in place, their total beside the published
number. Does not belong here: which rows belong to which KPI (`row_sets`).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import polars as pl
import streamlit as st

from dashboards.components.guard import failures_in_words
from dashboards.components.page import Page
from dashboards.components.row_sets import ROWS_OF, RowSet, agrees, total
from dashboards.components.tables import long_table
from dashboards.kpi_reading import KpiReading, read_kpis, value_text
from dashboards.queries import kpis
from dashboards.queries.scope import ROW_LIMIT, Filters
from dashboards.text import Words, formats


def caption_of_count(words: Words, rows: pl.DataFrame) -> None:
    """Say how many rows are listed below, or that not all of them are."""
    cut = rows.height >= ROW_LIMIT
    key, n = ("rows.first_only", ROW_LIMIT) if cut else ("count.rows", rows.height)
    st.caption(words(key, n=formats.count(words, n)))


def caption_of_total(words: Words, rows: pl.DataFrame, field: str) -> None:
    """Say what the rows listed below add up to, or that not all of them are listed."""
    if rows.height >= ROW_LIMIT:
        st.caption(words("rows.first_only", n=formats.count(words, ROW_LIMIT)))
    else:
        st.caption(words("rows.total", amount=formats.money(words, total(rows, field))))


def open_rows(page: Page, reading: KpiReading) -> None:
    """Open the dialog with the rows behind one KPI in the chosen period."""
    name = reading.words_of(page.words, "name")
    period = page.filters.period
    said = formats.period(page.words, period.kind, period.start_on)
    title = page.words("rows.title", name=name, period=said)
    st.dialog(title, width="large")(_show_rows)(page, reading, "dialog")


def rows_of_choice(page: Page, kpi_id: str, filters: Filters, key: str) -> None:
    """The rows behind one KPI for `filters` of its own, in place; `key` names the place."""
    history = page.ask(kpis.kpi_history, filters, 1)
    reading = next(r for r in read_kpis(history, filters.period) if r.kpi_id == kpi_id)
    _show_rows(replace(page, filters=filters), reading, key)


def _show_rows(page: Page, reading: KpiReading, key: str) -> None:
    words, row = page.words, reading.row
    if row is None or reading.kpi_id not in ROWS_OF:
        st.caption(words("rows.none"))
        return
    with failures_in_words(words, f"rows of {reading.kpi_id}"):
        _show_sets(page, reading, ROWS_OF[reading.kpi_id](page), key)


def _show_sets(page: Page, reading: KpiReading, sets: list[RowSet], key: str) -> None:
    words = page.words
    st.html(f'<p class="wy-agree">{_agreement(page, reading, sets)}</p>')
    for rows in sets:
        st.markdown(
            words("rows.set", title=words(rows.title), n=formats.count(words, rows.rows.height))
        )
        if rows.rows.is_empty():
            st.caption(words("rows.none"))
            continue
        long_table(
            words,
            rows.rows,
            rows.fields,
            alt=words(rows.title),
            key=f"{key}_{reading.kpi_id}_{rows.title}",
        )


def _agreement(page: Page, reading: KpiReading, sets: list[RowSet]) -> str:
    words, row = page.words, reading.row or {}
    value = value_text(words, reading.unit, reading.row)
    agreed = agrees(row, sets)
    if agreed is None:
        return words("rows.cut", n=formats.count(words, ROW_LIMIT), value=value)
    write = formats.money if reading.is_money else formats.count
    top = sum((rows.numerator for rows in sets if rows.numerator is not None), Decimal(0))
    bottom = sum((rows.denominator for rows in sets if rows.denominator is not None), Decimal(0))
    key = "rows.agree" if agreed else "rows.disagree"
    if row.get("numerator") is None:
        return words(f"{key}_count", n=write(words, bottom), value=value)
    return words(key, top=write(words, top), bottom=write(words, bottom), value=value)
