"""How sure the two figures of a period are: intervals, what they rest on, what may be said.

Belongs here: one instrument, one period, one project. Does not belong here: its groups
(`satisfaction_groups`), computing an interval.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.components.chart import chart
from dashboards.components.headlines import notes, said
from dashboards.components.lines import facts
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.figures.intervals import dot_figure
from dashboards.figures.shapes import Dot, DotChart
from dashboards.instruments import Instrument
from dashboards.queries import satisfaction
from dashboards.satisfaction_reading import interval_text, shown_sentence
from dashboards.text import Words, formats

DEFINITIONS = ("satisfaction.rate_is", "satisfaction.score_is", "satisfaction.top2_is")


def groups_of(page: Page, instrument: Instrument) -> pl.DataFrame:
    """The groups of the page's period; of surveys, those of the latest one begun in it."""
    period = page.filters.period
    if not instrument.is_survey:
        return page.ask(satisfaction.groups, instrument.name, period)
    began = page.ask(satisfaction.surveys).filter(
        (pl.col("started_on") >= period.start_on) & (pl.col("started_on") < period.end_on)
    )
    if began.is_empty():
        return page.ask(satisfaction.groups, instrument.name, period)
    return page.ask(satisfaction.survey_groups, began["survey_id"][0])


def satisfaction_evidence(page: Page, instrument: Instrument) -> None:
    """The sentence, both intervals of the rate against the target, and the figures."""
    words, period = page.words, page.filters.period
    when = formats.period(words, period.kind, period.start_on)
    project = words.code("project", page.filters.project)
    name = words(f"satisfaction.instrument.{instrument.name}")
    note = words("satisfaction.evidence_note", period=when, project=project, instrument=name)
    section(words, "satisfaction.evidence", note)
    found = groups_of(page, instrument).filter(
        (pl.col("dimension") == "all") & (pl.col("project_name") == page.filters.project)
    )
    row = found.row(0, named=True) if found.height else None
    if row is None or row["is_hidden"]:
        notice(words, "state.no_answers", period=when)
        return
    said([shown_sentence(words, row)])
    facts(_facts(words, row))
    figure = _intervals(words, row)
    rate = formats.share(words, row["satisfaction_rate"])
    interval = interval_text(words, "share", row["low"], row["high"])
    chart(
        words,
        dot_figure(figure, page.palette),
        key="evidence",
        alt=words("satisfaction.evidence_alt", rate=rate, interval=interval),
        table=lambda: _figures(words, row),
    )
    notes([words(key) for key in DEFINITIONS])


def _intervals(words: Words, row: dict[str, Any]) -> DotChart:
    target = row["target"]
    rate, mark = row["satisfaction_rate"], row["verdict"] or ""
    told = {
        "satisfaction.plain": (row["low"], row["high"]),
        "satisfaction.finite": (row["finite_low"], row["finite_high"]),
    }
    dots = tuple(
        Dot(
            words(key),
            rate,
            low,
            high,
            words(
                "satisfaction.dot",
                group=words(key),
                rate=formats.share(words, rate),
                interval=interval_text(words, "share", low, high),
                n=formats.count(words, row["answer_count"]),
            ),
            mark,
        )
        for key, (low, high) in told.items()
        if low is not None
    )
    label = (
        "" if target is None else words("tile.target", value=formats.target_share(words, target))
    )
    return DotChart("evidence", "", "share", dots, target, label, "")


def _facts(words: Words, row: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands beside the two figures: answers, top two grades, both intervals, households."""
    households = (
        words("missing.blank")
        if row["population_count"] is None
        else words("satisfaction.households", n=formats.count(words, row["population_count"]))
    )
    return [
        (words("annual.answers"), formats.count(words, row["answer_count"])),
        (words("satisfaction.top2"), formats.share(words, row["top2_rate"])),
        (
            words("satisfaction.rate_interval"),
            interval_text(words, "share", row["low"], row["high"]),
        ),
        (
            words("satisfaction.score_interval"),
            interval_text(words, "score", row["score_low"], row["score_high"]),
        ),
        (words("satisfaction.population"), households),
    ]


def _figures(words: Words, row: dict[str, Any]) -> None:
    households = (
        ""
        if row["population_count"] is None
        else words("satisfaction.households", n=formats.count(words, row["population_count"]))
    )
    lines = [
        (words("annual.answers"), formats.count(words, row["answer_count"]), ""),
        (
            words("satisfaction.rate"),
            formats.share(words, row["satisfaction_rate"]),
            interval_text(words, "share", row["low"], row["high"]),
        ),
        (
            words("satisfaction.finite"),
            households,
            interval_text(words, "share", row["finite_low"], row["finite_high"]),
        ),
        (words("satisfaction.top2"), formats.share(words, row["top2_rate"]), ""),
        (
            words("satisfaction.score"),
            formats.score(words, row["satisfaction_score"]),
            interval_text(words, "score", row["score_low"], row["score_high"]),
        ),
    ]
    titles = [words("satisfaction.measure"), words("satisfaction.figure"), words("annual.ci")]
    small_table(words, words("satisfaction.evidence"), titles, lines, (1, 2))
