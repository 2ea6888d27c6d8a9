"""The correction workbook: a file's refused rows, ready to mend and to drop in the inbox.

Belongs here: which lines it holds and how it looks. Does not belong here: reading a mended
one (parsing knows its key column) or closing lines (`take_file`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

import polars as pl
import xlsxwriter

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.intake.durable import write_aside
from pipelines.intake.quarantine import LineKey
from pipelines.intake.records import ReceivedFile, SheetRecord
from pipelines.parsing.correction import CORRECTION_KEY_HEADER, ERRORS_HEADER
from pipelines.settings import Home

NAME_SUFFIX = "_更正"
FRONT_HEADERS = (ERRORS_HEADER, CORRECTION_KEY_HEADER)
MOST_LINES = 100_000  # beyond that a clerk mends the source, not a workbook
LONGEST_LIST = 255  # characters Excel allows in a typed drop-down list
LONGEST_SHEET_NAME = 31
EXTRA_DROP_DOWN_ROWS = 200

HOW_TO = (
    "改正标色的单元格，保存后把本文件放入收件箱；改好的行会载入，其余仍留在这里。\n"
    "Mend the coloured cells, save, and put this file into the inbox: mended rows are loaded, "
    "the others stay here."
)


@dataclass(frozen=True)
class LineToMend:
    """One refused row: its cells by the file's columns, and what is wrong with them.

    `key` is its quarantine line, or several on lines of their own where one row was read as
    several exports. `problems` holds (header as in the file or None, message_zh, message_en).
    """

    key: str
    row: int
    cells: tuple[str | None, ...]
    problems: tuple[tuple[str | None, str, str], ...]


@dataclass(frozen=True)
class SheetToMend:
    """The open lines of one sheet of a file. `exports` are those read from it, each with
    where its fields stand."""

    name: str
    headers: tuple[str, ...]
    exports: tuple[tuple[str, SheetRecord], ...]
    lines: tuple[LineToMend, ...]


def workbook_names(received: ReceivedFile) -> tuple[str, str]:
    """Name of a file's correction workbook, and the one it takes when a file of the same
    stem already has that."""
    stem = PurePath(received.file_name).stem
    return f"{stem}{NAME_SUFFIX}.xlsx", f"{stem}{NAME_SUFFIX}_{received.batch_id[:8]}.xlsx"


def sheets_to_mend(
    sheets: Mapping[tuple[str, str], SheetRecord],
    open_findings: pl.DataFrame,
    attempts: Mapping[str, LineToMend],
) -> list[SheetToMend]:
    """The open lines of one file by sheet.

    `open_findings` are its open findings (quarantine columns); `attempts` the newest row
    that tried to mend a line and was refused again: its cells stand in place of the
    original's, so that what is mended already need not be typed twice.
    """
    of_sheets: dict[str, list[tuple[str, SheetRecord]]] = {}
    for (export, name), record in sheets.items():
        of_sheets.setdefault(name, []).append((export, record))
    found: list[SheetToMend] = []
    for name, exports in of_sheets.items():
        lines = lines_of(open_findings.filter(pl.col("sheet") == name))
        merged = _one_for_each_row([attempts.get(line.key, line) for line in lines])
        if merged:
            headers = exports[0][1].headers
            found.append(SheetToMend(name, headers, tuple(exports), tuple(merged[:MOST_LINES])))
    return found


def _one_for_each_row(lines: Sequence[LineToMend]) -> list[LineToMend]:
    """Lines of the same row of the sheet, read as several exports, are mended in one."""
    by_row: dict[int, LineToMend] = {}
    for line in lines:
        before = by_row.get(line.row)
        if before is not None:
            problems = dict.fromkeys((*before.problems, *line.problems))
            line = replace(before, key=f"{before.key}\n{line.key}", problems=tuple(problems))
        by_row[line.row] = line
    return [by_row[row] for row in sorted(by_row)]


def lines_of(findings: pl.DataFrame) -> list[LineToMend]:
    """Quarantine findings (ordered) gathered into lines."""
    cells: dict[str, tuple[str | None, ...]] = {}
    problems: dict[str, list[tuple[str | None, str, str]]] = {}
    rows: dict[str, int] = {}
    columns = ("row_key", "row", "cells", "column", "message_zh", "message_en")
    for key, row, row_cells, column, zh, en in findings.select(columns).iter_rows():
        if row_cells is not None:
            cells[key] = tuple(json.loads(row_cells))
        rows[key] = row
        problems.setdefault(key, []).append((column, zh, en))
    return [LineToMend(key, rows[key], cells[key], tuple(found)) for key, found in problems.items()]


def carried_over(
    line: LineToMend, to: LineKey, headers: Sequence[str], to_headers: Sequence[str]
) -> LineToMend:
    """A row of a correction workbook laid back under the original file's headers."""
    by_header = dict(zip(headers, line.cells, strict=False))
    cells = tuple(by_header.get(header) for header in to_headers)
    return LineToMend(str(to), to.row, cells, line.problems)


