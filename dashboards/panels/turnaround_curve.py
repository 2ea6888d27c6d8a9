"""Which share of a period's complaints has not reached a stage after how long, open ones counted.

Belongs here: the published curve, its quantiles in words, and the complaints behind them. Does
not belong here: computing any of them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.headlines import LargeFigure, large_figures
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.lines import line
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import COMPLAINT_FIELDS
from dashboards.components.tables import frame_table, long_table
from dashboards.figures.curves import CurveWords, TurnaroundCurve, turnaround_figure
from dashboards.panels.stage_choice import cohort_of
from dashboards.periods import Period
from dashboards.queries import complaint_turnaround
from dashboards.text import Words, formats

MINUTE = 1 / 60
# In hours, the most important first: not all have room on every axis.
TICKS = {
    "dispatch": (10 * MINUTE, 24, 1, MINUTE, 168, 720, 2160, 8),
    "first_reply": (1, 24, 168, 8, 10 * MINUTE, 720, 72, 2160, 4320),
    "resolve": (24, 168, 720, 1, 72, 2160, 4320, 8, 336, 1440),
}
# How much more room early times get: minutes decide a dispatch, days a resolution.
SPREAD = {"dispatch": 0.2, "first_reply": 0.3, "resolve": 0.4}
QUANTILES = ("median", "p75", "p90")
ON_RECORD = Period("all", date(1900, 1, 1))
OUTCOMES = ("reached", "waiting", "withdrawn", "not_recorded")


def turnaround_curve(page: Page, stage: str) -> None:
    words, cohort = page.words, cohort_of(page)
    said = formats.period(words, cohort.kind, cohort.start_on)
    section(words, f"turnaround.curve.{stage}", words("turnaround.curve_note", period=said))
    quantiles = page.ask(complaint_turnaround.turnaround_quantiles, page.filters, cohort, stage)
    if quantiles.is_empty():
        notice(words, "state.no_turnaround", period=said)
        _on_record(page, stage)
        return
    row = quantiles.row(0, named=True)
    large_figures([_figure(words, row, name) for name in QUANTILES])
    line(_counts(words, stage, row))
    _on_record(page, stage)
    _curve(page, stage, row)
    fold(words("turnaround.rows"), "turnaround_rows", lambda: _rows(page, stage, row))


def _on_record(page: Page, stage: str) -> None:
    """The median of everything ever recorded, which a period of few complaints cannot have."""
    words = page.words
    whole = page.ask(complaint_turnaround.turnaround_quantiles, page.filters, ON_RECORD, stage)
    for row in whole.iter_rows(named=True):
        counts = {k: formats.count(words, row[f"{k}_count"]) for k in ("ticket", "event")}
        if row["median_hours"] is None:
            line(words("turnaround.on_record_open", **counts))
        else:
            median = formats.hours(words, row["median_hours"])
            line(words("turnaround.on_record", median=median, **counts))


def _figure(words: Words, row: dict[str, Any], name: str) -> LargeFigure:
    hours, low, high = row[f"{name}_hours"], row[f"{name}_low"], row[f"{name}_high"]
    if low is None:
        interval = words("turnaround.interval_unknown")
    elif high is None:
        interval = words("turnaround.interval_open", low=formats.hours(words, low))
    else:
        interval = words(
            "turnaround.interval", low=formats.hours(words, low), high=formats.hours(words, high)
        )
    return LargeFigure(
        words(f"turnaround.{name}_name"),
        words("turnaround.not_reached") if hours is None else formats.hours(words, hours),
        "",
        "",
        (interval, words("turnaround.n", n=formats.count(words, row["ticket_count"]))),
    )


def _counts(words: Words, stage: str, row: dict[str, Any]) -> str:
    counts = {
        name: formats.count(words, row[f"{name}_count"])
        for name in ("ticket", "event", "open", "withdrawn", "not_recorded")
    }
    return words(f"turnaround.counts.{stage}", **counts)


def _curve(page: Page, stage: str, row: dict[str, Any]) -> None:
    words, cohort = page.words, cohort_of(page)
    frame = page.ask(complaint_turnaround.turnaround_curve, page.filters, cohort, stage)
    if frame.is_empty():
        return
    frame = _from_receipt(frame)
    median = formats.hours(words, row["median_hours"])
    hover = [
        words(
            "turnaround.hover",
            hours=formats.hours(words, point["elapsed_hours"]),
            share=formats.share(words, point["survival_share"], places=1),
            at_risk=point["at_risk_count"],
        )
        for point in frame.iter_rows(named=True)
    ]
    hours = frame["elapsed_hours"].to_list()
    curve = TurnaroundCurve(
        hours,
        frame["survival_share"].to_list(),
        frame["low"].to_list(),
        frame["high"].to_list(),
        hover,
    )
    ticks = [tick for tick in TICKS[stage] if tick <= hours[-1]]
    share_left = words(f"turnaround.left.{stage}")
    figure = turnaround_figure(
        curve,
        row["median_hours"],
        ticks,
        [_tick(words, tick) for tick in ticks],
        CurveWords(
            share_left,
            words("turnaround.band"),
            words("turnaround.half"),
            words("turnaround.median", value=median),
            words("turnaround.x"),
            share_left,
        ),
        page.palette,
        spread=SPREAD[stage],
    )
    chart(
        words,
        figure,
        key="curve",
        alt=words(
            "turnaround.alt",
            period=formats.period(words, cohort.kind, cohort.start_on),
            stage=words(f"turnaround.stage.{stage}"),
            n=formats.count(words, row["ticket_count"]),
            median=median,
        ),
        table=lambda: frame_table(
            words,
            words(f"turnaround.curve.{stage}"),
            frame,
            ("elapsed_hours", "survival_share", "at_risk_count", "event_count"),
        ),
    )


def _tick(words: Words, hours: float) -> str:
    return formats.hours(words, hours) if hours < 1 else formats.duration_tick(words, hours)


def _from_receipt(frame: pl.DataFrame) -> pl.DataFrame:
    """The curve from time zero, where nothing has reached the stage."""
    at_receipt = frame.head(1).with_columns(
        pl.lit(0.0).alias("elapsed_hours"),
        pl.col("ticket_count").alias("at_risk_count"),
        pl.lit(0, pl.Int64).alias("event_count"),
        *(pl.lit(1.0).alias(name) for name in ("survival_share", "low", "high")),
    )
    return pl.concat([at_receipt, frame])


def _rows(page: Page, stage: str, row: dict[str, Any]) -> None:
    words = page.words
    counts = dict(
        zip(
            OUTCOMES,
            (row[f"{name}_count"] for name in ("event", "open", "withdrawn", "not_recorded")),
            strict=True,
        )
    )
    outcome = st.segmented_control(
        words("turnaround.outcome"),
        OUTCOMES,
        required=True,
        default=OUTCOMES[0],
        key="turnaround_outcome",
        format_func=lambda code: words(
            f"turnaround.outcome.{code}", n=formats.count(words, counts[code])
        ),
    )
    filters = replace(page.filters, period=cohort_of(page))
    rows = page.ask(complaint_turnaround.complaints_by_outcome, filters, stage, outcome)
    caption_of_count(words, rows)
    long_table(words, rows, COMPLAINT_FIELDS, alt=words("turnaround.rows"), key="turnaround_rows")
