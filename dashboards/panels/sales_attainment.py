"""Signed sales against their targets: month by month, and project by project.

Belongs here: both with their numerators and denominators. Does not belong here: the rate itself.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import rows_of_choice
from dashboards.components.kpi_tile import SHAPES
from dashboards.components.lines import facts
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.figures.month_bars import MonthBar, month_bars
from dashboards.kpi_reading import value_text
from dashboards.queries import sales
from dashboards.queries.scope import ALL
from dashboards.text import Words, formats

KPI = "sales_attainment_rate"
MONTHS_SHOWN = 12


def attainment_text(words: Words, row: dict[str, Any]) -> str:
    """The published rate with its verdict's sign; without a target, that there is none."""
    if row["value"] is None:
        return words("sales.no_target")
    return f"{SHAPES.get(row['verdict'], '–')} {value_text(words, 'share', row)}"


def period_in_short(page: Page) -> None:
    """What the chosen project signed, gave away, received and lost in the period."""
    words, period = page.words, page.filters.period
    section(words, "sales.in_short", formats.period(words, period.kind, period.start_on))
    rows = page.ask(sales.overview_by_project, period).filter(
        pl.col("project_name") == page.filters.project
    )
    if rows.is_empty():
        notice(words, "state.no_sales")
        return
    row = rows.row(0, named=True)
    amounts = ("sold_amount", "discount_amount", "received_amount", "cancelled_amount")
    counts = ("contract_count", "unauthorised_count", "cancelled_count")
    facts(
        [
            *((words(f"column.{field}"), formats.money(words, row[field])) for field in amounts),
            *((words(f"column.{field}"), formats.count(words, row[field])) for field in counts),
        ]
    )


def attainment_by_month(page: Page) -> None:
    """The months of the last year up to the end of the period."""
    words, period = page.words, page.filters.period
    section(words, "sales.by_month", words("sales.by_month_note"))
    from_on = period.end_on.replace(year=period.end_on.year - 1)
    frame = page.ask(sales.overview_by_month, page.filters.project, from_on, period.end_on)
    rows = list(frame.tail(MONTHS_SHOWN).iter_rows(named=True))
    if not rows:
        notice(words, "state.no_sales")
        return
    bars = [_bar(words, row) for row in rows]
    last = bars[-1]
    chart(
        words,
        month_bars(
            bars,
            lambda amount: formats.money_compact(words, amount),
            page.palette,
            (words("column.sold_amount"), words("column.target_amount")),
        ),
        key="attainment",
        alt=words("sales.by_month_alt", month=last.label, hover=last.hover),
        table=lambda: _months(words, rows),
    )


def _bar(words: Words, row: dict[str, Any]) -> MonthBar:
    hover = words(
        "sales.hover",
        sold=formats.money(words, row["sold_amount"]),
        target=words("missing.blank")
        if row["target_amount"] is None
        else formats.money(words, row["target_amount"]),
        share=attainment_text(words, row),
        n=formats.count(words, row["contract_count"]),
    )
    return MonthBar(
        formats.short_period(words, "month", row["period_start_on"]),
        row["sold_amount"] or Decimal(0),
        hover,
        row["target_amount"],
    )


def _months(words: Words, rows: list[dict[str, Any]]) -> None:
    titles = [words("kind.month"), *_titles(words)]
    body = [
        [formats.short_period(words, "month", row["period_start_on"]), *_cells(words, row)]
        for row in reversed(rows)
    ]
    small_table(words, words("sales.by_month"), titles, body, tuple(range(1, len(titles))))


def _titles(words: Words) -> list[str]:
    fields = ("contract_count", "sold_amount", "target_amount", "attainment")
    return [words(f"column.{field}") for field in fields]


def _cells(words: Words, row: dict[str, Any]) -> list[str]:
    target = row["target_amount"]
    return [
        formats.count(words, row["contract_count"]),
        formats.money(words, row["sold_amount"]),
        words("missing.blank") if target is None else formats.money(words, target),
        attainment_text(words, row),
    ]


def attainment_by_project(page: Page) -> None:
    """Every project in the period, the company below, with what it received and lost."""
    words, period = page.words, page.filters.period
    section(
        words,
        "sales.by_project",
        words(
            "sales.by_project_note",
            period=formats.period(words, period.kind, period.start_on),
        ),
    )
    rows = list(page.ask(sales.overview_by_project, period).iter_rows(named=True))
    if page.filters.project != ALL:
        rows = [row for row in rows if row["project_name"] == page.filters.project]
    if not rows:
        notice(words, "state.no_sales")
        return
    titles = [
        words("column.project_name"),
        *_titles(words),
        words("column.discount_amount"),
        words("column.received_amount"),
        words("column.cancelled_count"),
        words("column.cancelled_amount"),
    ]
    classes = {(r, 4): f"wy-{row['verdict']}" for r, row in enumerate(rows) if row["verdict"]}
    body = [
        [
            words.code("project", row["project_name"]),
            *_cells(words, row),
            formats.money(words, row["discount_amount"]),
            formats.money(words, row["received_amount"]),
            formats.count(words, row["cancelled_count"]),
            formats.money(words, row["cancelled_amount"]),
        ]
        for row in rows
    ]
    small_table(
        words, words("sales.by_project"), titles, body, tuple(range(1, len(titles))), classes
    )
    fold(
        words("sales.kpi_rows"),
        "attainment_rows",
        lambda: rows_of_choice(page, KPI, page.filters, "attainment"),
    )
