"""Reading the rows of delimited text (csv, tab- or semicolon-separated) as text tables.

Belongs here: quotes, overlong records and row numbers. Does not belong here: finding out
the encoding and delimiter (`open_delimited`), what the columns mean.

Blocks keep memory bounded; a GB18030 file is transcoded block by block (its trail bytes are
never a comma, a quote or a line end, so the cuts are safe).
"""

from __future__ import annotations

import bisect
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.parsing.tables import SOURCE_ROW, TextTable, drop_blank_rows, position_column
from pipelines.parsing.text_blocks import blocks, open_quote, open_source, unreadable

UTF8, GB18030 = "utf-8", "gb18030"
# So many delimited lines inside one quoted cell are not an address with line breaks in it.
SWALLOWED_LINES = 3
_OVERFLOW = "overflow"


class NotThisEncoding(Exception):
    """A later block of the file is not in the encoding of its beginning; near which row."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


@dataclass(frozen=True)
class DelimitedSheet:
    """An opened text file. Row numbers count records, as a spreadsheet would show them."""

    file: str
    source: Path | bytes
    encoding: str
    delimiter: str
    head: tuple[tuple[int, tuple[str, ...]], ...]
    ends: dict[int, int]
    name: str = ""
    # First row of each block read → its byte offset and size, for `cells`.
    starts: dict[int, tuple[int, int]] = field(default_factory=dict)

    def tables(self, header_row: int, headers: tuple[str, ...]) -> Iterator[TextTable]:
        """Blocks of the rows below `header_row`, blank rows left out.

        Raises NotThisEncoding when a block cannot be decoded, FileRefused (E110) for a
        quotation mark that is never closed.
        """
        row = header_row + 1
        with open_source(self.source) as stream:
            at = stream.seek(self.ends[header_row])
            for block in blocks(stream):
                frame = self._read(self._as_utf8(block, row), len(headers), row)
                self.starts[row] = (at, len(block))
                numbers = pl.int_range(row, row + frame.height, dtype=pl.Int32, eager=True)
                row, at = row + frame.height, at + len(block)
                frame.insert_column(frame.width, numbers.alias(SOURCE_ROW))
                yield self._table(frame, header_row, headers)

    def cells(
        self, rows: Sequence[int], header_row: int, width: int
    ) -> dict[int, tuple[str | None, ...]]:
        """The first `width` cells of some rows, by row number: reads their blocks again."""
        starts = sorted(self.starts)
        by_block: dict[int, list[int]] = {}
        for row in rows:
            by_block.setdefault(starts[bisect.bisect_right(starts, row) - 1], []).append(row)
        found: dict[int, tuple[str | None, ...]] = {}
        with open_source(self.source) as stream:
            for start, wanted in by_block.items():
                at, size = self.starts[start]
                stream.seek(at)
                frame = self._read(self._as_utf8(stream.read(size), start), width, start)
                for row in wanted:
                    found[row] = frame.row(row - start)[:width]
        return found

    def _as_utf8(self, block: bytes, row: int) -> bytes:
        if self.encoding == UTF8:
            return block
        try:
            return block.decode(self.encoding).encode()
        except UnicodeDecodeError as error:
            line = row + block.count(b"\n", 0, error.start)
            raise unreadable(self.file, line) from error

    def _read(self, block: bytes, width: int, row: int) -> pl.DataFrame:
        """One block as Utf8 columns c0..cN and the first cell beyond them."""
        names = [*(position_column(i) for i in range(width)), _OVERFLOW]
        quoted = b'"' in block
        try:
            frame = pl.read_csv(
                block,
                has_header=False,
                schema=dict.fromkeys(names, pl.String),
                separator=self.delimiter,
                quote_char='"' if quoted else None,
                truncate_ragged_lines=True,
                missing_columns="insert",
                extra_columns="ignore",
            )
        except pl.exceptions.NoDataError:
            return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
        except pl.exceptions.ComputeError as error:
            if "utf-8" in str(error):
                raise NotThisEncoding(row + _lines_before_error(block)) from error
            frame = self._read_slowly(block, names, row)
        if quoted:
            if block.count(b"\n") > frame.height:
                self._refuse_swallowed_lines(frame, width, row)
            if b'""' in block:
                frame = pl.DataFrame([_without_empty(column) for column in frame.get_columns()])
        return frame

    def _read_slowly(self, block: bytes, names: list[str], row: int) -> pl.DataFrame:
        """A block with stray quotation marks, which only the forgiving reader can split."""
        try:
            text = block.decode(UTF8)
        except UnicodeDecodeError as error:
            raise NotThisEncoding(row + _lines_before_error(block)) from error
        try:
            records = list(csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter))
        except csv.Error as error:
            raise open_quote(self.file, row) from error
        width = len(names)
        cells = [[*record, *[""] * width][:width] for record in records]
        columns = {name: [record[i] or None for record in cells] for i, name in enumerate(names)}
        return pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))

    def _refuse_swallowed_lines(self, frame: pl.DataFrame, width: int, row: int) -> None:
        """A quotation mark that never closes makes one cell of many rows: refuse, not lose."""
        if width < 2:
            return
        line = rf"[^\n]*(?:{_escaped(self.delimiter)}[^\n]*){{{width - 1},}}\n"
        pattern = f"(?:{line}){{{SWALLOWED_LINES - 1},}}"
        for name in frame.columns:
            swallowed = frame[name].str.contains("\n", literal=True).fill_null(False)
            if swallowed.any():
                inside = frame[name].filter(swallowed).str.contains(pattern)
                if inside.any():
                    first = swallowed.arg_true().gather(inside.arg_true())[0]
                    raise open_quote(self.file, row + int(first))

    def _table(self, frame: pl.DataFrame, header_row: int, headers: tuple[str, ...]) -> TextTable:
        names = [position_column(i) for i in range(len(headers))]
        last = frame.get_column(_OVERFLOW)
        overlong: frozenset[int] = frozenset()
        if last.null_count() < last.len():
            filled = last.fill_null("").str.strip_chars() != ""
            overlong = frozenset(frame.filter(filled).get_column(SOURCE_ROW).to_list())
        rows = pl.DataFrame([c for c in frame.get_columns() if c.name != _OVERFLOW])
        rows = drop_blank_rows(rows, names)
        return TextTable(self.name, header_row, headers, rows, overlong=overlong)


def _lines_before_error(block: bytes) -> int:
    """Line ends in front of the first bytes that are not UTF-8."""
    try:
        block.decode(UTF8)
    except UnicodeDecodeError as error:
        return block.count(b"\n", 0, error.start)
    return 0


def _without_empty(texts: pl.Series) -> pl.Series:
    """A quoted empty cell (`""`) is as empty as an unquoted one."""
    empty = texts.str.len_bytes() == 0
    return texts.set(empty, None) if empty.any() else texts


def _escaped(delimiter: str) -> str:
    return {"\t": r"\t", "|": r"\|"}.get(delimiter, delimiter)
