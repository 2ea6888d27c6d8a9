"""What the overall judgement goes with: importance, performance, or correlations only.

Belongs here: the section on drivers. Does not belong here: the analysis.
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
from dashboards.figures.shapes import Chart, Dot, DotChart, MapChart, MapPoint
from dashboards.text import Words, formats

SHEETS_FOR_IMPORTANCE = 100


def drivers(words: Words, annual: Annual) -> Section:
    """What the overall score goes with: importance, or below 100 sheets correlations only."""
    rows = [row for row in annual.drivers if row["method"] is not None]
    if not rows:
        return Section("drivers", words("annual.drivers"), (words("annual.drivers_nothing"),))
    by_importance = [row for row in rows if row["method"] == "shapley"]
    said = [drivers_sentence(words, annual)]
    charts: tuple[Chart, ...]
    if by_importance:
        said.append(
            words(
                "annual.drivers_r2",
                share=formats.share(words, by_importance[0]["r_squared"], places=0),
                n=formats.count(words, by_importance[0]["sheet_count"]),
            )
        )
        charts = (*_importance_chart(words, by_importance), *_map(words, by_importance))
    else:
        said.append(
            words(
                "annual.drivers_few",
                n=formats.count(words, rows[0]["sheet_count"]),
                least=SHEETS_FOR_IMPORTANCE,
            )
        )
        charts = _correlation_chart(words, rows)
    return Section(
        "drivers",
        words("annual.drivers"),
        tuple(said),
        charts=charts,
        tables=(_driver_table(words, rows, has_importance=bool(by_importance)),),
        notes=(words("annual.drivers_note"),),
    )


def drivers_sentence(words: Words, annual: Annual) -> str:
    """Which services come first, as far as the sheets can say."""
    rows = [row for row in annual.drivers if row["method"] == "shapley"]
    if not rows:
        return words("annual.drivers_unknown")
    first = [row["service_area"] for row in rows if row["quadrant"] == "improve_first"]
    if not first:
        return words("annual.drivers_no_first")
    names = words("annual.list_join").join(words.code("service_area", name) for name in first)
    return words("annual.drivers_first", services=names)


def _importance_chart(words: Words, rows: list[Row]) -> tuple[DotChart, ...]:
    dots = tuple(
        Dot(
            words.code("service_area", row["service_area"]),
            row["importance"],
            row["importance_low"],
            row["importance_high"],
            words(
                "annual.importance_dot",
                service=words.code("service_area", row["service_area"]),
                share=formats.share(words, row["importance"], places=1),
                interval=interval_cell(
                    words, "share", row["importance_low"], row["importance_high"]
                ).text,
            ),
        )
        for row in rows
        if row["importance"] is not None
    )
    if not dots:
        return ()
    title = words("annual.importance_chart")
    alt = words("annual.chart_alt", title=title, n=len(dots))
    return (DotChart("importance", title, "share", dots, None, "", alt),)


def _correlation_chart(words: Words, rows: list[Row]) -> tuple[DotChart, ...]:
    dots = tuple(
        Dot(
            words.code("service_area", row["service_area"]),
            row["correlation"] * 100,
            None if row["correlation_low"] is None else row["correlation_low"] * 100,
            None if row["correlation_high"] is None else row["correlation_high"] * 100,
            f"{row['correlation']:.2f}",
        )
        for row in rows
        if row["correlation"] is not None
    )
    if not dots:
        return ()
    title = words("annual.correlation_chart")
    alt = words("annual.chart_alt", title=title, n=len(dots))
    none = words("annual.no_relation")
    return (DotChart("correlation", title, "score_points", dots, 0.0, none, alt),)


def _map(words: Words, rows: list[Row]) -> tuple[MapChart, ...]:
    placed = [
        row
        for row in rows
        if row["importance"] is not None and row["performance_score"] is not None
    ]
    if len(placed) < 2:
        return ()
    across = [row["performance_score"] for row in placed]
    up = [row["importance"] for row in placed]
    title = words("annual.map")
    return (
        MapChart(
            "map",
            title,
            tuple(
                MapPoint(words.code("service_area", row["service_area"]), x, y)
                for row, x, y in zip(placed, across, up, strict=True)
            ),
            sum(across) / len(across),
            sum(up) / len(up),
            words("annual.map_across"),
            words("annual.map_up"),
            (
                words("code.quadrant.improve_first"),
                words("code.quadrant.keep_up"),
                words("code.quadrant.low_priority"),
                words("code.quadrant.possible_overkill"),
            ),
            words("annual.chart_alt", title=title, n=len(placed)),
        ),
    )


def _driver_table(words: Words, rows: list[Row], *, has_importance: bool) -> Table:
    importance = (
        (
            Column(words("annual.importance"), "share"),
            Column(words("annual.ci"), "share_interval"),
        )
        if has_importance
        else ()
    )
    columns = (
        Column(words("column.service_area")),
        *importance,
        Column(words("annual.correlation"), "decimal"),
        Column(words("annual.ci"), "decimal_interval"),
        Column(words("satisfaction.score"), "score"),
        *((Column(words("annual.quadrant")),) if has_importance else ()),
    )
    lines = [_driver_cells(words, row, has_importance=has_importance) for row in rows]
    return Table("drivers", words("annual.drivers"), columns, tuple(lines))


def _placed(words: Words, row: Row) -> str:
    """The field a service is in, where that can be claimed; else why not."""
    if row["left_out_reason"]:
        return words(f"annual.left_out.{row['left_out_reason']}")
    return words.code("quadrant", row["quadrant"] or "unclear")


def _driver_cells(words: Words, row: Row, *, has_importance: bool) -> tuple[Cell, ...]:
    quadrant = row["quadrant"]
    importance = (
        (
            figure_cell(words, "share", row["importance"]),
            interval_cell(words, "share", row["importance_low"], row["importance_high"]),
        )
        if has_importance
        else ()
    )
    placed = (
        (text_cell(_placed(words, row), "missed" if quadrant == "improve_first" else ""),)
        if has_importance
        else ()
    )
    return (
        text_cell(words.code("service_area", row["service_area"])),
        *importance,
        figure_cell(words, "decimal", row["correlation"]),
        interval_cell(words, "decimal", row["correlation_low"], row["correlation_high"]),
        figure_cell(words, "score", row["performance_score"]),
        *placed,
    )
