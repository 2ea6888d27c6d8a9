"""This survey beside the one of the year before.

Belongs here: the section on change; an arrow only where the interval leaves zero out. Does not
belong here: the intervals (the analysis has them).
"""

from __future__ import annotations

from dashboards.annual.content import Annual, Row
from dashboards.annual.tables import (
    Cell,
    Column,
    Section,
    Table,
    figure_cell,
    interval_cell,
    text_cell,
)
from dashboards.figures.shapes import Dot, DotChart
from dashboards.instruments import OVERALL
from dashboards.satisfaction_reading import level_text
from dashboards.text import Words, formats


def change_sentence(words: Words, annual: Annual) -> str:
    """What became of 满意率 since the survey of the year before, in words."""
    row = next((row for row in annual.changes if row["dimension"] == "all"), None)
    if row is None or row["rate_change"] is None:
        return words("annual.change_nothing")
    direction = "none"
    if row["has_changed_rate"]:
        direction = "up" if row["rate_change"] > 0 else "down"
    return words(
        f"annual.change_{direction}",
        change=formats.points(words, row["rate_change"]),
        interval=interval_cell(words, "points", row["rate_low"], row["rate_high"]).text,
        earlier=annual.earlier["survey_name"] if annual.earlier else row["earlier_survey_id"],
    )


def changes(words: Words, annual: Annual) -> Section:
    """Every group beside the survey of the year before."""
    order = {"all": 0, "service_area": 1, "building": 2}
    rows = sorted(
        (
            row
            for row in annual.changes
            if row["dimension"] in order and row["rate"] is not None and row["level"] != OVERALL
        ),
        key=lambda row: order[row["dimension"]],
    )
    said = (change_sentence(words, annual),)
    if not rows:
        return Section("changes", words("annual.changes"), said)
    return Section(
        "changes",
        words("annual.changes"),
        said,
        charts=_change_chart(words, rows),
        tables=(_rate_table(words, rows), _score_table(words, rows)),
        notes=(*_together(words, rows), words("annual.changes_note")),
    )


def _together(words: Words, rows: list[Row]) -> tuple[str, ...]:
    """How many services and buildings share the 5 %, and how wide each interval is for it."""
    shared = {row["dimension"]: row["compared_count"] for row in rows if row["compared_count"] > 1}
    return tuple(
        words(
            f"annual.together_{dimension}",
            n=formats.count(words, n),
            level=formats.share(words, 1 - 0.05 / n),
        )
        for dimension, n in shared.items()
    )


def _change_name(words: Words, row: Row) -> str:
    if row["dimension"] == "all":
        return words("annual.everyone")
    return level_text(words, row["dimension"], row["level"])


def _change_chart(words: Words, rows: list[Row]) -> tuple[DotChart, ...]:
    dots = tuple(
        Dot(
            _change_name(words, row),
            row["rate_change"],
            row["rate_low"],
            row["rate_high"],
            words(
                "annual.change_dot",
                group=_change_name(words, row),
                change=formats.points(words, row["rate_change"]),
                interval=interval_cell(words, "points", row["rate_low"], row["rate_high"]).text,
            ),
            ("met" if row["rate_change"] > 0 else "missed") if row["has_changed_rate"] else "",
        )
        for row in rows
        if row["rate_change"] is not None
    )
    title = words("annual.changes_chart")
    alt = words("annual.chart_alt", title=title, n=len(dots))
    return (DotChart("changes", title, "points", dots, 0.0, words("annual.no_change"), alt),)


def _rate_table(words: Words, rows: list[Row]) -> Table:
    columns = (
        Column(words("annual.level")),
        Column(words("annual.answers"), "count"),
        Column(words("annual.answers_before"), "count"),
        Column(words("satisfaction.rate"), "share"),
        Column(words("annual.rate_before"), "share"),
        Column(words("annual.change_points"), "points"),
        Column(words("annual.ci_change_points"), "points_interval"),
        Column(words("annual.has_changed")),
    )
    lines = [
        (
            text_cell(_change_name(words, row)),
            figure_cell(words, "count", row["answer_count"]),
            figure_cell(words, "count", row["earlier_answer_count"]),
            figure_cell(words, "share", row["rate"]),
            figure_cell(words, "share", row["earlier_rate"]),
            figure_cell(words, "points", row["rate_change"]),
            interval_cell(words, "points", row["rate_low"], row["rate_high"]),
            _changed(words, row["has_changed_rate"], row["rate_change"]),
        )
        for row in rows
    ]
    return Table("rate_changes", words("satisfaction.rate"), columns, tuple(lines))


def _score_table(words: Words, rows: list[Row]) -> Table:
    columns = (
        Column(words("annual.level")),
        Column(words("satisfaction.score"), "score"),
        Column(words("annual.score_before"), "score"),
        Column(words("annual.change_score"), "score_points"),
        Column(words("annual.ci_change"), "score_points_interval"),
        Column(words("annual.has_changed")),
    )
    lines = [
        (
            text_cell(_change_name(words, row)),
            figure_cell(words, "score", row["score"]),
            figure_cell(words, "score", row["earlier_score"]),
            figure_cell(words, "score_points", row["score_change"]),
            interval_cell(words, "score_points", row["score_low"], row["score_high"]),
            _changed(words, row["has_changed_score"], row["score_change"]),
        )
        for row in rows
    ]
    return Table("score_changes", words("satisfaction.score"), columns, tuple(lines))


def _changed(words: Words, has_changed: bool | None, change: float | None) -> Cell:
    """An arrow only where the interval leaves zero out."""
    if not has_changed or change is None:
        return text_cell(words("annual.changed_no"))
    up = change > 0
    return text_cell(
        words("annual.changed_up" if up else "annual.changed_down"), "met" if up else "missed"
    )
