"""Reading the sheets of a workbook (xlsx, xls, xlsb, ods) as text tables.

Belongs here: opening a workbook, its sheets as text, error values and formulas without a
value put back into their cells. Does not belong here: what the columns mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import fastexcel
import olefile  # type: ignore[import-untyped]
import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from pipelines.parsing.file_kind import FileKind, damaged
from pipelines.parsing.moments import EPOCH_1900, EPOCH_1904
from pipelines.parsing.tables import (
    HEAD_ROWS,
    SOURCE_ROW,
    TextTable,
    drop_blank_rows,
    position_column,
)
from pipelines.parsing.workbook_scan import SheetScan, WorkbookScan, as_shown, scan_workbook

_ERROR_VALUES = {
    "NA": "#N/A",
    "Ref": "#REF!",
    "Div0": "#DIV/0!",
    "Value": "#VALUE!",
    "Name": "#NAME?",
    "Num": "#NUM!",
    "Null": "#NULL!",
    "GettingData": "#GETTING_DATA",
}
_DATE_MODE_RECORD = 0x0022


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook, read whole. `frame` has c0..cN (c0 is column A) and
    `source_row`; blank rows are left out."""

    name: str
    frame: pl.DataFrame
    hidden: bool
    hidden_rows: tuple[int, ...]

    @property
    def head(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        width = self.frame.width - 1
        return tuple(
            (record[width], tuple((cell or "").strip() for cell in record[:width]))
            for record in self.frame.head(HEAD_ROWS).rows()
        )

    def tables(self, header_row: int, headers: tuple[str, ...]) -> Iterator[TextTable]:
        """All rows below the header, in one piece."""
        names = [position_column(i) for i in range(len(headers))]
        rows = self.frame.filter(pl.col(SOURCE_ROW) > header_row).select(*names, SOURCE_ROW)
        yield TextTable(self.name, header_row, headers, rows)

    def cells(
        self, rows: Sequence[int], header_row: int, width: int
    ) -> dict[int, tuple[str | None, ...]]:
        """The first `width` cells of some rows, by row number."""
        wanted = self.frame.filter(pl.col(SOURCE_ROW).is_in(list(rows)))
        return {record[-1]: record[:width] for record in wanted.rows()}


@dataclass(frozen=True)
class Workbook:
    """An opened workbook: its sheets in order and day 0 of its serial dates."""

    sheets: tuple[WorkbookSheet, ...]
    epoch: datetime


def open_workbook(path: Path, file: str, kind: FileKind) -> Workbook:
    """Read every sheet that holds anything. Raises FileRefused (E105, E106)."""
    scan = scan_workbook(path, file) if kind is FileKind.XLSX else None
    try:
        # From bytes, because given a path the reader believes the extension.
        content = path.read_bytes()
        reader = fastexcel.read_excel(content)
        sheets = [_read_sheet(reader, content, name, scan) for name in reader.sheet_names]
    except (fastexcel.FastExcelError, CalamineError, OSError, ValueError) as error:
        raise damaged(file) from error
    except BaseException as error:
        # The reader panics on some broken workbooks, which is no Exception in Python.
        if type(error).__name__ == "PanicException":
            raise damaged(file) from error
        raise
    is_1904 = scan.is_1904 if scan else _xls_counts_from_1904(path)
    return Workbook(
        tuple(sheet for sheet in sheets if sheet.frame.height),
        EPOCH_1904 if is_1904 else EPOCH_1900,
    )


def _read_sheet(
    reader: fastexcel.ExcelReader, content: bytes, name: str, scan: WorkbookScan | None
) -> WorkbookSheet:
    sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    hidden = sheet.visible != "visible"
    batch, errors = sheet.to_arrow_with_errors()
    if not batch.num_columns or not batch.num_rows:
        empty = pl.DataFrame(schema={position_column(0): pl.String, SOURCE_ROW: pl.Int32})
        return WorkbookSheet(name, empty, hidden, ())
    frame = pl.from_arrow(batch)
    assert isinstance(frame, pl.DataFrame)
    seen = scan.sheets.get(name) if scan else None
    seen = seen or SheetScan()
    offset = 0 if seen.has_column_a else _first_column(content, name)
    frame = _in_place(frame, offset)
    marks = {
        (error.position[0] + 1, error.position[1] + offset): _error_text(error.detail)
        for error in (errors.errors if errors else ())
    }
    marks |= seen.marks if scan else _long_numbers(frame, content, name, offset)
    names = frame.columns
    rows = pl.int_range(1, frame.height + 1, dtype=pl.Int32, eager=True).alias(SOURCE_ROW)
    frame = _put(frame, marks).with_columns(rows)
    return WorkbookSheet(name, drop_blank_rows(frame, names), hidden, seen.hidden_rows)


def _first_column(content: bytes, name: str) -> int:
    """Columns in front of the sheet's range, which the fast reader leaves out."""
    start = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).start
    return start[1] if start else 0


def _in_place(frame: pl.DataFrame, offset: int) -> pl.DataFrame:
    """`frame` with columns named by their place on the sheet, `offset` empty ones in front."""
    empty = pl.Series([None], dtype=pl.String).new_from_index(0, frame.height)
    columns = [empty] * offset + frame.get_columns()
    return pl.DataFrame([c.alias(position_column(i)) for i, c in enumerate(columns)])


def _long_numbers(
    frame: pl.DataFrame, content: bytes, name: str, offset: int
) -> dict[tuple[int, int], str]:
    """Marks for number cells of 16 or more digits in a workbook that is not scanned."""
    suspects = [
        (row, column)
        for column, series in enumerate(frame.get_columns())
        for row in series.str.contains(r"^\d{16,}$").fill_null(False).arg_true()
    ]
    if not suspects:
        return {}
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name)
    cells = sheet.to_python(skip_empty_area=False)
    values = {(row, column): cells[row][column] for row, column in suspects}
    return {
        (row + 1, column): as_shown(value)
        for (row, column), value in values.items()
        if isinstance(value, int | float)
    }


def _error_text(detail: str) -> str:
    found = re.search(r"Error\((\w+)\)", detail)
    return _ERROR_VALUES.get(found.group(1), "#VALUE!") if found else "#VALUE!"


def _put(frame: pl.DataFrame, marks: dict[tuple[int, int], str]) -> pl.DataFrame:
    """`frame` with texts put into cells, given by (row number, column index)."""
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in marks.items():
        if row <= frame.height and column < frame.width:
            by_column.setdefault(column, {})[row - 1] = text
    for column, texts in by_column.items():
        series = frame.get_column(position_column(column))
        frame = frame.with_columns(series.scatter(list(texts), list(texts.values())))
    return frame


def _xls_counts_from_1904(path: Path) -> bool:
    """The date mode record of an .xls: its records are (id, length, content) in a row."""
    if not olefile.isOleFile(str(path)):
        return False
    with olefile.OleFileIO(str(path)) as container:
        stream = next((n for n in ("Workbook", "Book") if container.exists(n)), None)
        content = container.openstream(stream).read(65_536) if stream else b""
    at = 0
    while at + 4 <= len(content):
        record = int.from_bytes(content[at : at + 2], "little")
        length = int.from_bytes(content[at + 2 : at + 4], "little")
        if record == _DATE_MODE_RECORD:
            return content[at + 4 : at + 6] == b"\x01\x00"
        at += 4 + length
    return False
