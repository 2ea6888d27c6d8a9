"""The collection rate of every quarter against its target, company and projects.

Belongs here: the lines and their table. Does not belong here: the rate itself.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import rows_of_choice
from dashboards.components.kpi_tile import verdict_text
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.figures.lines import Line, share_lines
from dashboards.kpi_reading import value_text
from dashboards.periods import Period
from dashboards.queries import kpis
from dashboards.queries.scope import ALL, Filters
from dashboards.text import formats

KPI = "fee_collection_rate"
LINES_SHOWN = 5


def collection_rates(page: Page) -> None:
    words = page.words
    section(words, "fees.rates", words("fees.rates_note"))
    project = None if page.filters.project == ALL else page.filters.project
    trend = page.ask(kpis.kpi_trend, KPI, "quarter", project=project, department=ALL)
    if trend.is_empty():
        notice(words, "state.no_bills")
        return
    rows = list(trend.iter_rows(named=True))
    names = sorted({row["project_name"] for row in rows}, key=lambda name: (name != ALL, name))
    by_project = {name: [row for row in rows if row["project_name"] == name] for name in names}
    lines = [
        Line(words.code("project", name), *_points(page, of_project))
        for name, of_project in list(by_project.items())[:LINES_SHOWN]
    ]
    target = rows[-1]["target"]
    last = by_project[names[0]][-1]
    figure = share_lines(
        lines,
        page.palette,
        target=target,
        target_label=words("tile.target", value=formats.target_share(words, target)),
    )
    chart(
        words,
        figure,
        key="rates",
        alt=words(
            "fees.rates_alt",
            project=words.code("project", names[0]),
            quarter=formats.period(words, "quarter", last["period_start_on"]),
            share=value_text(words, "share", last),
        ),
        table=lambda: small_table(
            words,
            words("fees.rates"),
            [
                words("kind.quarter"),
                words("column.project_name"),
                words("column.value"),
                words("column.settled_amount"),
                words("column.net_receivable_amount"),
                words("column.verdict"),
            ],
            [
                [
                    formats.period(words, "quarter", row["period_start_on"])
                    + ("" if row["is_complete"] else words("tile.to_date")),
                    words.code("project", row["project_name"]),
                    value_text(words, "share", row),
                    formats.money(words, row["numerator"]),
                    formats.money(words, row["denominator"]),
                    verdict_text(words, row["verdict"]),
                ]
                for row in rows
            ],
            (2, 3, 4),
        ),
    )
    fold(words("fees.rates_rows"), "rates_rows", lambda: _rows(page, rows))


def _points(page: Page, rows: list[dict[str, Any]]) -> tuple[list[str], list[float], list[str]]:
    words = page.words
    quarters = [
        # a quarter in progress falls short of a finished one without being worse
        formats.short_period(words, "quarter", row["period_start_on"])
        + ("" if row["is_complete"] else words("axis.to_date"))
        for row in rows
    ]
    hover = [
        words(
            "fees.rates_hover",
            share=value_text(words, "share", row),
            top=formats.money_compact(words, row["numerator"]),
            bottom=formats.money_compact(words, row["denominator"]),
        )
        for row in rows
    ]
    return quarters, [row["value"] for row in rows], hover


def _rows(page: Page, values: list[dict[str, Any]]) -> None:
    words = page.words
    newest_first = values[::-1]
    chosen = st.selectbox(
        words("kind.quarter"),
        range(len(newest_first)),
        filter_mode=None,
        format_func=lambda index: words(
            "fees.quarter_of",
            quarter=formats.period(words, "quarter", newest_first[index]["period_start_on"]),
            project=words.code("project", newest_first[index]["project_name"]),
        ),
        key="rates_quarter",
    )
    value = newest_first[chosen]
    filters = Filters(Period("quarter", value["period_start_on"]), value["project_name"])
    rows_of_choice(page, KPI, filters, "rates_quarter")
