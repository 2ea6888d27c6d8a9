"""The report's figures as Excel's own charts, their data below them.

Belongs here: dots as bars with error bars, the map as points with labels. Does not belong here:
the sheets (`workbook`).
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboards.figures.shapes import Chart, DotChart, MapChart, axis_range, map_range
from dashboards.palette import LIGHT
from dashboards.text import Words

CHART_WIDTH, LINE_HEIGHT = 900, 26
MARKS = {"met": LIGHT.met, "missed": LIGHT.missed, "not_enough_data": LIGHT.scarce}
Looks = dict[str, Format]


def draw_chart(
    workbook: Workbook, sheet: Worksheet, words: Words, looks: Looks, chart: Chart, line: int
) -> int:
    """Draw `chart` from row `line` on; the row after its data is returned."""
    if isinstance(chart, DotChart):
        return _dot_chart(workbook, sheet, words, looks, chart, line)
    return _map_chart(workbook, sheet, words, looks, chart, line)


def _block(
    sheet: Worksheet, words: Words, looks: Looks, line: int, title: str, rows: list[list[Any]]
) -> None:
    """The data of a chart below it, where anybody can see what it draws."""
    caption = f"{title} · {words('annual.chart_data')}"
    sheet.write_string(line, 0, caption, looks["caption"])
    for number, row in enumerate(rows, start=line + 1):
        for position, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, position, value, looks["plain"])
            elif value is not None:
                sheet.write_number(number, position, value, looks["plain"])


def _dot_chart(
    workbook: Workbook, sheet: Worksheet, words: Words, looks: Looks, chart: DotChart, line: int
) -> int:
    """Bars with their intervals as error bars, the first on top; the line after it is returned."""
    height = 110 + LINE_HEIGHT * len(chart.dots)
    data = line + height // 20 + 2
    head = [chart.title, words("annual.value"), words("annual.low"), words("annual.high")]
    rows = [[dot.label, dot.value, dot.low, dot.high] for dot in chart.dots]
    _block(sheet, words, looks, data, chart.title, [head, *rows])
    first, last = data + 2, data + 1 + len(rows)
    drawn = workbook.add_chart({"type": "bar"})
    drawn.add_series(
        {
            "name": chart.title,
            "categories": [sheet.get_name(), first, 0, last, 0],
            "values": [sheet.get_name(), first, 1, last, 1],
            "points": [
                {"fill": {"color": MARKS.get(dot.mark, LIGHT.accent)}} for dot in chart.dots
            ],
            "gap": 70,
            "y_error_bars": {
                "type": "custom",
                "plus_values": [
                    (d.value if d.high is None else d.high) - d.value for d in chart.dots
                ],
                "minus_values": [
                    d.value - (d.value if d.low is None else d.low) for d in chart.dots
                ],
                "line": {"color": LIGHT.ink, "width": 1.25},
            },
        }
    )
    pattern = {"share": "0%", "points": '+0%;"−"0%;0%'}.get(chart.unit, "General")
    low, high = axis_range(chart)
    drawn.set_x_axis({"num_format": pattern, "min": low, "max": high, "crossing": "min"})
    drawn.set_y_axis({"reverse": True, "label_position": "low"})
    _place(drawn, sheet, chart.title, line, height)
    return last + 1


def _map_chart(
    workbook: Workbook, sheet: Worksheet, words: Words, looks: Looks, chart: MapChart, line: int
) -> int:
    """Labelled points and the two cuts; the line after it is returned."""
    height = 440
    data = line + height // 20 + 2
    across = map_range([point.across for point in chart.points], chart.across_at)
    up = map_range([point.up for point in chart.points], chart.up_at)
    head = [chart.title, chart.across_title, chart.up_title]
    rows: list[list[Any]] = [[point.label, point.across, point.up] for point in chart.points]
    cuts: list[list[Any]] = [
        ["", chart.across_at, up[0]],
        ["", chart.across_at, up[1]],
        ["", across[0], chart.up_at],
        ["", across[1], chart.up_at],
    ]
    _block(sheet, words, looks, data, chart.title, [head, *rows, *cuts])
    first, last, name = data + 2, data + 1 + len(rows), sheet.get_name()
    drawn = workbook.add_chart({"type": "scatter"})
    drawn.add_series(
        {
            "name": chart.title,
            "categories": [name, first, 1, last, 1],
            "values": [name, first, 2, last, 2],
            "marker": {"type": "circle", "size": 9, "fill": {"color": LIGHT.accent}},
            "data_labels": {
                "custom": [{"value": point.label} for point in chart.points],
                "position": "right",
                "value": True,
            },
        }
    )
    for start in (last + 1, last + 3):
        drawn.add_series(
            {
                "categories": [name, start, 1, start + 1, 1],
                "values": [name, start, 2, start + 1, 2],
                "marker": {"type": "none"},
                "line": {"color": LIGHT.muted, "dash_type": "dash", "width": 1},
            }
        )
    drawn.set_x_axis({"name": chart.across_title, "min": across[0], "max": across[1],
                      "num_format": "0", "major_gridlines": {"visible": False}})  # fmt: skip
    drawn.set_y_axis({"name": chart.up_title, "min": up[0], "max": up[1], "num_format": "0%",
                      "major_gridlines": {"visible": False}})  # fmt: skip
    _place(drawn, sheet, chart.title, line, height)
    return last + len(cuts) + 1


def _place(drawn: Any, sheet: Worksheet, title: str, line: int, height: int) -> None:
    drawn.set_title({"name": title, "name_font": {"size": 11}})
    drawn.set_legend({"none": True})
    drawn.set_size({"width": CHART_WIDTH, "height": height})
    sheet.insert_chart(line, 0, drawn)
