"""Writing rows as the files that clerks and systems hand in: xlsx and csv of many habits.

Belongs here: file formats, encodings, how dates and amounts are spelled, titles and totals.
Does not belong here: which rows go into which file. The same rows and style always give
the same bytes: workbooks carry a fixed creation time.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.exports import Column, ColumnType, Export

WORKBOOK_CREATED = datetime(2020, 1, 1)


@dataclass(frozen=True)
class FileStyle:
    """One habit of writing a file; `encoding` empty means xlsx.

    `titled` puts a line above the header, `totalled` a 合计 row below the money columns,
    `grouped` thousand separators into amounts, `percent` writes shares as 2%. Formats are those
    of strftime.
    """

    name: str
    encoding: str = ""
    english_name: bool = False
    english_headers: bool = False
    titled: bool = False
    totalled: bool = False
    grouped: bool = False
    percent: bool = False
    time_format: str = "%Y-%m-%d %H:%M:%S"
    date_format: str = "%Y-%m-%d"
    month_format: str = "%Y-%m"

    @property
    def extension(self) -> str:
        return "csv" if self.encoding else "xlsx"


REGISTER_BOOK = FileStyle("workbook with title and total", titled=True, totalled=True)
PLAIN_BOOK = FileStyle("plain workbook")
SYSTEM_CSV = FileStyle("system csv", encoding="utf-8", english_name=True, english_headers=True)
SPREADSHEET_CSV = FileStyle(
    "csv saved by a spreadsheet",
    encoding="utf-8-sig",
    totalled=True,
    grouped=True,
    percent=True,
    time_format="%Y/%-m/%-d %-H:%M",
    date_format="%Y/%-m/%-d",
    month_format="%Y/%-m",
)
GBK_CSV = FileStyle(
    "csv of an older system",
    encoding="gbk",
    titled=True,
    percent=True,
    time_format="%Y年%-m月%-d日 %H:%M",
    date_format="%Y年%-m月%-d日",
    month_format="%Y年%-m月",
)
BULK_CSV = FileStyle("one large csv", encoding="utf-8", english_name=True)

STYLES = (REGISTER_BOOK, SYSTEM_CSV, GBK_CSV, PLAIN_BOOK, SPREADSHEET_CSV)


def headers(export: Export, style: FileStyle) -> list[str]:
    return [c.field if style.english_headers else c.header for c in export.columns]


def write_sheet(
    path: Path, export: Export, rows: pl.DataFrame, style: FileStyle, title: str
) -> None:
    """Writes the rows (money in fen) as one file of this style."""
    if style.encoding:
        path.write_bytes(csv_bytes(export, rows, style, title))
    else:
        path.write_bytes(workbook_bytes(export, rows, style, title))


def csv_bytes(export: Export, rows: pl.DataFrame, style: FileStyle, title: str) -> bytes:
    """A csv of the rows in the style's encoding."""
    names = headers(export, style)
    text = io.BytesIO()
    if style.titled:
        text.write((title + "," * (len(names) - 1) + "\n").encode())
    table = as_text(export, rows, style).rename(dict(zip(export.fields, names, strict=True)))
    if style.totalled and export.money_fields:
        table = pl.concat([table, _text_totals(export, rows, style, names)])
    table.write_csv(text)
    written = text.getvalue()
    return written if style.encoding == "utf-8" else written.decode().encode(style.encoding)


def as_text(export: Export, rows: pl.DataFrame, style: FileStyle) -> pl.DataFrame:
    """Every cell as the text that a csv of this style shows; null where it is empty."""
    return rows.select(_spelled(column, style) for column in export.columns)


def _spelled(column: Column, style: FileStyle) -> pl.Expr:
    cell = pl.col(column.field)
    match column.type:
        case ColumnType.MONEY:
            return _yuan(cell, style.grouped).alias(column.field)
        case ColumnType.TIMESTAMP:
            return cell.dt.strftime(style.time_format)
        case ColumnType.DATE:
            return cell.dt.strftime(style.date_format)
        case ColumnType.MONTH:
            return cell.dt.strftime(style.month_format)
        case ColumnType.RATE if style.percent:
            hundredths = (cell * 100).round(2).cast(pl.String).str.strip_suffix(".0")
            return pl.concat_str(hundredths, pl.lit("%")).alias(column.field)
        case ColumnType.BOOLEAN:
            return (
                pl.when(cell).then(pl.lit("是")).when(~cell).then(pl.lit("否")).alias(column.field)
            )
        case ColumnType.MONTH:
            return cell.dt.strftime("%Y-%m")
        case ColumnType.INTEGER | ColumnType.NUMBER | ColumnType.RATE:
            return cell.cast(pl.String)
        case _:
            return cell


