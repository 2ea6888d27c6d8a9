"""The text tables that pass between opening a sheet, a profile and typing its cells.

Belongs here: `Sheet` (what opening a file gives), `TextTable` (a sheet as text below its
header row) and `MappedTable` (the same text under a contract's field names). Does not
belong here: recognising headers or reading values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl

from pipelines.exports import Export

SOURCE_ROW = "source_row"
# The header stands in one of the first rows of a sheet, below titles and blank rows.
HEAD_ROWS = 30


def position_column(position: int) -> str:
    """Name of the text column that stands in header position `position` (0 is column A)."""
    return f"c{position}"


def drop_blank_rows(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """`frame` without rows whose cells in `names` are all empty or white space."""
    # Nearly every row fills its first cell: only where that is blank are the others looked at.
    first = frame.get_column(names[0])
    doubtful = ~first.str.contains(r"\S").fill_null(False)
    if not doubtful.any():
        return frame
    rows = doubtful.arg_true()
    blank = (
        frame[rows]
        .select(
            pl.all_horizontal(~pl.col(name).str.contains(r"\S").fill_null(False) for name in names)
        )
        .to_series()
    )
    return frame.filter(~doubtful.scatter(rows, blank))


@dataclass(frozen=True)
class TextTable:
    """One sheet below its header row, every cell as text (null where the cell is empty).

    `headers` are the file's own headers by position, "" where the header cell is empty.
    `header_row` is the row number the spreadsheet shows. `rows` has one Utf8 column per
    header position, named by `position_column`, and `source_row` Int32 (the row number the
    spreadsheet shows); blank rows are already left out. `first_column` is how many columns
    stand on the sheet before position 0. `overlong` are rows of a csv with more cells than
    the header has, whose cells may therefore have slipped.
    """

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    rows: pl.DataFrame
    first_column: int = 0
    overlong: frozenset[int] = frozenset()


class Sheet(Protocol):
    """One opened sheet (a csv is one sheet without a name)."""

    @property
    def name(self) -> str: ...

    @property
    def head(self) -> Sequence[tuple[int, tuple[str, ...]]]:
        """The first rows that are not blank: row number and cells ("" where empty)."""
        ...

    def tables(self, header_row: int, headers: tuple[str, ...]) -> Iterator[TextTable]:
        """The rows below `header_row`, in pieces, in order; may raise FileRefused."""
        ...

    def cells(
        self, rows: Sequence[int], header_row: int, width: int
    ) -> dict[int, tuple[str | None, ...]]:
        """The first `width` cells of some rows, by row number; only after `tables`."""
        ...


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
