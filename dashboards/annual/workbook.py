"""The report as a workbook: one sheet per section, figures as figures, Excel's own charts.

Belongs here: sheets, formats, widths and charts. Text stays text: a value that begins with `=` is
never a formula. Does not belong here: what the report says (`report`).
"""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboards.annual.report import Report
from dashboards.annual.tables import INTERVAL, Cell, Column, Section, Table
from dashboards.annual.workbook_charts import MARKS, Looks, draw_chart
from dashboards.palette import LIGHT
from dashboards.paper import WORKBOOK_FONT, WORKBOOK_HEAD, WORKBOOK_OPTIONS
from dashboards.text import Words

# Per cent and points keep the two decimals of the page; points are written times a hundred there.
NUMBER_FORMATS = {
    "count": "#,##0",
    "number": "#,##0.0",
    "decimal": "0.00",
    "share": "0.00%",
    "points": '+0.00;"−"0.00;"±"0.00',
    "score": "0.00",
    "score_points": '+0.00;"−"0.00;"±"0.00',
}
FACTORS = {"points": 100}
FIRST_WIDTH, TEXT_WIDTH, NUMBER_WIDTH = 22, 26, 12


def workbook_bytes(words: Words, report: Report, made_at: datetime) -> bytes:
    """The workbook; `made_at` (the time of the data) is its date, so the same report is the same
    bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, WORKBOOK_OPTIONS) as workbook:
        workbook.set_properties({"title": report.title, "created": made_at})
        looks = _looks(workbook)
        _summary(_sheet(workbook, words, "summary"), words, looks, report)
        for section in report.sections:
            sheet = _sheet(workbook, words, section.key)
            _section(workbook, sheet, words, looks, section)
        _about(_sheet(workbook, words, "about"), looks, report)
    return buffer.getvalue()


def _sheet(workbook: Workbook, words: Words, key: str) -> Worksheet:
    sheet = workbook.add_worksheet(words(f"annual.sheet.{key}"))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _looks(workbook: Workbook) -> Looks:
    font = WORKBOOK_FONT
    looks = {
        "title": workbook.add_format(font | {"bold": True, "font_size": 16}),
        "caption": workbook.add_format(font | {"bold": True, "font_size": 11}),
        "head": workbook.add_format(WORKBOOK_HEAD),
        "plain": workbook.add_format(font),
        "said": workbook.add_format(font | {"text_wrap": True}),
        "quiet": workbook.add_format(font | {"font_color": LIGHT.muted, "text_wrap": True}),
        "large": workbook.add_format(font | {"bold": True, "font_size": 18}),
    }
    for mark, colour in ({"": LIGHT.ink} | MARKS).items():
        look = font | {"font_color": colour}
        looks[f"text {mark}"] = workbook.add_format(look | {"text_wrap": True})
        for kind, pattern in NUMBER_FORMATS.items():
            looks[f"{kind} {mark}"] = workbook.add_format(look | {"num_format": pattern})
    return looks


def _look(looks: Looks, kind: str, mark: str) -> Format:
    return looks[f"{kind} {mark if mark in MARKS else ''}"]


def _summary(sheet: Worksheet, words: Words, looks: Looks, report: Report) -> None:
    sheet.set_column(0, 0, FIRST_WIDTH)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 16)
    sheet.set_column(3, 3, 80)
    sheet.write_string(0, 0, report.title, looks["title"])
    sheet.write_string(1, 0, report.subtitle, looks["plain"])
    sheet.write_string(2, 0, report.source, looks["plain"])
    line = 4
    for headline in report.headlines:
        sheet.write_string(line, 0, headline.name, looks["caption"])
        sheet.write_string(line, 1, headline.value, looks["large"])
        sheet.write_string(line, 2, headline.verdict, _look(looks, "text", headline.mark))
        sheet.write_string(line, 3, " · ".join(headline.lines), looks["plain"])
        line += 1
    sheet.write_string(line + 1, 0, words("annual.findings"), looks["caption"])
    for number, finding in enumerate(report.findings, start=line + 2):
        sheet.merge_range(number, 0, number, 3, "", looks["said"])
        sheet.write_string(number, 0, finding, looks["said"])
        sheet.set_row(number, 30)


def _section(
    workbook: Workbook, sheet: Worksheet, words: Words, looks: Looks, section: Section
) -> None:
    width = max([8, *(len(_titles(words, table.columns)) for table in section.tables)])
    sheet.write_string(0, 0, section.title, looks["title"])
    line = 1
    for said in section.words:
        line = _said(sheet, line, width, said, looks["said"])
    line += 1
    for table in section.tables:
        line = _table(sheet, words, looks, table, line) + 1
    for note in section.notes:
        line = _said(sheet, line, width, note, looks["quiet"])
    for chart in section.charts:
        line = draw_chart(workbook, sheet, words, looks, chart, line + 1)


def _said(sheet: Worksheet, line: int, width: int, text: str, look: Format) -> int:
    sheet.merge_range(line, 0, line, width - 1, "", look)
    sheet.write_string(line, 0, text, look)
    sheet.set_row(line, 16 * (1 + len(text) // 70))
    return line + 1


def _titles(words: Words, columns: tuple[Column, ...]) -> list[tuple[str, str]]:
    """Title and kind of every column of the sheet: an interval takes two."""
    found = []
    for column in columns:
        if column.kind.endswith(INTERVAL):
            for end in ("annual.low", "annual.high"):
                title = words("annual.ends", title=column.title, end=words(end))
                found.append((title, column.kind.removesuffix(INTERVAL)))
        else:
            found.append((column.title, column.kind))
    return found


def _table(sheet: Worksheet, words: Words, looks: Looks, table: Table, line: int) -> int:
    """Write caption, head and rows; the line after them is returned."""
    sheet.write_string(line, 0, table.caption, looks["caption"])
    titles = _titles(words, table.columns)
    for position, (title, kind) in enumerate(titles):
        sheet.write_string(line + 1, position, title, looks["head"])
        wide = TEXT_WIDTH if kind == "text" else NUMBER_WIDTH
        sheet.set_column(position, position, FIRST_WIDTH if position == 0 else wide)
    sheet.set_row(line + 1, 44)
    for number, row in enumerate(table.rows, start=line + 2):
        position = 0
        for column, cell in zip(table.columns, row, strict=True):
            position = _cell(sheet, looks, number, position, column, cell)
    return line + 2 + len(table.rows)


def _cell(
    sheet: Worksheet, looks: Looks, line: int, position: int, column: Column, cell: Cell
) -> int:
    """Write one cell, an interval as two; the next free position is returned."""
    kind = column.kind
    if kind.endswith(INTERVAL):
        kind = kind.removesuffix(INTERVAL)
        for offset, end in enumerate(cell.value or (None, None)):
            _value(sheet, looks, line, position + offset, kind, Cell(cell.text, end))
        return position + 2
    _value(sheet, looks, line, position, kind, cell)
    return position + 1


def _value(sheet: Worksheet, looks: Looks, line: int, position: int, kind: str, cell: Cell) -> None:
    if cell.value is None:
        sheet.write_blank(line, position, None, looks["plain"])
    elif isinstance(cell.value, int | float):
        exact = cell.value * FACTORS.get(kind, 1)
        sheet.write_number(line, position, exact, _look(looks, kind, cell.mark))
    else:
        sheet.write_string(line, position, str(cell.value), _look(looks, "text", cell.mark))


def _about(sheet: Worksheet, looks: Looks, report: Report) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    for line, (name, text) in enumerate(report.about):
        sheet.write_string(line, 0, name, looks["head"])
        sheet.write_string(line, 1, text, looks["said"])
