"""Surveys that somebody else counted: the rate that follows from their counts, and the one that
was published.

Belongs here: the section on outside surveys. Does not belong here: the survey's own answers
(`results`), adding the two together.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.annual.content import Row
from dashboards.annual.tables import (
    Cell,
    Column,
    Section,
    Table,
    figure_cell,
    interval_cell,
    text_cell,
)
from dashboards.text import Words, formats


def outside_surveys(words: Words, tallies: Sequence[Row]) -> Section:
    """Each question that was counted by grade, computed beside published."""
    return Section(
        "outside",
        words("annual.outside"),
        (words("annual.outside_what"), outside_sentence(words, tallies)),
        tables=(_table(words, tallies),),
        notes=(words("annual.outside_note"),),
    )


def outside_sentence(words: Words, tallies: Sequence[Row]) -> str:
    """How many of the published rates follow from their counts."""
    compared = [row for row in tallies if row["is_within_rounding"] is not None]
    if not compared:
        return words("annual.outside_unpublished")
    wrong = sum(1 for row in compared if not row["is_within_rounding"])
    return words(
        "annual.outside_differ" if wrong else "annual.outside_agree",
        n=formats.count(words, len(compared)),
        wrong=formats.count(words, wrong),
    )


def survey_of_tally(row: Row) -> str:
    """The survey's name, its number while no file of surveys names it."""
    return str(row["survey_name"] or row["survey_id"])


def _table(words: Words, tallies: Sequence[Row]) -> Table:
    several = len({row["survey_id"] for row in tallies}) > 1
    counts = [row[name] for row in tallies for name in ("answer_count", "satisfied_answer_count")]
    # Agencies hand in weighted answers, which are no whole numbers.
    kind = "count" if all(float(n or 0).is_integer() for n in counts) else "decimal"
    columns = (
        *((Column(words("column.survey_name")),) if several else ()),
        Column(words("column.project_name")),
        Column(words("column.question")),
        Column(words("annual.answers"), kind),
        Column(words("annual.outside_computed"), "share"),
        Column(words("annual.ci"), "share_interval"),
        Column(words("annual.outside_published"), "share"),
        Column(words("annual.difference_points"), "points"),
        Column(words("annual.outside_follows")),
    )
    lines = [
        (
            *((text_cell(survey_of_tally(row)),) if several else ()),
            text_cell(row["project_name"]),
            text_cell(row["question"] or row["question_id"]),
            figure_cell(words, kind, row["answer_count"]),
            figure_cell(words, "share", row["satisfaction_rate"]),
            interval_cell(words, "share", row["low"], row["high"]),
            figure_cell(words, "share", row["published_rate"]),
            figure_cell(words, "points", row["rate_difference"]),
            _follows(words, row["is_within_rounding"]),
        )
        for row in tallies
    ]
    return Table("outside", words("annual.outside"), columns, tuple(lines))


def _follows(words: Words, is_within_rounding: bool | None) -> Cell:
    if is_within_rounding is None:
        return text_cell(words("annual.outside_not_compared"), "no_target")
    if is_within_rounding:
        return text_cell(words("annual.outside_follows_yes"), "met")
    return text_cell(words("annual.outside_follows_no"), "missed")
