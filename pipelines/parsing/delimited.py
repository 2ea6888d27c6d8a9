"""Reading delimited text (csv, tab- or semicolon-separated) as blocks of text tables.

Belongs here: encoding, delimiter, quotes, line ends and row numbers. Does not belong here:
what the columns mean.

The file is cut into blocks at line ends outside quotes, so that memory stays bounded; a
GB18030 file is transcoded block by block (its trail bytes are never a comma, a quote or a
line end, so the cuts are safe).
"""

from __future__ import annotations

import bisect
import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import polars as pl

from pipelines.parsing.findings import refuse
from pipelines.parsing.tables import (
    HEAD_ROWS,
    SOURCE_ROW,
    TextTable,
    drop_blank_rows,
    position_column,
)

BLOCK_BYTES = 16 * 1024 * 1024
SNIFF_BYTES = 256 * 1024
LONGEST_RECORD = 4 * 1024 * 1024
DELIMITERS = (",", "\t", ";", "|")
UTF8, GB18030 = "utf-8", "gb18030"
# So many delimited lines inside one quoted cell are not an address with line breaks in it.
SWALLOWED_LINES = 3
_OVERFLOW = "overflow"

csv.field_size_limit(LONGEST_RECORD)


class NotThisEncoding(Exception):
    """A later block of the file is not in the encoding of its beginning."""


@dataclass(frozen=True)
class DelimitedSheet:
    """An opened text file. Row numbers count records, as a spreadsheet would show them."""

    file: str
    source: Path | bytes
    encoding: str
    delimiter: str
    head: tuple[tuple[int, tuple[str, ...]], ...]
    ends: dict[int, int]
    width: int
    name: str = ""
    # First row of each block read → its byte offset and size, for `cells`.
    blocks: dict[int, tuple[int, int]] = field(default_factory=dict)

    def tables(self, header_row: int, headers: tuple[str, ...]) -> Iterator[TextTable]:
        """Blocks of the rows below `header_row`, blank rows left out.

        Raises NotThisEncoding when a block cannot be decoded, FileRefused (E110) for a
        quotation mark that is never closed.
        """
        row = header_row + 1
        with _open(self.source) as stream:
            at = stream.seek(self.ends[header_row])
            for block in _blocks(stream):
                frame = self._read(self._as_utf8(block, row), len(headers), row)
                self.blocks[row] = (at, len(block))
                numbers = pl.int_range(row, row + frame.height, dtype=pl.Int32, eager=True)
                row, at = row + frame.height, at + len(block)
                frame.insert_column(frame.width, numbers.alias(SOURCE_ROW))
                yield self._table(frame, header_row, headers)

    def cells(
        self, rows: Sequence[int], header_row: int, width: int
    ) -> dict[int, tuple[str | None, ...]]:
        """The first `width` cells of some rows, by row number: reads their blocks again."""
        starts = sorted(self.blocks)
        by_block: dict[int, list[int]] = {}
        for row in rows:
            by_block.setdefault(starts[bisect.bisect_right(starts, row) - 1], []).append(row)
        found: dict[int, tuple[str | None, ...]] = {}
        with _open(self.source) as stream:
            for start, wanted in by_block.items():
                at, size = self.blocks[start]
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
            raise _unreadable(self.file, line) from error

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
            )
        except pl.exceptions.NoDataError:
            return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
        except pl.exceptions.ComputeError as error:
            if "utf-8" in str(error):
                raise NotThisEncoding from error
            frame = self._read_slowly(block, names, row)
        if quoted:
            if block.count(b"\n") > frame.height:
                self._refuse_swallowed_lines(frame, width, row)
            frame = pl.DataFrame([_without_empty(column) for column in frame.get_columns()])
        return frame

    def _read_slowly(self, block: bytes, names: list[str], row: int) -> pl.DataFrame:
        """A block with stray quotation marks, which only the forgiving reader can split."""
        try:
            text = block.decode(UTF8)
        except UnicodeDecodeError as error:
            raise NotThisEncoding from error
        try:
            records = list(csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter))
        except csv.Error as error:
            raise _open_quote(self.file, row) from error
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
                    raise _open_quote(self.file, row + int(first))

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


def _without_empty(texts: pl.Series) -> pl.Series:
    """A quoted empty cell (`""`) is as empty as an unquoted one."""
    empty = texts.str.len_bytes() == 0
    return texts.set(empty, None) if empty.any() else texts


