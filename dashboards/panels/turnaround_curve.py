"""Which share of a period's complaints is still open after how long, open ones counted.

Belongs here: the published curve and its median. Does not belong here: computing either.
"""

from __future__ import annotations

import polars as pl

from dashboards.components.chart import chart
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import frame_table
from dashboards.figures.curves import CurveWords, TurnaroundCurve, turnaround_figure
from dashboards.periods import Period, period_of
from dashboards.queries import complaint_turnaround, kpis
from dashboards.text import formats

TICKS = (1, 8, 24, 72, 168, 336, 720, 1440, 2160, 4320)


def turnaround_curve(page: Page) -> None:
    words, period = page.words, page.filters.period
    cohort = period_of("month", period.start_on) if period.kind == "week" else period
    said = formats.period(words, cohort.kind, cohort.start_on)
    frame = page.ask(complaint_turnaround.turnaround_curve, page.filters, cohort)
    section(words, "turnaround.curve", words("turnaround.curve_note", period=said))
    if frame.is_empty():
        notice(words, "state.no_complaints", period=said)
        return
    frame = _from_receipt_until_all_are_resolved(frame)
    median = _median(page, cohort)
    median_text = formats.hours(words, median)
    hover = [
        words(
            "turnaround.hover",
            hours=formats.hours(words, row["elapsed_hours"]),
            share=formats.share(words, row["survival_share"], places=1),
            at_risk=row["at_risk_count"],
        )
        for row in frame.iter_rows(named=True)
    ]
    hours, tickets = frame["elapsed_hours"].to_list(), frame["ticket_count"].to_list()
    curve = TurnaroundCurve(
        hours,
        frame["survival_share"].to_list(),
        frame["low"].to_list(),
        frame["high"].to_list(),
        hover,
    )
    ticks = [tick for tick in TICKS if tick <= hours[-1]]
    figure = turnaround_figure(
        curve,
        median,
        ticks,
        [formats.duration_tick(words, tick) for tick in ticks],
        CurveWords(
            words("turnaround.still_open"),
            words("turnaround.band"),
            words("turnaround.half"),
            words("turnaround.median", value=median_text),
            words("turnaround.x"),
            words("turnaround.y"),
        ),
        page.palette,
    )
    n = formats.count(words, tickets[0])
    chart(
        words,
        figure,
        key="curve",
        alt=words("turnaround.alt", period=said, n=n, median=median_text),
        table=lambda: frame_table(
            words,
            words("turnaround.curve"),
            frame,
            ("elapsed_hours", "survival_share", "at_risk_count", "event_count"),
        ),
    )


def _from_receipt_until_all_are_resolved(frame: pl.DataFrame) -> pl.DataFrame:
    """The curve from time zero, where everything is open, to the first time nothing is."""
    at_receipt = frame.head(1).with_columns(
        pl.lit(0.0).alias("elapsed_hours"),
        pl.col("ticket_count").alias("at_risk_count"),
        pl.lit(0, pl.Int64).alias("event_count"),
        *(pl.lit(1.0).alias(name) for name in ("survival_share", "low", "high")),
    )
    still_open = frame.filter(pl.col("survival_share") > 0).height
    measured = frame.head(still_open + 1).filter(pl.col("elapsed_hours") > 0)
    return pl.concat([at_receipt, measured])


def _median(page: Page, cohort: Period) -> float | None:
    trend = page.ask(
        kpis.kpi_trend,
        "complaint_resolution_km_median_hours",
        cohort.kind,
        project=page.filters.project,
        department=page.filters.department,
    ).filter(pl.col("period_start_on") == cohort.start_on)
    return None if trend.is_empty() else trend["value"][0]
