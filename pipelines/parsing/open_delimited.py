"""Opening a delimited text file: its encoding, its delimiter and its first rows.

Belongs here: what can be told from the beginning of the file. Does not belong here: reading
its rows (`delimited`).
"""

from __future__ import annotations

import codecs
import csv
from pathlib import Path

from pipelines.parsing.delimited import GB18030, UTF8, DelimitedSheet
from pipelines.parsing.tables import HEAD_ROWS
from pipelines.parsing.text_blocks import open_quote, unreadable

SNIFF_BYTES = 256 * 1024
SURE_LETTERS = 8
DELIMITERS = (",", "\t", ";", "|")


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
    head, ends = _read_head(lines, encoding, delimiter, skip, file)
    return DelimitedSheet(file, source, encoding, delimiter, head, ends)


def _lines(start: bytes) -> list[bytes]:
    return [line + b"\n" for line in start.split(b"\n")]


def _is_utf8(start: bytes) -> bool:
    """Whether the beginning is UTF-8, or was before it was damaged: Chinese in GBK is never
    valid UTF-8 for several characters on end."""
    try:
        codecs.getincrementaldecoder(UTF8)().decode(start, final=False)
    except UnicodeDecodeError as error:
        valid = start[: error.start].decode(UTF8)
        return sum(not letter.isascii() for letter in valid) >= SURE_LETTERS
    return True


def _detect_delimiter(lines: list[bytes], encoding: str) -> str:
    """The delimiter that splits most of the first lines into the same number of cells."""
    sample = [_as_line(line, encoding) for line in lines[: HEAD_ROWS * 2]]
    best, best_score = ",", 1.0
    for delimiter in DELIMITERS:
        try:
            widths = [len(record) for record in csv.reader(sample, delimiter=delimiter) if record]
        except csv.Error:  # a quotation mark never closed: told when the rows are read
            continue
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        score = usual * widths.count(usual) / len(widths)
        if usual > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _as_line(line: bytes, encoding: str) -> str:
    """One line as text, a stray carriage return inside it as a space."""
    return line.decode(encoding, "replace").rstrip("\r\n").replace("\r", " ") + "\n"


def _read_head(
    lines: list[bytes], encoding: str, delimiter: str, skip: int, file: str
) -> tuple[tuple[tuple[int, tuple[str, ...]], ...], dict[int, int]]:
    """The first rows that are not blank, and the byte offset at which each row ends."""
    reader = csv.reader((_as_line(line, encoding) for line in lines), delimiter=delimiter)
    offsets = [skip]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    head: list[tuple[int, tuple[str, ...]]] = []
    ends: dict[int, int] = {}
    row = 0
    try:
        for record in reader:
            row += 1
            ends[row] = offsets[reader.line_num]
            cells = tuple(cell.strip() for cell in record)
            if any(cells):
                head.append((row, cells))
            if len(head) >= HEAD_ROWS:
                break
    except csv.Error as error:
        raise open_quote(file, row + 1) from error
    return tuple(head), ends


def _transcode(path: Path, encoding: str, file: str) -> bytes:
    try:
        return path.read_bytes().decode(encoding).encode()
    except UnicodeDecodeError as error:
        raise unreadable(file, 1) from error