def open_delimited(path: Path, file: str, encoding: str | None = None) -> DelimitedSheet:
    """Look at the beginning of a text file: its encoding, delimiter and first rows.

    `encoding` forces one (after NotThisEncoding). Raises FileRefused (E107) when the bytes
    are text in neither UTF-8 nor GB18030.
    """
    source: Path | bytes = path
    with path.open("rb") as stream:
        start = stream.read(SNIFF_BYTES)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        source = _transcode(path, "utf-16", file)
        start, encoding = source[:SNIFF_BYTES], UTF8
    if b"\n" not in start and b"\r" in start:  # line ends of an old Macintosh
        whole = path.read_bytes() if isinstance(source, Path) else source
        source = whole.replace(b"\r", b"\n")
        start = source[:SNIFF_BYTES]
    skip = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
    encoding = encoding or (UTF8 if skip or _is_utf8(start) else GB18030)
    lines = _lines(start[skip:])
    delimiter = _detect_delimiter(lines, encoding)
    head, ends, width = _read_head(lines, encoding, delimiter, skip, file)
    return DelimitedSheet(file, source, encoding, delimiter, head, ends, width)


def _lines(start: bytes) -> list[bytes]:
    return [line + b"\n" for line in start.split(b"\n")]


def _is_utf8(start: bytes) -> bool:
    try:
        codecs.getincrementaldecoder(UTF8)().decode(start, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _detect_delimiter(lines: list[bytes], encoding: str) -> str:
    """The delimiter that splits most of the first lines into the same number of cells."""
    sample = [line.decode(encoding, "replace") for line in lines[: HEAD_ROWS * 2]]
    best, best_score = ",", 1.0
    for delimiter in DELIMITERS:
        widths = [len(record) for record in csv.reader(sample, delimiter=delimiter) if record]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        score = usual * widths.count(usual) / len(widths)
        if usual > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _read_head(
    lines: list[bytes], encoding: str, delimiter: str, skip: int, file: str
) -> tuple[tuple[tuple[int, tuple[str, ...]], ...], dict[int, int], int]:
    """First rows, the byte offset at which each of them ends, and the widest of them."""
    text = (line.decode(encoding, "replace") for line in lines)
    reader = csv.reader(text, delimiter=delimiter)
    offsets = [skip]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    head: list[tuple[int, tuple[str, ...]]] = []
    ends: dict[int, int] = {}
    row, width = 0, 1
    try:
        for record in reader:
            row += 1
            ends[row] = offsets[reader.line_num]
            width = max(width, len(record))
            cells = tuple(cell.strip() for cell in record)
            if any(cells):
                head.append((row, cells))
            if len(head) >= HEAD_ROWS:
                break
    except csv.Error as error:
        raise _open_quote(file, row + 1) from error
    return tuple(head), ends, width


def _open(source: Path | bytes) -> BinaryIO:
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source)


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The rest of `stream` in pieces that end at a line end outside quotes."""
    size = BLOCK_BYTES
    while True:
        block = stream.read(size)
        if len(block) < size:  # the end of the file
            if block:
                yield block
            return
        cut = _cut_position(block)
        # Step back rather than carry the rest over: copying blocks costs more than reading.
        stream.seek(cut - len(block), io.SEEK_CUR)
        if cut:
            yield block[:cut]
        size = BLOCK_BYTES if cut else size * 2


def _cut_position(block: bytes) -> int:
    """Just behind the last line end outside quotes; 0 when there is none."""
    end = block.rfind(b"\n")
    if b'"' not in block:
        return end + 1
    quotes = block.count(b'"', 0, end + 1)
    while end >= 0 and quotes % 2:
        # Inside a quoted cell: go back before its opening mark.
        opening = block.rfind(b'"', 0, end)
        next_end = block.rfind(b"\n", 0, max(opening, 0))
        quotes -= block.count(b'"', next_end + 1, end + 1)
        end = next_end
    return end + 1


def _transcode(path: Path, encoding: str, file: str) -> bytes:
    try:
        return path.read_bytes().decode(encoding).encode()
    except UnicodeDecodeError as error:
        raise _unreadable(file, 1) from error


def _escaped(delimiter: str) -> str:
    return {"\t": r"\t", "|": r"\|"}.get(delimiter, delimiter)


def _unreadable(file: str, line: int) -> Exception:
    return refuse(
        "E107",
        file,
        zh=f"第 {line} 行附近的文字无法解读，文件既不是 UTF-8 也不是 GBK/GB18030。"
        "请用 Excel 另存为 .xlsx，或另存为“CSV UTF-8”。",
        en=f"The text near line {line} cannot be decoded: the file is neither UTF-8 nor "
        "GBK/GB18030. Save it as .xlsx, or as “CSV UTF-8”, from Excel.",
    )


def _open_quote(file: str, row: int) -> Exception:
    return refuse(
        "E110",
        file,
        zh=f"第 {row} 行的引号（\"）没有配对，后面的行被当成了一个单元格。"
        "请在该行补上或去掉引号，或另存为 .xlsx。",
        en=f"A quotation mark (\") in row {row} is never closed, so the rows after it were taken "
        "for one cell. Close or remove it in that row, or save the file as .xlsx.",
    )