def _yuan(fen: pl.Expr, grouped: bool) -> pl.Expr:
    """Fen as yuan with two places; with `grouped`, `12,345.60`."""
    sign = pl.when(fen < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    whole, part = fen.abs() // 100, fen.abs() % 100
    digits = whole.cast(pl.String)
    if grouped:
        # room bills stay below a thousand million, so two groups are enough
        low = (whole % 1000).cast(pl.String).str.zfill(3)
        middle = (whole // 1000 % 1000).cast(pl.String)
        high = (whole // 1_000_000).cast(pl.String)
        digits = (
            pl.when(whole < 1000)
            .then(digits)
            .when(whole < 1_000_000)
            .then(pl.concat_str(middle, pl.lit(","), low))
            .otherwise(pl.concat_str(high, pl.lit(","), middle.str.zfill(3), pl.lit(","), low))
        )
    return pl.concat_str(sign, digits, pl.lit("."), part.cast(pl.String).str.zfill(2))


def _text_totals(
    export: Export, rows: pl.DataFrame, style: FileStyle, names: list[str]
) -> pl.DataFrame:
    sums = rows.select(pl.col(f).sum() for f in export.money_fields)
    spelled = sums.select(
        _yuan(pl.col(f), style.grouped).alias(f) for f in export.money_fields
    ).row(0, named=True)
    cells = [spelled.get(field) for field in export.fields]
    cells[0] = "合计"
    return pl.DataFrame(
        {name: pl.Series([cell], dtype=pl.String) for name, cell in zip(names, cells, strict=True)}
    )


def workbook_bytes(export: Export, rows: pl.DataFrame, style: FileStyle, title: str) -> bytes:
    """A workbook with one sheet: real date cells, real numbers, identifiers as text."""
    target = io.BytesIO()
    book = new_workbook(target)
    sheet = book.add_worksheet(export.title_zh)
    top = 0
    if style.titled:
        sheet.merge_range(
            0,
            0,
            0,
            len(export.columns) - 1,
            title,
            book.add_format({"bold": True, "align": "center"}),
        )
        top = 1
    sheet.write_row(top, 0, headers(export, style), book.add_format({"bold": True}))
    sheet.freeze_panes(top + 1, 0)
    for place, column in enumerate(export.columns):
        _write_column(sheet, cell_format(book, column), top + 1, place, column, rows[column.field])
    if style.totalled and export.money_fields:
        _write_totals(sheet, book, export, rows, top + 1 + rows.height)
    book.close()
    return target.getvalue()


def new_workbook(target: io.BytesIO | str) -> xlsxwriter.Workbook:
    """An empty workbook whose bytes do not depend on when it is written."""
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": WORKBOOK_CREATED, "author": "", "company": ""})
    return book


def cell_format(book: xlsxwriter.Workbook, column: Column) -> Format:
    """How Excel shows the cells of a column: text, amounts, dates or times."""
    formats = {
        ColumnType.MONEY: "#,##0.00",
        ColumnType.NUMBER: "0.00",
        ColumnType.RATE: "0.0%",
        ColumnType.RATE: "0.00%",
        ColumnType.INTEGER: "0",
        ColumnType.DATE: "yyyy-mm-dd",
        ColumnType.MONTH: "yyyy-mm",
        ColumnType.MONTH: "yyyy-mm",
        ColumnType.TIMESTAMP: "yyyy-mm-dd hh:mm",
    }
    return book.add_format({"num_format": formats.get(column.type, "@")})


def _write_column(
    sheet: Worksheet, style: Format, first_row: int, place: int, column: Column, cells: pl.Series
) -> None:
    values: list[Any] = cells.to_list()
    sheet.set_column(place, place, 18 if column.type is ColumnType.TIMESTAMP else 14)
    match column.type:
        case ColumnType.MONEY:
            write, values = sheet.write_number, [None if v is None else v / 100 for v in values]
        case ColumnType.NUMBER | ColumnType.RATE | ColumnType.INTEGER:
            write = sheet.write_number
        case ColumnType.DATE | ColumnType.MONTH | ColumnType.TIMESTAMP:
            write = sheet.write_datetime
        case ColumnType.BOOLEAN:
            write, values = (
                sheet.write_string,
                [None if v is None else "是" if v else "否" for v in values],
            )
        case _:
            write = sheet.write_string
    for row, value in enumerate(values, start=first_row):
        if value is not None:
            write(row, place, value, style)


def _write_totals(
    sheet: Worksheet, book: xlsxwriter.Workbook, export: Export, rows: pl.DataFrame, row: int
) -> None:
    bold = book.add_format({"bold": True, "num_format": "#,##0.00"})
    sheet.write_string(row, 0, "合计", bold)
    for place, column in enumerate(export.columns):
        if column.type is ColumnType.MONEY:
            sheet.write_number(row, place, int(rows[column.field].sum()) / 100, bold)
