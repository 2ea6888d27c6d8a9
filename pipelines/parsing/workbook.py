"""Reading the sheets of a workbook (xlsx, xls, xlsb, ods) as text tables.

Belongs here: opening a workbook, its sheets as text, error values and formulas without a
value put back into their cells. Does not belong here: what the columns mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import fastexcel
import olefile
import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from pipelines.parsing.blanks import UNCALCULATED
from pipelines.parsing.file_kind import FileKind, damaged
from pipelines.parsing.moments import EPOCH_1900, EPOCH_1904
from pipelines.parsing.tables import (
    HEAD_ROWS,
    SOURCE_ROW,
    TextTable,
    drop_blank_rows,
    position_column,
)
from pipelines.parsing.workbook_scan import SheetScan, WorkbookScan, scan_workbook

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
        reader = fastexcel.read_excel(str(path))
        sheets = [_read_sheet(reader, path, name, scan) for name in reader.sheet_names]
    except (fastexcel.FastExcelError, CalamineError, OSError, ValueError) as error:
        raise damaged(file) from error
    is_1904 = scan.is_1904 if scan else _xls_counts_from_1904(path)
    return Workbook(
        tuple(sheet for sheet in sheets if sheet.frame.height),
        EPOCH_1904 if is_1904 else EPOCH_1900,
    )


def _read_sheet(
    reader: fastexcel.ExcelReader, path: Path, name: str, scan: WorkbookScan | None
) -> WorkbookSheet:
    sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = sheet.to_arrow_with_errors()
    seen = scan.sheets.get(name, SheetScan()) if scan else SheetScan()
    if not batch.num_columns or not batch.num_rows:
        empty = pl.DataFrame(schema={"c0": pl.String, SOURCE_ROW: pl.Int32})
        return WorkbookSheet(name, empty, sheet.visible != "visible", ())
    offset = 0 if seen.has_column_a else _first_column(path, name)
    frame = pl.from_arrow(batch)
    assert isinstance(frame, pl.DataFrame)
    width = frame.width + offset
    frame.columns = [position_column(offset + i) for i in range(frame.width)]
    frame = frame.with_columns(
        *(pl.lit(None, dtype=pl.String).alias(position_column(i)) for i in range(offset))
    )
    names = [position_column(i) for i in range(width)]
    marks = {
        (error.position[0], error.position[1] + offset): _error_text(error.detail)
        for error in (errors.errors if errors else ())
    }
    for (row, column), formula in seen.uncalculated.items():
        if row <= frame.height and column < width:
            marks[row - 1, column] = f"{UNCALCULATED} ={formula}"
    frame = _put(frame, marks).select(
        *names, pl.int_range(1, frame.height + 1, dtype=pl.Int32).alias(SOURCE_ROW)
    )
    return WorkbookSheet(
        name, drop_blank_rows(frame, names), sheet.visible != "visible", seen.hidden_rows
    )


def _first_column(path: Path, name: str) -> int:
    """Columns in front of the sheet's range, which the fast reader leaves out."""
    start = CalamineWorkbook.from_path(path).get_sheet_by_name(name).start
    return start[1] if start else 0


def _error_text(detail: str) -> str:
    found = re.search(r"Error\((\w+)\)", detail)
    return _ERROR_VALUES.get(found.group(1), "#VALUE!") if found else "#VALUE!"


def _put(frame: pl.DataFrame, marks: dict[tuple[int, int], str]) -> pl.DataFrame:
    """`frame` with texts put into cells given by (row index, column index)."""
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in marks.items():
        by_column.setdefault(column, {})[row] = text
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
