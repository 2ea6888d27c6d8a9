"""The control chart of a KPI that is a share: which months differ by more than chance.

Belongs here: one KPI month by month, for the page's project and department. Does not belong here:
the limits and signals (the warehouse makes them).
"""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.figures.control_chart import ControlPoint, ControlWords, control_figure
from dashboards.kpi_reading import read_kpis
from dashboards.queries import kpis
from dashboards.text import Words, formats

MONTHS_SHOWN = 24


def control_chart(page: Page, kpi_id: str) -> None:
    """Draw the chart, its signals in words, and its numbers; KeyError for an unknown KPI."""
    words = page.words
    catalogue = page.ask(kpis.kpi_history, page.filters, 1)
    readings = {r.kpi_id: r for r in read_kpis(catalogue, page.filters.period)}
    name = readings[kpi_id].words_of(words, "name")
    section(words, "control.title", words("control.note", name=name))
    rows = page.ask(kpis.control_limits, kpi_id, page.filters).tail(MONTHS_SHOWN).to_dicts()
    if not rows:
        notice(words, "state.no_control_chart", name=name)
        return
    points = [_point(words, row) for row in rows]
    signals = [p for p in points if p.signal != "none"]
    st.html(f'<p class="wy-said">{html.escape(_said(words, signals))}</p>')
    chart(
        words,
        control_figure(
            points,
            ControlWords(name, words("control.centre"), words("control.limits")),
            page.palette,
        ),
        key=f"control_{kpi_id}",
        alt=words("control.alt", name=name, n=len(points), said=_said(words, signals)),
        table=lambda: _table(words, name, rows),
    )


def _point(words: Words, row: dict[str, Any]) -> ControlPoint:
    label = formats.short_period(words, "month", row["period_start_on"])
    return ControlPoint(
        label,
        row["value"],
        row["centre"],
        row["lower_limit"],
        row["upper_limit"],
        words(
            "control.hover",
            share=formats.share(words, row["value"]),
            top=formats.count(words, row["numerator"]),
            bottom=formats.count(words, row["denominator"]),
            low=formats.share(words, row["lower_limit"]),
            high=formats.share(words, row["upper_limit"]),
        ),
        row["signal"],
        "" if row["signal"] == "none" else words.code("signal", row["signal"]),
    )


def _said(words: Words, signals: list[ControlPoint]) -> str:
    if not signals:
        return words("control.no_signal")
    listed = words("control.between").join(
        words("control.signal", month=point.label, signal=point.signal_text) for point in signals
    )
    return words("control.signals", n=len(signals), listed=listed)


def _table(words: Words, name: str, rows: list[dict[str, Any]]) -> None:
    small_table(
        words,
        name,
        [
            words("kind.month"),
            words("column.value"),
            words("column.numerator"),
            words("column.denominator"),
            words("control.centre"),
            words("control.lower"),
            words("control.upper"),
            words("control.signal_column"),
        ],
        [
            [
                formats.short_period(words, "month", row["period_start_on"]),
                formats.share(words, row["value"]),
                formats.count(words, row["numerator"]),
                formats.count(words, row["denominator"]),
                formats.share(words, row["centre"]),
                formats.share(words, row["lower_limit"]),
                formats.share(words, row["upper_limit"]),
                words.code("signal", row["signal"]),
            ]
            for row in rows
        ],
        (1, 2, 3, 4, 5, 6),
    )
