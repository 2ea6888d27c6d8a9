"""What the fast workbook reader does not tell: hidden rows, formulas never calculated, ids
kept as numbers, the 1904 epoch, and sheets that lie about their size.

Belongs here: one streaming pass over the XML of each sheet of an .xlsx, before the reader
opens it. Does not belong here: cell values.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from pipelines.parsing.blanks import UNCALCULATED
from pipelines.parsing.file_kind import BROKEN_ARCHIVE, damaged, too_large
from pipelines.parsing.findings import column_index

CHUNK = 1024 * 1024
OVERLAP = 4096
# A table has tens of columns; the reader reserves memory for rows × columns of the range.
WIDEST_COLUMN = 2_000
MOST_CELLS = 200_000_000

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"[^>]*>')
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_LAST_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_FAR_COLUMN = re.compile(rb'r="([A-Z]{3})\d')
_COLUMN_A = re.compile(rb'<c r="A\d+"[^>]*[^/]>')
_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^>]*>\s*<f[^>]*?(?:/>|>([^<]*)</f>)'
    rb"\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
# A number of 16 or more digits: what stood behind the 15th is lost already.
_LONG_NUMBER = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"(?![^>]*\bt=")[^>]*>(?:<f[^>]*>[^<]*</f>)?'
    rb"<v>(\d{16,}(?:\.\d*)?|\d(?:\.\d+)?E\+(?:1[5-9]|[2-9]\d))</v>"
)
_MAYBE_LONG = re.compile(rb"<v>(?:\d{16}|\d(?:\.\d+)?E\+)")


@dataclass(frozen=True)
class SheetScan:
    """What one sheet's XML says. Rows are spreadsheet numbers; `marks` gives, by (row, column
    index), the text to put into a cell whose value is missing or has lost digits;
    `has_column_a` whether some cell in column A holds something."""

    hidden_rows: tuple[int, ...] = ()
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    has_column_a: bool = False


@dataclass(frozen=True)
class WorkbookScan:
    """Scans by sheet name, and whether serial dates count from 1904."""

    sheets: dict[str, SheetScan]
    is_1904: bool


def scan_workbook(path: Path, file: str) -> WorkbookScan:
    """Scan every worksheet of an .xlsx. Raises FileRefused (E105, E106)."""
    try:
        with zipfile.ZipFile(path) as archive:
            workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            targets = _relations(archive)
            is_1904 = any(
                _tag(part) == "workbookPr" and part.get("date1904") in ("1", "true")
                for part in workbook.iter()
            )
            sheets = {}
            for part in workbook.iter():
                if _tag(part) != "sheet":
                    continue
                relation = part.get(_RELATION) or part.get(_STRICT_RELATION) or ""
                member = targets.get(relation)
                if member in archive.namelist():
                    sheets[part.get("name") or ""] = _scan_sheet(archive, str(member), path, file)
            if "xl/sharedStrings.xml" in archive.namelist():
                for _ in _unpack(archive, "xl/sharedStrings.xml", path, file):
                    pass
    except (*BROKEN_ARCHIVE, ElementTree.ParseError, DefusedXmlException) as error:
        raise damaged(file) from error
    return WorkbookScan(sheets, is_1904)


def _relations(archive: zipfile.ZipFile) -> dict[str, str]:
    """Relation id → path inside the archive."""
    root = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {}
    for part in root:
        target = part.get("Target") or ""
        inside = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        targets[part.get("Id") or ""] = posixpath.normpath(inside)
    return targets


def _tag(part: Element) -> str:
    return str(part.tag).rpartition("}")[2]


def _unpack(archive: zipfile.ZipFile, member: str, path: Path, file: str) -> Iterator[bytes]:
    """The unpacked bytes of a member in chunks; refuses one larger than the directory says,
    which the readers would unpack without limit."""
    entry = archive.getinfo(member)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(f"compression {entry.compress_type}")
    with path.open("rb") as raw:
        raw.seek(entry.header_offset)
        header = raw.read(30)
        raw.seek(
            int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1
        )
        left, size = entry.compress_size, 0
        unpacker = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
        while left > 0:
            packed = raw.read(min(CHUNK // 4, left))
            if not packed:
                raise zipfile.BadZipFile("cut short")
            left -= len(packed)
            while packed:
                chunk = unpacker.decompress(packed, CHUNK) if unpacker else packed
                packed = unpacker.unconsumed_tail if unpacker else b""
                size += len(chunk)
                if size > entry.file_size:
                    raise too_large(file, size)
                if chunk:
                    yield chunk
        if size != entry.file_size:
            raise zipfile.BadZipFile("size differs from the directory")


def _scan_sheet(archive: zipfile.ZipFile, member: str, path: Path, file: str) -> SheetScan:
    hidden: dict[int, None] = {}
    marks: dict[tuple[int, int], str] = {}
    has_column_a, last_row, widest = False, 0, 0
    tail = b""
    for chunk in _unpack(archive, member, path, file):
        window = tail + chunk
        has_column_a = has_column_a or _COLUMN_A.search(window) is not None
        hidden |= dict.fromkeys(_hidden_rows(window))
        marks |= _marks(window)
        for letters in _FAR_COLUMN.findall(window):
            widest = max(widest, column_index(letters.decode()))
        last = window.rfind(b"<row")
        found = _LAST_ROW.search(window, last) if last >= 0 else None
        last_row = max(last_row, int(found.group(1)) if found else 0)
        tail = window[-OVERLAP:]
    if widest > WIDEST_COLUMN or last_row * (widest + 1) > MOST_CELLS:
        raise too_large(file, last_row * (widest + 1))
    return SheetScan(tuple(hidden), marks, has_column_a)


def _hidden_rows(window: bytes) -> list[int]:
    if b"hidden=" not in window:
        return []
    numbers = (_ROW_NUMBER.search(row) for row in _HIDDEN_ROW.findall(window))
    return [int(number.group(1)) for number in numbers if number]


def _marks(window: bytes) -> dict[tuple[int, int], str]:
    """Texts for cells that the reader would show as empty, or with digits made up."""
    marks = {}
    if b"<f" in window:
        for letters, row, formula in _UNCALCULATED.findall(window):
            text = f"{UNCALCULATED} ={formula.decode('utf-8', 'replace')}"
            marks[int(row), column_index(letters.decode())] = text
    if _MAYBE_LONG.search(window):
        for letters, row, number in _LONG_NUMBER.findall(window):
            marks[int(row), column_index(letters.decode())] = as_shown(float(number))
    return marks


def as_shown(number: float) -> str:
    """A number of too many digits in the notation that says so (`9.12025022687960E+17`)."""
    return f"{number:.14E}"
