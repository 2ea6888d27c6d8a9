"""A table of cells into which faults are planted, and the list of what was planted.

Belongs here: replacing cells, remembering where and what is expected, writing the table.
Does not belong here: which faults there are (`mess`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from pipelines.exports import Export
from pipelines.simulate.sheets import PLAIN_BOOK, as_text, headers, new_workbook

HEADER_ROW = 1


class Outcome(StrEnum):
    """What must become of a planted fault."""

    QUARANTINED = "quarantined"  # this row is refused, the others are loaded
    IGNORED = "ignored"  # this row is left out by a rule and counted
    ACCEPTED = "accepted"  # loaded as if nothing were wrong
    NOTED = "noted"  # loaded, with a finding
    REJECTED = "rejected"  # the whole file cannot be used
    DUPLICATE = "duplicate"  # the same bytes were there before: nothing happens
    HELD = "held"  # the whole file waits for --accept


@dataclass(frozen=True)
class Planted:
    """One entry of `planted.json`; row and cell as the spreadsheet shows them, null for a file.

    `code` is the code the finding must carry (empty where there is none), `written` what
    stands in the cell now.
    """

    file: str
    export: str
    sheet: str
    row: int | None
    cell: str | None
    column: str | None
    fault: str
    written: str | None
    outcome: Outcome
    code: str


@dataclass
class FaultyTable:
    """The rows of one export as cells of text, below a header in row 1.

    `rows` are as finally known, so whatever is accepted changes nothing and whatever is
    refused leaves the earlier delivery of the row in force.
    """

    file: str
    export: Export
    cells: list[list[str | None]]
    header: list[str]
    sheet: str
    planted: list[Planted] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    _next: int = 0

    @classmethod
    def of(cls, file: str, export: Export, rows: pl.DataFrame) -> FaultyTable:
        """The table of these rows (money in fen); csv when the file name says so."""
        cells = [list(row) for row in as_text(export, rows, PLAIN_BOOK).rows()]
        sheet = "" if file.endswith(".csv") else export.title_zh
        return cls(file, export, cells, headers(export, PLAIN_BOOK), sheet)

    def plant(
        self, fault: str, changes: Mapping[str, str | None], outcome: Outcome, code: str = ""
    ) -> None:
        """Writes the changed cells into the next untouched row; the first change is the fault.

        Nothing is planted when the table has no row left.
        """
        if self._next < len(self.cells):
            self._change(self._next, fault, changes, outcome, code)
            self._next += 1

    def next_cell(self, name: str) -> str:
        """The text of the next untouched row in this field ('' when it is empty or absent)."""
        if self._next >= len(self.cells):
            return ""
        return self.cells[self._next][self._place(name)] or ""

    def skip_until(self, name: str, cell: str = "") -> None:
        """Passes over rows whose cell in this field is empty (with `cell`: is another one)."""
        while self._next < len(self.cells):
            found = self.next_cell(name)
            if found and cell in ("", found):
                return
            self._next += 1

    def repeat(
        self, fault: str, changes: Mapping[str, str], outcome: Outcome, code: str = ""
    ) -> None:
        """Appends the next untouched row again with these changes; the fault is its key."""
        if self._next >= len(self.cells):
            return
        again = list(self.cells[self._next])
        for name, value in changes.items():
            again[self._place(name)] = value
        self.cells.append(again)
        self._next += 1
        key = self.export.key[0]
        self._change(len(self.cells) - 1, fault, {key: again[self._place(key)]}, outcome, code)

    def total(self, sums: Mapping[str, str], fault: str) -> None:
        """Appends a 合计 row that states these totals."""
        row: list[str | None] = [None] * len(self.header)
        row[0] = "合计"
        self.cells.append(row)
        self._change(len(self.cells) - 1, fault, sums, Outcome.NOTED, "N304")

    def hide(self, fault: str) -> None:
        """Hides the next untouched row; it is read like any other, with a note on the sheet."""
        if self._next < len(self.cells):
            self.hidden_rows.add(self._next)
            self._change(self._next, fault, {}, Outcome.NOTED, "N301")
            self._next += 1

    def whole_file(self, fault: str, outcome: Outcome, code: str = "") -> Planted:
        """Remembers a fault of the file as such."""
        entry = Planted(
            self.file, self.export.name, self.sheet, None, None, None, fault, None, outcome, code
        )
        self.planted.append(entry)
        return entry

    def write(self, folder: Path) -> None:
        (folder / self.file).write_bytes(self.as_bytes())

    def as_bytes(self) -> bytes:
        rows: list[list[str | None]] = [list(self.header), *self.cells]
        return _csv(rows) if not self.sheet else _workbook(self.sheet, rows, self.hidden_rows)

    def _place(self, name: str) -> int:
        return self.export.fields.index(name)

    def _change(
        self, at: int, fault: str, changes: Mapping[str, str | None], outcome: Outcome, code: str
    ) -> None:
        for name, value in changes.items():
            self.cells[at][self._place(name)] = value
        row = at + HEADER_ROW + 1
        place = self._place(next(iter(changes))) if changes else None
        self.planted.append(
            Planted(
                file=self.file,
                export=self.export.name,
                sheet=self.sheet,
                row=row,
                cell=None if place is None else f"{xl_col_to_name(place)}{row}",
                column=None if place is None else self.header[place],
                fault=fault,
                written=None if place is None else self.cells[at][place],
                outcome=outcome,
                code=code,
            )
        )


def _csv(rows: list[list[str | None]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _workbook(sheet_name: str, rows: list[list[str | None]], hidden: set[int]) -> bytes:
    target = io.BytesIO()
    book = new_workbook(target)
    sheet = book.add_worksheet(sheet_name)
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write_string(at, place, cell)
    for at in sorted(hidden):
        sheet.set_row(at + HEADER_ROW, None, None, {"hidden": True})
    book.close()
    return target.getvalue()


def stamped(name: str, at: datetime, extension: str) -> str:
    """A file name with its export time, `name_20261101T0930.csv`."""
    return f"{name}_{at:%Y%m%dT%H%M}.{extension}"
