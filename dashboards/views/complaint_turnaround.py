"""Complaint turnaround: how fast complaints are dispatched and resolved, open ones counted.

Belongs here: what this page shows. Does not belong here: the curve's computation (the warehouse).
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.frame import show_page
from dashboards.components.kpi_rows import SOURCE, TURNAROUND_FIELDS
from dashboards.components.kpi_tile import kpi_tile, verdict_text
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import frame_table, long_table, small_table
from dashboards.figures.bars import bucket_bars
from dashboards.figures.curves import CurveWords, TurnaroundCurve, turnaround_figure
from dashboards.figures.lines import Line, share_lines
from dashboards.kpi_reading import read_kpis, value_text
from dashboards.periods import Period, period_of
from dashboards.queries import complaint_turnaround, kpis, rows_behind
from dashboards.text import formats

TILES = ("complaint_dispatch_rate", "complaint_resolution_km_median_hours")
TICKS = (1, 4, 12, 24, 72, 168, 336, 720, 1440, 2160, 4320)
OPEN_FIELDS = ("project_name", "department", "ticket_id", "ticket_class", "room_name",
               "received_at", "dispatched_at", "open_minutes", *SOURCE)


def body(page: Page) -> None:
    """Tiles, turnaround curve, dispatch by month, open ones by age, the tickets."""
    history = page.ask(kpis.kpi_history, page.filters, 12)
    readings = [r for r in read_kpis(history, page.filters.period, TILES) if r.kpi_id in TILES]
    with st.container(key="tiles_complaints"):
        for reading in readings:
            kpi_tile(page, reading)
    with st.container(key="card_curve"):
        _curve(page)
    left, right = st.columns(2)
    with left, st.container(key="card_dispatch"):
        _dispatch(page)
    with right, st.container(key="card_ages"):
        _open_by_age(page)
    with st.container(key="card_tickets"):
        _tickets(page)


def _curve(page: Page) -> None:
    words, period = page.words, page.filters.period
    cohort = period_of("month", period.start_on) if period.kind == "week" else period
    said = formats.period(words, cohort.kind, cohort.start_on)
    frame = page.ask(complaint_turnaround.turnaround_curve, page.filters, cohort)
    section(words, "turnaround.curve", words("turnaround.curve_note", period=said))
    if frame.is_empty():
        notice(words, "state.no_complaints", period=said)
        return
    median = _median(page, cohort)
    median_text = formats.hours(words, median)
    hover = [
        words("turnaround.hover", hours=formats.hours(words, row["elapsed_hours"]),
              share=formats.share(words, row["survival_share"], places=1),
              at_risk=row["at_risk_count"])
        for row in frame.iter_rows(named=True)
    ]
    curve = TurnaroundCurve(*(frame[name].to_list() for name in (
        "elapsed_hours", "survival_share", "low", "high")), hover)
    last = frame["elapsed_hours"].max()
    ticks = [tick for tick in TICKS if tick <= last]
    figure = turnaround_figure(
        curve, median, ticks, [formats.duration_tick(words, tick) for tick in ticks],
        CurveWords(
            words("turnaround.still_open"), words("turnaround.band"), words("turnaround.half"),
            words("turnaround.median", value=median_text), words("turnaround.x"),
            words("turnaround.y"),
        ), page.palette)
    n = formats.count(words, frame["ticket_count"].max())
    chart(
        words, figure, key="curve",
        alt=words("turnaround.alt", period=said, n=n, median=median_text),
        table=lambda: frame_table(words, words("turnaround.curve"), frame, (
            "elapsed_hours", "survival_share", "at_risk_count", "event_count")),
    )


def _median(page: Page, cohort: Period) -> float | None:
    trend = page.ask(
        kpis.kpi_trend, "complaint_resolution_km_median_hours", cohort.kind,
        project=page.filters.project, department=page.filters.department,
    ).filter(pl.col("period_start_on") == cohort.start_on)
    return None if trend.is_empty() else trend["value"][0]


def _dispatch(page: Page) -> None:
    words = page.words
    section(words, "turnaround.dispatch", words("turnaround.dispatch_note"))
    trend = page.ask(
        kpis.kpi_trend, TILES[0], "month", project=page.filters.project,
        department=page.filters.department,
    ).filter(pl.col("period_start_on") < page.filters.period.end_on).tail(18)
    if trend.is_empty():
        notice(words, "state.no_dispatch")
        return
    months = [formats.short_period(words, "month", row) for row in trend["period_start_on"]]
    rows = list(trend.iter_rows(named=True))
    shares = [value_text(words, "share", row) for row in rows]
    hover = [words("turnaround.dispatch_hover", share=share, top=formats.count(
        words, row["numerator"]), bottom=formats.count(words, row["denominator"]))
        for share, row in zip(shares, rows, strict=True)]
    target = rows[-1]["target"]
    figure = share_lines(
        [Line(words("turnaround.dispatch"), months, trend["value"].to_list(), hover)],
        page.palette, target=target,
        target_label=words("tile.target", value=formats.target_share(words, target)),
    )
    chart(
        words, figure, key="dispatch",
        alt=words("turnaround.dispatch_alt", month=months[-1], share=shares[-1]),
        table=lambda: small_table(
            words, words("turnaround.dispatch"),
            [words("kind.month"), words("column.value"), words("column.numerator"),
             words("column.denominator"), words("column.verdict")],
            [[month, share, formats.count(words, row["numerator"]),
              formats.count(words, row["denominator"]), verdict_text(words, row["verdict"])]
             for month, share, row in zip(months, shares, rows, strict=True)], (1, 2, 3)),
    )


def _open_by_age(page: Page) -> None:
    words = page.words
    frame = page.ask(complaint_turnaround.open_by_age, page.filters)
    section(words, "turnaround.ages", words("turnaround.ages_note"))
    if frame.is_empty():
        notice(words, "state.none_open")
        return
    labels = [words.code("age", bucket) for bucket in frame["age_bucket"]]
    texts = [formats.count(words, n) for n in frame["ticket_count"]]
    figure = bucket_bars(
        labels, frame["ticket_count"].to_list(), texts,
        [f"{label}: {text}" for label, text in zip(labels, texts, strict=True)],
        page.palette.ages[: frame.height], page.palette)
    chart(words, figure, key="ages",
          alt=words("turnaround.ages_alt", worst=labels[-1], n=texts[-1]),
          table=lambda: frame_table(words, words("turnaround.ages"), frame,
                                    ("age_bucket", "ticket_count")))
    with st.expander(words("turnaround.open_rows")):
        rows = page.ask(complaint_turnaround.open_complaints, page.filters)
        long_table(words, rows, OPEN_FIELDS, alt=words("turnaround.open_rows"), key="open_rows")


def _tickets(page: Page) -> None:
    words, period = page.words, page.filters.period
    said = formats.period(words, period.kind, period.start_on)
    rows = page.ask(rows_behind.tickets, page.filters, "complaint")
    section(words, "turnaround.tickets", words(
        "turnaround.tickets_note", period=said, n=formats.count(words, rows.height)))
    if rows.is_empty():
        notice(words, "state.no_complaints", period=said)
        return
    long_table(words, rows, TURNAROUND_FIELDS, alt=words("turnaround.tickets"), key="tickets")


if __name__ == "__main__":
    show_page("complaint_turnaround", body, narrowed_by=("period", "project", "department"))
