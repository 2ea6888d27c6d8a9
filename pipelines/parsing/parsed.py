"""What parsing a received file gives: tables, refused rows and findings.

Belongs here: the shapes that pass from parsing to intake. Does not belong here: reading
cells, judging them, or storing anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from pipelines.exports import Export


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with one cell (or, with `row` None, with a sheet or file).

    `row` is the number the spreadsheet shows, `cell` its address (`F128`), `column` the
    header as the file spells it, `found` the raw text. `code` is stable (`E203`); the two
    messages say file, sheet, cell, what was found, what was expected and how to mend it.
    """

    code: str
    file: str
    sheet: str
    row: int | None
    cell: str | None
    column: str | None
    field: str | None
    found: str
    expected_zh: str
    expected_en: str
    message_zh: str
    message_en: str


@dataclass(frozen=True)
class RefusedRow:
    """A row that goes to quarantine: all its findings, its cells as text, its money.

    `amount` is the sum of the row's readable money cells in yuan (None: none readable);
    `amounts` holds each money field that could be read, for the control totals.
    """

    row: int
    cells: tuple[str | None, ...]
    findings: tuple[Finding, ...]
    amount: Decimal | None
    amounts: dict[str, Decimal]


@dataclass(frozen=True)
class IgnoredRow:
    """A row left out by a named rule: `total_row` or `identical_duplicate`."""

    row: int
    rule: str
    amounts: dict[str, Decimal]


@dataclass(frozen=True)
class ParsedTable:
    """One sheet (or the half of one that a profile maps) read as one export.

    `accepted` has the contract's fields in order, typed as the lake stores them (absent
    optional columns are all null), plus `source_row` Int32. `missing_fields` are optional
    fields without a column in the file. `headers` are the file's own headers in order,
    `header_row` the row they stand in. `amounts_in` is, per money field, the exact sum over
    every data row as read, before rows were sorted into accepted, refused and ignored.
    `corrects` maps a source row of a correction workbook to the quarantine line it mends
    (`<batch_id>/<export>/<sheet>/<row>`), empty for an ordinary file. `origin` gives the
    header position a field was read from, `first_column` how many columns stand before
    position 0, so that a later finding can still name the cell.
    """

    export: Export
    profile: str | None
    sheet: str
    header_row: int
    headers: tuple[str, ...]
    accepted: pl.DataFrame
    refused: tuple[RefusedRow, ...]
    ignored: tuple[IgnoredRow, ...]
    missing_fields: tuple[str, ...]
    amounts_in: dict[str, Decimal]
    rows_in: int
    corrects: dict[int, str] = field(default_factory=dict)
    origin: dict[str, int] = field(default_factory=dict)
    first_column: int = 0


@dataclass(frozen=True)
class ParsedFile:
    """Every table found in one file, and notes about the file itself (hidden rows, sheets
    that hold no export, a total that does not match), none of which stops it."""

    tables: tuple[ParsedTable, ...]
    notes: tuple[Finding, ...]


class FileRefused(Exception):
    """The whole file cannot be used: unreadable, or no export recognised in it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message_en)
        self.finding = finding