def write_workbook(path: Path, sheets: Sequence[SheetToMend], exported_at: datetime) -> None:
    """Write the workbook, or remove it when no line is left to mend."""
    if not sheets:
        path.unlink(missing_ok=True)
        return
    write_aside(path, lambda aside: _write(aside, sheets, exported_at))


def correction_path(home: Home, workbook_name: str) -> Path:
    return home.quarantine / workbook_name


def _write(path: Path, sheets: Sequence[SheetToMend], exported_at: datetime) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": exported_at, "comments": HOW_TO})
        formats = {
            "header": workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1}),
            "errors": workbook.add_format({"text_wrap": True, "font_color": "#9C0006"}),
            "cell": workbook.add_format({"num_format": "@"}),
            "bad": workbook.add_format({"num_format": "@", "bg_color": "#FFC7CE", "border": 1}),
        }
        names = _sheet_names(sheets)
        for name, sheet in zip(names, sheets, strict=True):
            _write_sheet(workbook.add_worksheet(name), sheet, formats)


def _write_sheet(worksheet: Any, sheet: SheetToMend, formats: Mapping[str, Any]) -> None:
    headers = sheet.headers
    first = len(FRONT_HEADERS)
    for position, header in enumerate((*FRONT_HEADERS, *headers)):
        worksheet.write_string(0, position, header, formats["header"])
    worksheet.write_comment(0, 0, HOW_TO, {"x_scale": 3})
    worksheet.freeze_panes(1, first)
    worksheet.set_column(0, 0, 60)
    worksheet.set_column(1, 1, None, None, {"hidden": True})
    worksheet.set_column(first, first + len(headers), 16, formats["cell"])
    position_of = {header: n for n, header in reversed(list(enumerate(headers)))}
    for row, line in enumerate(sheet.lines, start=1):
        _write_line(worksheet, row, line, position_of, formats)
    last_row = len(sheet.lines) + EXTRA_DROP_DOWN_ROWS
    for position, codes in _drop_downs(sheet):
        worksheet.data_validation(
            1, first + position, last_row, first + position,
            {"validate": "list", "source": codes, "error_type": "warning"},
        )  # fmt: skip


def _write_line(
    worksheet: Any,
    row: int,
    line: LineToMend,
    position_of: Mapping[str, int],
    formats: Mapping[str, Any],
) -> None:
    first = len(FRONT_HEADERS)
    worksheet.write_string(
        row, 0, "\n".join(f"{zh} / {en}" for _, zh, en in line.problems), formats["errors"]
    )
    worksheet.write_string(row, 1, line.key)
    comments: dict[int, list[str]] = {}
    for column, zh, en in line.problems:
        if column is not None and column in position_of:
            comments.setdefault(position_of[column], []).append(f"{zh}\n{en}")
    for position, text in enumerate(line.cells):
        style = formats["bad" if position in comments else "cell"]
        if text:
            worksheet.write_string(row, first + position, text, style)
        else:
            worksheet.write_blank(row, first + position, None, style)
    for position, texts in comments.items():
        worksheet.write_comment(row, first + position, "\n".join(texts), {"x_scale": 2})


def _drop_downs(sheet: SheetToMend) -> Iterable[tuple[int, list[str]]]:
    """Columns of the sheet that hold codes, with the codes' stored values."""
    for export, record in sheet.exports:
        for column in EXPORTS_BY_NAME[export].columns:
            position = record.positions.get(column.field)
            values = [code.value for code in column.codes]
            if position is not None and values and len(",".join(values)) <= LONGEST_LIST:
                yield position, values


def _sheet_names(sheets: Sequence[SheetToMend]) -> list[str]:
    """The original sheet names where Excel allows them, told apart by number otherwise."""
    names: list[str] = []
    for sheet in sheets:
        wanted = sheet.name or EXPORTS_BY_NAME[sheet.exports[0][0]].title_zh
        safe = "".join("_" if c in "[]:*?/\\'" else c for c in wanted)[:LONGEST_SHEET_NAME]
        name, number = safe, 2
        while name.lower() in (n.lower() for n in names):
            ending = f" {number}"
            name, number = safe[: LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
        names.append(name)
    return names
