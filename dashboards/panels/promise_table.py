"""Every promise that a register records, and how it was kept in the chosen period.

Belongs here: the board itself, its order, the way to one promise. Does not belong here: what is
inside one (`promise_detail`), promises that nothing records (`unrecorded_promises`).
"""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from dashboards.components.address import link_to, open_from_widget
from dashboards.components.kpi_tile import verdict_text
from dashboards.components.lines import line
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import Markup, small_table, two_lines
from dashboards.figures.sparkline import sparkline
from dashboards.rule_reading import ORDERS, VERDICTS, RuleReading, in_order
from dashboards.text import Words, formats


def promise_table(page: Page, readings: list[RuleReading]) -> None:
    words, period = page.words, page.filters.period
    said = formats.period(words, period.kind, period.start_on)
    to_date = any(reading.row and not reading.row["is_complete"] for reading in readings)
    about = words("promises.board_note", period=said)
    section(words, "promises.board", f"{about} {words('promises.to_date')}" if to_date else about)
    if not any(reading.row for reading in readings):
        notice(words, "state.no_promises")
        return
    line(_in_short(words, readings))
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters_board"):
        order = st.segmented_control(
            words("promises.order"),
            ORDERS,
            required=True,
            default=ORDERS[0],
            key="promise_order",
            format_func=lambda code: words(f"promises.order_{code}"),
        )
        shown = in_order(readings, order or ORDERS[0])
        _opener(words, shown)
    rows, classes = [], {}
    for r, reading in enumerate(shown):
        rows.append(_row(page, reading))
        classes[r, 0] = "wy-rule"
        classes[r, 1] = f"wy-{reading.verdict}"
        classes[r, len(rows[-1]) - 1] = "wy-trend"
    titles = [
        words("column.rule"),
        words("column.verdict"),
        *(words(f"column.{verdict}_count") for verdict in VERDICTS),
        words("column.kept_share"),
        words("promises.trend", n=len(readings[0].history)),
    ]
    small_table(words, words("promises.board"), titles, rows, tuple(range(2, 8)), classes)


def _in_short(words: Words, readings: list[RuleReading]) -> str:
    verdicts = [reading.verdict for reading in readings]
    return words(
        "promises.in_short",
        missed=verdicts.count("missed"),
        met=verdicts.count("met"),
        other=len(verdicts) - verdicts.count("missed") - verdicts.count("met"),
    )


def _opener(words: Words, shown: list[RuleReading]) -> None:
    names = {r.rule_id: f"{r.rule_id} {r.words_of(words, 'name')}" for r in shown}
    st.session_state["promise_opened"] = None
    st.selectbox(
        words("promises.open"),
        list(names),
        index=None,
        key="promise_opened",
        placeholder=words("promises.open_which"),
        filter_mode=None,
        width=340,
        format_func=lambda rule_id: names[rule_id],
        on_change=open_from_widget,
        args=("rule", "promise_opened"),
    )


def _row(page: Page, reading: RuleReading) -> list[str]:
    words = page.words
    name = f"{reading.rule_id} {reading.words_of(words, 'name')}"
    quoted = words("promises.quoted", words=reading.words_of(words, "words"))
    return [
        two_lines(name, quoted, link_to("rule", reading.rule_id)),
        verdict_text(words, reading.verdict),
        *(count_text(words, reading.count(verdict)) for verdict in VERDICTS),
        kept_share(words, reading.row),
        _trend(page, reading),
    ]


def count_text(words: Words, count: int) -> str:
    """A count of verdicts; none as a dash, so that the others stand out."""
    return formats.count(words, count) if count else words("missing.blank")


def kept_share(words: Words, row: dict[str, object] | None) -> str:
    """The kept share of a row of `rule_summaries`, what it rests on and its interval."""
    met, missed = (int(str(row[f"{v}_count"] or 0)) if row else 0 for v in ("met", "missed"))
    if row is None or not met + missed:
        return words("missing.blank")
    value = formats.share(words, Decimal(met) / (met + missed), target=1, missed=missed > 0)
    text = f"{value} ({formats.count(words, met)}/{formats.count(words, met + missed)})"
    if row["low"] is None or row["high"] is None:
        return text
    low, high = (formats.share(words, float(str(row[s])), places=1) for s in ("low", "high"))
    interval = words("promises.interval", low=low, high=high)
    return two_lines(text, interval)


def _trend(page: Page, reading: RuleReading) -> str:
    known = [share for share in reading.history if share is not None]
    if len(known) < 2:
        return page.words("missing.blank")
    shares = ", ".join(
        formats.share(page.words, share, places=0)
        if share is not None
        else page.words("missing.blank")
        for share in reading.history
    )
    label = page.words("promises.trend_alt", shares=shares)
    return Markup(sparkline(reading.history, 1.0, page.palette, label))
