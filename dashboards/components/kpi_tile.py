"""The tile of one KPI: value, target, verdict, change, what it rests on, and the way on.

Belongs here: drawing a reading. Does not belong here: the reading (`kpi_reading`) and the rows
behind it (`kpi_rows`).
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from dashboards.components.kpi_rows import open_rows
from dashboards.components.page import Page
from dashboards.figures.sparkline import sparkline
from dashboards.kpi_reading import (
    KpiReading,
    change_text,
    interval_text,
    read_kpis,
    target_text,
    value_text,
)
from dashboards.queries import kpis
from dashboards.text import Words, formats

# Periods of a trend, the chosen one among them.
PERIODS_SHOWN = 12
SHAPES = {
    "met": "●",
    "missed": "▲",
    "not_enough_data": "◌",
    "no_target": "–",
    "not_measurable": "–",
    "pending": "○",
    "exempt": "–",
}


def verdict_text(words: Words, verdict: str) -> str:
    """A verdict in shape and word: `● 达标`."""
    return f"{SHAPES.get(verdict, '–')} {words.code('verdict', verdict)}"


def kpi_tiles(page: Page, kpi_ids: Sequence[str]) -> list[KpiReading]:
    """Draw the tiles of these KPIs side by side; their readings are returned."""
    history = page.ask(kpis.kpi_history, page.filters, PERIODS_SHOWN)
    readings = [r for r in read_kpis(history, page.filters.period, kpi_ids) if r.kpi_id in kpi_ids]
    with st.container(key="tiles"):
        for reading in readings:
            kpi_tile(page, reading)
    return readings


def kpi_tile(page: Page, reading: KpiReading) -> None:
    """Draw one tile; its two buttons open the definition and the rows."""
    with st.container(key=f"card_tile_{reading.kpi_id}"):
        st.html(_tile_html(page, reading))
        with st.container(horizontal=True, gap="small"):
            with st.popover(
                page.words("tile.definition"), type="tertiary", key=f"definition_{reading.kpi_id}"
            ):
                _definition(page.words, reading)
            if reading.row is not None and st.button(
                page.words("tile.rows"), type="tertiary", key=f"rows_{reading.kpi_id}"
            ):
                open_rows(page, reading)


def _tile_html(page: Page, reading: KpiReading) -> str:
    words, row = page.words, reading.row
    name = html.escape(reading.words_of(words, "name"))
    verdict = html.escape(verdict_text(words, reading.verdict))
    quiet = " wy-quiet" if reading.value is None else ""
    lines = (
        [target_text(words, reading.unit, row)]
        if row
        else [
            words(
                "tile.why_not_weekly"
                if page.filters.period.kind == "week" and reading.is_money
                else "tile.why_not_measurable"
            )
        ]
    )
    lines += [_change_line(words, reading), _rests_on(words, reading)] if row else []
    body = "".join(f'<p class="wy-tile-line">{html.escape(line)}</p>' for line in lines if line)
    return (
        f'<div class="wy-tile"><div class="wy-tile-head"><h3 class="wy-tile-name">{name}</h3>'
        f'<span class="wy-verdict wy-{reading.verdict}">{verdict}</span></div>'
        f'<p class="wy-tile-value{quiet}">{html.escape(value_text(words, reading.unit, row))}</p>'
        f"{_trend(page, reading)}{body}</div>"
    )


def _trend(page: Page, reading: KpiReading) -> str:
    values = [value for _, value in reading.history]
    if len([value for value in values if value is not None]) < 2:
        return ""
    label = page.words("tile.trend", name=reading.words_of(page.words, "name"), n=len(values))
    target = reading.row["target"] if reading.row else None
    return sparkline(values, target, page.palette, label)


def _change_line(words: Words, reading: KpiReading) -> str:
    if reading.change is None or reading.row is None or reading.previous is None:
        return words("tile.no_previous")
    if not reading.is_compared:
        return words("tile.change_in_progress")
    text = change_text(words, reading.unit, reading.change)
    if not reading.change_is_clear:
        return words("tile.change_unclear", change=text)
    return words("tile.change", arrow="↑" if reading.change > 0 else "↓", change=text)


def _rests_on(words: Words, reading: KpiReading) -> str:
    row, previous = reading.row or {}, reading.previous
    write = formats.money_compact if reading.is_money else formats.count
    bottom = write(words, row.get("denominator"))
    if reading.unit == "share":
        key = "tile.amounts" if reading.is_money else "tile.n_of"
        text = words(key, top=write(words, row.get("numerator")), bottom=bottom)
    else:
        text = words("tile.n", n=bottom)
    before = (
        "" if previous is None else words("tile.n_before", n=write(words, previous["denominator"]))
    )
    return text + before + ("" if row.get("is_complete") else words("tile.to_date"))


def _definition(words: Words, reading: KpiReading) -> None:
    row = reading.row or {}
    st.markdown(f"**{reading.words_of(words, 'name')}**")
    st.markdown(reading.words_of(words, "definition"))
    st.caption(words("tile.formula", formula=reading.words_of(words, "formula")))
    source = reading.words_of(words, "target_source")
    if source:
        st.caption(words("tile.target_source", source=source))
    if row.get("low") is not None and row.get("high") is not None:
        low, high = (interval_text(words, reading.unit, row[side]) for side in ("low", "high"))
        st.caption(words("tile.interval", low=low, high=high))
    if reading.is_compared and row.get("change_low") is not None:
        low, high = (
            change_text(words, reading.unit, Decimal(str(row[side])))
            for side in ("change_low", "change_high")
        )
        st.caption(words("tile.change_interval", low=low, high=high))
    if row.get("excluded_count"):
        st.caption(words("tile.excluded", n=formats.count(words, row["excluded_count"])))
