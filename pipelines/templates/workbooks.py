"""Writing one workbook per export for a clerk to fill in.

Belongs here: headers, drop-down lists, cell formats, the example row and the notes sheets.
Does not belong here: the words of the columns (`meanings`) or reading filled workbooks.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.exports import ALL_EXPORTS, Column, ColumnType, Export
from pipelines.templates.meanings import example_row, meaning
from pipelines.templates.wording import Value

CREATED = datetime(2020, 1, 1)  # a fixed time, so that the same contracts give the same bytes
ROWS_WITH_LISTS = 5000
NUMBER_FORMATS = {
    ColumnType.MONEY: "#,##0.00",
    ColumnType.NUMBER: "#,##0.00",
    ColumnType.RATE: "0.00%",
    ColumnType.INTEGER: "0",
    ColumnType.DATE: "yyyy-mm-dd",
    ColumnType.MONTH: "yyyy-mm",
    ColumnType.TIMESTAMP: "yyyy-mm-dd hh:mm",
}
_WIDTHS = {ColumnType.TIMESTAMP: 18, ColumnType.IDENTIFIER: 18, ColumnType.TEXT: 16}
_TYPES_ZH = {
    ColumnType.TEXT: "文字",
    ColumnType.IDENTIFIER: "编号（文本）",
    ColumnType.CODE: "下拉选择",
    ColumnType.MONEY: "金额，元，两位小数",
    ColumnType.NUMBER: "数字",
    ColumnType.RATE: "比例，如 2%",
    ColumnType.INTEGER: "整数",
    ColumnType.DATE: "日期",
    ColumnType.MONTH: "月份，如 2026-03",
    ColumnType.TIMESTAMP: "日期时间",
    ColumnType.BOOLEAN: "是/否",
}
_TYPES_EN = {
    ColumnType.TEXT: "text",
    ColumnType.IDENTIFIER: "identifier (as text)",
    ColumnType.CODE: "from the list",
    ColumnType.MONEY: "yuan with two decimals",
    ColumnType.NUMBER: "number",
    ColumnType.RATE: "rate, like 2%",
    ColumnType.INTEGER: "whole number",
    ColumnType.DATE: "date",
    ColumnType.MONTH: "month, like 2026-03",
    ColumnType.TIMESTAMP: "date and time",
    ColumnType.BOOLEAN: "yes (是) / no (否)",
}
_NOTES_ZH = (
    "说明：请在第一张表填写，一行一条记录，不要改动表头。",
    "橙色表头为必填；灰色为选填。第二行是示例，不会被导入，可保留或删除。",
    "导出时间取自文件名，例如 {title}_20260401T0900.xlsx；没有时取文件修改时间。",
)
_NOTES_EN = (
    "Fill in the first sheet, one record per row; leave the header as it is.",
    "Orange headers are required, grey ones optional. Row 2 is an example and is never loaded.",
    "The export time is read from the file name, such as {name}_20260401T0900.xlsx; "
    "without one, the file's own time counts.",
)


def write_templates(out: Path) -> list[Path]:
    """Writes `<中文标题>_<stem>.xlsx` for every export into `out`; returns the paths in order."""
    out.mkdir(parents=True, exist_ok=True)
    return [
        write_template(export, out / f"{export.title_zh}_{export.name}.xlsx")
        for export in ALL_EXPORTS
    ]


def write_template(export: Export, path: Path) -> Path:
    """Writes the workbook of one export."""
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": CREATED, "title": f"{export.title_zh} {export.title_en}"})
    write_form(book, export)
    write_notes(book, export, "说明", chinese=True)
    write_notes(book, export, "Notes", chinese=False)
    book.close()
    return path


def allowed_values(column: Column) -> list[str]:
    """What the drop-down of a column offers; empty for a free column."""
    return [code.value for code in column.codes]


def write_form(book: xlsxwriter.Workbook, export: Export) -> None:
    """Adds the sheet to fill in: headers, formats, drop-down lists, an example row."""
    sheet = book.add_worksheet(export.title_zh)
    required = book.add_format(
        {"bold": True, "bg_color": "#F8C471", "border": 1, "text_wrap": True}
    )
    optional = book.add_format(
        {"bold": True, "bg_color": "#E5E8E8", "border": 1, "text_wrap": True}
    )
    sheet.freeze_panes(1, 1)
    for place, (column, example) in enumerate(
        zip(export.columns, example_row(export), strict=True)
    ):
        number_format = "General" if column.unit else NUMBER_FORMATS.get(column.type, "@")
        cell = book.add_format({"num_format": number_format})
        shown = book.add_format(
            {"num_format": number_format, "italic": True, "font_color": "#7F8C8D"}
        )
        width = max(_WIDTHS.get(column.type, 12), 2 * len(column.header) + 2)
        sheet.set_column(place, place, width, cell)
        sheet.write_string(0, place, column.header, required if column.required else optional)
        sheet.write_comment(0, place, _comment(export, column), {"x_scale": 2})
        _write_example(sheet, place, example, shown)
        if column.codes:
            _offer_values(sheet, place, column)


def _offer_values(sheet: Worksheet, place: int, column: Column) -> None:
    sheet.data_validation(
        1,
        place,
        ROWS_WITH_LISTS,
        place,
        {
            "validate": "list",
            "source": allowed_values(column),
            "error_title": "不在列表中",
            "error_message": "请从下拉列表中选择。Choose from the list.",
        },
    )


def _write_example(sheet: Worksheet, place: int, value: Value | None, shown: Format) -> None:
    match value:
        case None | "":
            sheet.write_blank(1, place, None, shown)
        case str():
            sheet.write_string(1, place, value, shown)
        case datetime() | date():
            sheet.write_datetime(1, place, value, shown)
        case int() | Decimal():
            sheet.write_number(1, place, float(value), shown)


def _comment(export: Export, column: Column) -> str:
    words = meaning(export, column)
    need = "必填 Required" if column.required else "选填 Optional"
    return f"{need}\n{words.zh}\n{words.en}"


def write_notes(book: xlsxwriter.Workbook, export: Export, name: str, *, chinese: bool) -> None:
    """Adds a sheet that explains every column, in one language."""
    sheet = book.add_worksheet(name)
    bold, wrap = (
        book.add_format({"bold": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    lines = _NOTES_ZH if chinese else _NOTES_EN
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line.format(title=export.title_zh, name=export.name))
    titles = (
        ("列名", "含义", "格式", "是否必填", "可选值", "示例", "用于指标")
        if chinese
        else ("Column", "Meaning", "Format", "Required", "Allowed values", "Example", "Needed by")
    )
    top = len(lines) + 1
    sheet.write_row(top, 0, titles, bold)
    sheet.freeze_panes(top + 1, 1)
    for place, width in enumerate((24, 46, 22, 10, 46, 22, 40)):
        sheet.set_column(place, place, width, wrap)
    for row, column in enumerate(export.columns, start=top + 1):
        sheet.write_row(row, 0, _note(export, column, chinese=chinese), wrap)


def _note(export: Export, column: Column, *, chinese: bool) -> tuple[str, ...]:
    words = meaning(export, column)
    yes, no = ("是", "否") if chinese else ("yes", "no")
    codes = [
        code.value if chinese or not code.english else f"{code.value} ({code.english})"
        for code in column.codes
    ]
    return (
        # quoted, so that no row of the notes reads like the header of an export
        f"「{column.header}」" if chinese else f"{column.header} · {column.field}",
        words.zh if chinese else words.en,
        (_TYPES_ZH if chinese else _TYPES_EN)[column.type],
        yes if column.required else no,
        ("、" if chinese else ", ").join(codes),
        _as_words(column, words.example),
        ", ".join(column.needed_by),
    )


def _as_words(column: Column, value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if column.type is ColumnType.MONTH and isinstance(value, date):
        return f"{value:%Y-%m}"
    if column.type is ColumnType.RATE and isinstance(value, Decimal):
        return f"{value:.2%}"
    return str(value)
