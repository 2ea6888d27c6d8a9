"""The two text tables that pass between opening a sheet, a profile and typing its cells.

Belongs here: `TextTable` (a sheet as text below its header row) and `MappedTable` (the same
text under a contract's field names). Does not belong here: recognising headers or reading
values.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from pipelines.exports import Export

SOURCE_ROW = "source_row"


def position_column(position: int) -> str:
    """Name of the text column that stands in header position `position` (0 is column A)."""
    return f"c{position}"


@dataclass(frozen=True)
class TextTable:
    """One sheet below its header row, every cell as text (null where the cell is empty).

    `headers` are the file's own headers by position, "" where the header cell is empty.
    `header_row` is the row number the spreadsheet shows. `rows` has one Utf8 column per
    header position, named by `position_column`, and `source_row` Int32 (the row number the
    spreadsheet shows); blank rows are already left out.
    """

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    rows: pl.DataFrame


@dataclass(frozen=True)
class IgnoredText:
    """A row that a profile leaves out, and the name of the rule by which it does."""

    row: int
    rule: str


@dataclass(frozen=True)
class MappedTable:
    """A text table under the field names of one contract.

    `texts` has one Utf8 column per contract field that the file has, named by the field, and
    `source_row` Int32. `origin` gives the header position a field was read from (absent for
    a field the profile fills in itself), so that a finding can name the cell. `formats` adds
    strptime formats (`%d/%m/%Y`) that hold for a field of this file beside the usual ones.
    `ignored` are rows of the sheet that the profile left out of this table by a named rule.
    """

    export: Export
    texts: pl.DataFrame
    origin: dict[str, int]
    formats: dict[str, list[str]] = field(default_factory=dict)
    ignored: tuple[IgnoredText, ...] = ()
