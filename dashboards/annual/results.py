"""How satisfied they are: as a whole, by service, by building.

Belongs here: the sections on results. Does not belong here: change since the year before
(`changes`), why (`drivers`).
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
    sort_levels,
    text_cell,
    verdict_cell,
)
from dashboards.figures.shapes import Dot, DotChart
from dashboards.instruments import OVERALL
from dashboards.satisfaction_reading import level_text, shown_sentence
from dashboards.text import Words, formats


def targets_sentence(words: Words, annual: Annual) -> str:
    """The targets that the survey is measured against, or that there are none."""
    row = annual.overall or {}
    rate, score = row.get("target"), row.get("score_target")
    if rate is None and score is None:
        return words("annual.no_targets")
    return words(
        "annual.targets",
        rate=formats.target_share(words, rate),
        score=words("missing.blank") if score is None else formats.trimmed(score),
    )


def overall(words: Words, annual: Annual) -> Section:
    """满意率 and 满意度 of the whole and of each project, raw and weighted."""
    rows = [row for name in annual.projects for row in annual.of("all", name)]
    if not rows:
        return Section("overall", words("annual.overall"), (words("annual.nothing"),))
    said = [words("satisfaction.rate_is"), words("satisfaction.score_is")]
    said += [shown_sentence(words, annual.overall)] if annual.overall else []
    if any(row["unit"] == "answer" for row in rows):
        said.append(words("annual.no_overall_question"))
    return Section(
        "overall",
        words("annual.overall"),
        tuple(said),
        tables=(
            group_table(words, annual, "overall", rows, by_project=True),
            *_weighted(words, annual),
        ),
        notes=(words("annual.finite_note"), words("annual.weighted_note")),
    )


def group_table(
    words: Words, annual: Annual, key: str, rows: list[Row], *, by_project: bool = False
) -> Table:
    """Groups with both figures, their intervals, and what they rest on."""
    columns = (
        Column(words("column.project_name" if by_project else "annual.level")),
        Column(words("annual.answers"), "count"),
        Column(words("satisfaction.rate"), "share"),
        Column(words("annual.ci"), "share_interval"),
        Column(words("annual.ci_finite"), "share_interval"),
        Column(words("satisfaction.top2"), "share"),
        Column(words("satisfaction.score"), "score"),
        Column(words("annual.ci"), "score_interval"),
        Column(words("annual.rate_verdict")),
        Column(words("annual.score_verdict")),
    )
    lines = []
    for row in rows:
        name = (
            words.code("project", row["project_name"])
            if by_project
            else level_text(words, row["dimension"], row["level"])
        )
        lines.append((text_cell(name), *_group_cells(words, annual, row)))
    return Table(key, words(f"annual.{key}"), columns, tuple(lines))


def _group_cells(words: Words, annual: Annual, row: Row) -> tuple[Cell, ...]:
    blank = Cell(words("missing.blank"), None)
    if row["is_hidden"]:
        return (text_cell(words("annual.hidden"), "not_enough_data"), *[blank] * 8)
    verdict = row["verdict"] or "no_target"
    return (
        figure_cell(words, "count", row["answer_count"]),
        figure_cell(
            words, "share", row["satisfaction_rate"], target=row["target"], verdict=verdict
        ),
        interval_cell(words, "share", row["low"], row["high"]),
        interval_cell(words, "share", row["finite_low"], row["finite_high"]),
        figure_cell(words, "share", row["top2_rate"]),
        figure_cell(
            words,
            "score",
            row["satisfaction_score"],
            target=row["score_target"],
            verdict=row["score_verdict"] or "",
        ),
        interval_cell(words, "score", row["score_low"], row["score_high"]),
        verdict_cell(words, verdict),
        verdict_cell(words, row["score_verdict"]),
    )


def _weighted(words: Words, annual: Annual) -> tuple[Table, ...]:
    if not annual.weighted:
        return ()
    columns = (
        Column(words("column.project_name")),
        Column(words("annual.raw_rate"), "share"),
        Column(words("annual.weighted_rate"), "share"),
        Column(words("annual.ci"), "share_interval"),
        Column(words("annual.raw_score"), "score"),
        Column(words("annual.weighted_score"), "score"),
        Column(words("annual.effective_n"), "number"),
        Column(words("annual.weighting_needed")),
    )
    lines = [
        (
            text_cell(words.code("project", row["project_name"])),
            figure_cell(words, "share", row["raw_rate"]),
            figure_cell(words, "share", row["weighted_rate"]),
            interval_cell(words, "share", row["weighted_low"], row["weighted_high"]),
            figure_cell(words, "score", row["raw_score"]),
            figure_cell(words, "score", row["weighted_score"]),
            figure_cell(words, "number", row["effective_n"]),
            text_cell(
                words("annual.needed_yes" if row["is_needed"] else "annual.needed_no"),
                "not_enough_data" if row["is_needed"] else "",
            ),
        )
        for row in annual.weighted
    ]
    return (Table("weighted", words("annual.weighted"), columns, tuple(lines)),)


def by_level(words: Words, annual: Annual, dimension: str) -> Section:
    """Both figures for every level of `service_area` or `building`."""
    key = f"by_{dimension}"
    if dimension == "building" and len(annual.projects) > 1:
        rows = []
        tables = []
        for project in annual.projects[1:]:
            mine = sort_levels(annual.of(dimension, project))
            rows += mine
            if mine:
                table = group_table(words, annual, key, mine)
                caption = words("annual.at_project", title=table.caption, project=project)
                tables.append(Table(f"{key}_{project}", caption, table.columns, table.rows))
    else:
        rows = sort_levels(annual.of(dimension))
        tables = [group_table(words, annual, key, rows)] if rows else []
    if not rows:
        return Section(key, words(f"annual.{key}"), (words("annual.nothing"),))
    if dimension == "service_area":
        rows.sort(key=lambda row: (row["level"] != OVERALL, -(row["satisfaction_rate"] or 0)))
        tables = [group_table(words, annual, key, rows)]
    hidden = any(row["is_hidden"] for row in rows)
    return Section(
        key,
        words(f"annual.{key}"),
        (words(f"annual.{key}_what"),),
        charts=rate_charts(words, annual, key, rows),
        tables=tuple(tables),
        notes=(words("annual.hidden_note"),) if hidden else (),
    )


def rate_charts(words: Words, annual: Annual, key: str, rows: list[Row]) -> tuple[DotChart, ...]:
    """The 满意率 of groups that may be shown, with intervals, against the target."""
    shown = [row for row in rows if not row["is_hidden"]]
    if not shown:
        return ()
    several = len({row["project_name"] for row in shown}) > 1
    dots = tuple(_rate_dot(words, row, several=several) for row in shown)
    title = words("annual.rate_chart", by=words(f"annual.{key}"))
    alt = words("annual.chart_alt", title=title, n=len(dots))
    target = shown[0]["target"]
    label = (
        "" if target is None else words("tile.target", value=formats.target_share(words, target))
    )
    return (DotChart(key, title, "share", dots, target, label, alt),)


def _rate_dot(words: Words, row: Row, *, several: bool) -> Dot:
    name = level_text(words, row["dimension"], row["level"])
    label = f"{row['project_name']} {name}" if several else name
    text = words(
        "satisfaction.dot",
        group=label,
        rate=formats.share(words, row["satisfaction_rate"]),
        interval=interval_cell(words, "share", row["low"], row["high"]).text,
        n=formats.count(words, row["answer_count"]),
    )
    mark = row["verdict"] if row["verdict"] in ("met", "missed", "not_enough_data") else ""
    return Dot(label, row["satisfaction_rate"], row["low"], row["high"], text, mark)
