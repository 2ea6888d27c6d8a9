"""Who was asked, who answered, and whether they are like all households.

Belongs here: the sections on method and on non-response. Does not belong here: what was answered.
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
from dashboards.satisfaction_reading import level_text
from dashboards.text import Words, formats

COMPARED = ("building", "tenure", "arrears", "complaint_history")


def response_row(annual: Annual, project: str) -> Row | None:
    """The dispositions of all households invited at a project."""
    return next(
        (
            row
            for row in annual.responses
            if row["dimension"] == "all" and row["project_name"] == project
        ),
        None,
    )


def method(words: Words, annual: Annual) -> Section:
    """How the survey was made, and what became of every household invited."""
    first, last = annual.surveys[0], annual.surveys[-1]
    ended = [row["ended_on"] for row in annual.surveys if row["ended_on"]]
    said = [
        words(
            "annual.method_when",
            name=annual.survey_name,
            start=formats.day(words, min(first["started_on"], last["started_on"])),
            end=formats.day(words, max(ended)) if ended else words("annual.method_open"),
        ),
        words("annual.method_who"),
        words("annual.method_scale"),
    ]
    rows = [row for name in annual.projects if (row := response_row(annual, name))]
    own = response_row(annual, annual.project)
    if own:
        said.append(
            words(
                "annual.method_rate",
                rate=figure_cell(words, "share", own["response_rate"]).text,
                interval=interval_cell(words, "share", own["low"], own["high"]).text,
                done=formats.count(words, own["completed_count"]),
                eligible=formats.count(words, _eligible(own)),
            )
        )
    return Section(
        "method",
        words("annual.method"),
        tuple(said),
        tables=(_dispositions(words, rows),) if rows else (),
        notes=(words("annual.method_note"),),
    )


def _eligible(row: Row) -> int:
    return int(row["invited_count"] - row["ineligible_count"])


def _dispositions(words: Words, rows: list[Row]) -> Table:
    counts = ("completed_count", "partial_count", "refused_count", "not_reached_count")
    columns = [
        Column(words("column.project_name")),
        Column(words("column.invited_count"), "count"),
        Column(words("column.ineligible_count"), "count"),
        Column(words("annual.eligible"), "count"),
        *(Column(words(f"column.{field}"), "count") for field in counts),
        Column(words("column.response_rate"), "share"),
        Column(words("annual.ci"), "share_interval"),
    ]
    lines = [
        (
            text_cell(words.code("project", row["project_name"])),
            figure_cell(words, "count", row["invited_count"]),
            figure_cell(words, "count", row["ineligible_count"]),
            figure_cell(words, "count", _eligible(row)),
            *(figure_cell(words, "count", row[field]) for field in counts),
            figure_cell(words, "share", row["response_rate"]),
            interval_cell(words, "share", row["low"], row["high"]),
        )
        for row in rows
    ]
    return Table("dispositions", words("annual.dispositions"), tuple(columns), tuple(lines))


def non_response(words: Words, annual: Annual) -> Section:
    """Those who answered beside all households, group by group."""
    rows = [
        row
        for dimension in COMPARED
        for row in annual.responses
        if row["project_name"] == annual.project and row["dimension"] == dimension
    ]
    if not rows:
        return Section("non_response", words("annual.non_response"), (words("annual.nothing"),))
    said = [words("annual.non_response_what"), non_response_sentence(words, rows)]
    return Section(
        "non_response",
        words("annual.non_response"),
        tuple(said),
        charts=_differences(words, rows),
        tables=(_comparison(words, rows),),
        notes=(words("annual.non_response_note"),),
    )


def non_response_sentence(words: Words, rows: list[Row]) -> str:
    """Which groups answered clearly more or less often than they live there."""
    parts = {
        sign: words("annual.list_join").join(
            _group_name(words, row)
            for row in rows
            if row["differs"] and (row["difference"] > 0) == (sign == "more")
        )
        for sign in ("more", "fewer")
    }
    if not any(parts.values()):
        return words("annual.non_response_none")
    return "".join(words(f"annual.non_response_{sign}", groups=p) for sign, p in parts.items() if p)


def _group_name(words: Words, row: Row) -> str:
    level = level_text(words, row["dimension"], row["level"])
    return words("annual.group", dimension=words(f"dimension.{row['dimension']}"), level=level)


def _differences(words: Words, rows: list[Row]) -> tuple[DotChart, ...]:
    dots = tuple(
        Dot(
            _group_name(words, row),
            row["difference"],
            row["difference_low"],
            row["difference_high"],
            words(
                "annual.non_response_dot",
                group=_group_name(words, row),
                difference=figure_cell(words, "points", row["difference"]).text,
                interval=interval_cell(
                    words, "points", row["difference_low"], row["difference_high"]
                ).text,
            ),
            "missed" if row["differs"] else "",
        )
        for row in rows
        if row["difference"] is not None
    )
    if not dots:
        return ()
    title = words("annual.non_response_chart")
    alt = words("annual.chart_alt", title=title, n=len(dots))
    return (DotChart("non_response", title, "points", dots, 0.0, words("annual.no_gap"), alt),)


def _comparison(words: Words, rows: list[Row]) -> Table:
    columns = (
        Column(words("annual.level")),
        Column(words("annual.eligible"), "count"),
        Column(words("column.completed_count"), "count"),
        Column(words("column.response_rate"), "share"),
        Column(words("column.respondent_share"), "share"),
        Column(words("column.household_share"), "share"),
        Column(words("annual.difference_points"), "points"),
        Column(words("annual.ci_points"), "points_interval"),
        Column(words("annual.differs")),
    )
    return Table(
        "non_response",
        words("annual.non_response"),
        columns,
        tuple(_compared(words, row) for row in rows),
    )


def _compared(words: Words, row: Row) -> tuple[Cell, ...]:
    differs = "annual.differs_yes" if row["differs"] else "annual.differs_no"
    return (
        text_cell(_group_name(words, row)),
        figure_cell(words, "count", _eligible(row)),
        figure_cell(words, "count", row["completed_count"]),
        figure_cell(words, "share", row["response_rate"]),
        figure_cell(words, "share", row["respondent_share"]),
        figure_cell(words, "share", row["household_share"]),
        figure_cell(words, "points", row["difference"]),
        interval_cell(words, "points", row["difference_low"], row["difference_high"]),
        text_cell(words(differs), "missed" if row["differs"] else ""),
    )
