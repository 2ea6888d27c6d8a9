"""Satisfaction by project, department, building, method or service, small groups hidden.

Belongs here: one dimension at a time, as dots with intervals and as a table, and its answers. Does
not belong here: which groups are hidden (the marts decide).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import rows_of_choice
from dashboards.components.kpi_tile import verdict_text
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.figures.intervals import dot_figure
from dashboards.figures.shapes import Dot, DotChart
from dashboards.instruments import Instrument
from dashboards.panels.satisfaction_evidence import groups_of
from dashboards.queries.scope import ALL
from dashboards.satisfaction_reading import interval_text, level_text
from dashboards.text import Words, formats

PROJECT = "project"
# More than these make a figure nobody reads; the table has them all.
DOTS_SHOWN = 24
MARKED = ("met", "missed", "not_enough_data")


def satisfaction_groups(page: Page, instrument: Instrument) -> None:
    words, period = page.words, page.filters.period
    said = formats.period(words, period.kind, period.start_on)
    section(words, "satisfaction.groups", words("satisfaction.groups_note"))
    groups = groups_of(page, instrument)
    offered = [name for name in (PROJECT, *instrument.dimensions) if _of(page, groups, name).height]
    if not offered:
        notice(words, "state.no_answers", period=said)
        return
    dimension = st.segmented_control(
        words("satisfaction.group_by"),
        offered,
        required=True,
        default=offered[0],
        key=f"group_by_{instrument.name}",
        format_func=lambda name: words(f"dimension.{name}"),
    )
    rows = list(_of(page, groups, str(dimension)).iter_rows(named=True))
    shown = [row for row in rows if not row["is_hidden"]]
    if shown:
        _draw(page, str(dimension), rows, shown)
    else:
        st.caption(words("satisfaction.all_hidden"))
    fold(
        words("satisfaction.group_rows"),
        "group_rows",
        lambda: _rows(page, instrument, [row["project_name"] for row in rows]),
    )


def _of(page: Page, groups: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """The groups of a dimension at the page's project; buildings of every project when it is all,
    since a building's name means something in its project only."""
    project = page.filters.project
    if dimension == PROJECT:
        every = groups.filter(pl.col("dimension") == "all")
        here = pl.col("project_name").is_in([project, ALL]) | pl.lit(project == ALL)
        return every.filter(here)
    chosen = groups.filter(pl.col("dimension") == dimension)
    if dimension == "building" and project == ALL:
        return chosen.filter(pl.col("project_name") != ALL)
    return chosen.filter(pl.col("project_name") == project)


def _name(words: Words, dimension: str, row: dict[str, Any], *, several: bool) -> str:
    if dimension == PROJECT:
        return words.code("project", row["project_name"])
    level = level_text(words, dimension, row["level"])
    return f"{row['project_name']} {level}" if several else level


def _draw(
    page: Page, dimension: str, rows: list[dict[str, Any]], shown: list[dict[str, Any]]
) -> None:
    words = page.words
    several = dimension == "building" and page.filters.project == ALL
    dots = tuple(
        Dot(
            _name(words, dimension, row, several=several),
            row["satisfaction_rate"],
            row["low"],
            row["high"],
            words(
                "satisfaction.dot",
                group=_name(words, dimension, row, several=several),
                rate=formats.share(words, row["satisfaction_rate"]),
                interval=interval_text(words, "share", row["low"], row["high"]),
                n=formats.count(words, row["answer_count"]),
            ),
            row["verdict"] if row["verdict"] in MARKED else "",
        )
        for row in shown[:DOTS_SHOWN]
    )
    figure = DotChart("groups", "", "share", dots, None, "", "")
    chart(
        words,
        dot_figure(figure, page.palette),
        key="groups",
        alt=words("satisfaction.groups_alt", n=len(dots)),
        table=lambda: _table(words, dimension, rows, several=several),
    )
    hidden = len(rows) - len(shown)
    if hidden:
        st.caption(words("satisfaction.some_hidden", n=hidden))


def _table(words: Words, dimension: str, rows: list[dict[str, Any]], *, several: bool) -> None:
    titles = [
        words(f"dimension.{dimension}"),
        words("annual.answers"),
        words("satisfaction.rate"),
        words("annual.ci"),
        words("satisfaction.top2"),
        words("satisfaction.score"),
        words("annual.ci"),
        words("column.verdict"),
    ]
    blank = words("missing.blank")
    lines, classes = [], {}
    for number, row in enumerate(rows):
        name = _name(words, dimension, row, several=several)
        if row["is_hidden"]:
            lines.append([name, words("annual.hidden"), *[blank] * 6])
            classes[number, 1] = "wy-not_enough_data"
            continue
        verdict = row["verdict"] or "no_target"
        lines.append(
            [
                name,
                formats.count(words, row["answer_count"]),
                formats.share(words, row["satisfaction_rate"]),
                interval_text(words, "share", row["low"], row["high"]),
                formats.share(words, row["top2_rate"]),
                formats.score(words, row["satisfaction_score"]),
                interval_text(words, "score", row["score_low"], row["score_high"]),
                verdict_text(words, verdict),
            ]
        )
        classes[number, 7] = f"wy-{verdict}"
    small_table(words, words("satisfaction.groups"), titles, lines, range(1, 7), classes)


def _rows(page: Page, instrument: Instrument, projects: list[str]) -> None:
    """The answers behind a project's figure, with their sum beside it."""
    words = page.words
    names = list(dict.fromkeys(projects))
    project = st.selectbox(
        words("filter.project"),
        names,
        filter_mode=None,
        format_func=lambda name: words.code("project", name),
        key="group_rows_project",
        width=260,
    )
    filters = replace(page.filters, project=project)
    rows_of_choice(page, instrument.rate, filters, "group_rows")
