"""Parsing one received file: from bytes to tables, refused rows and notes.

Belongs here: the order of the steps and the choice between contracts and profiles for each
sheet. Does not belong here: the steps themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

import polars as pl

from pipelines.parsing import sheet_notes
from pipelines.parsing.assembly import GrowingTable, settle_repeats
from pipelines.parsing.columns import ReadingRules
from pipelines.parsing.delimited import GB18030, NotThisEncoding
from pipelines.parsing.file_kind import FileKind, detect_kind
from pipelines.parsing.findings import Place
from pipelines.parsing.header_match import ENOUGH_COVERAGE, ExportMatch, HeaderMatch, find_header
from pipelines.parsing.moments import EPOCH_1900
from pipelines.parsing.open_delimited import open_delimited
from pipelines.parsing.parsed import Finding, ParsedFile
from pipelines.parsing.tables import SOURCE_ROW, MappedTable, Sheet, TextTable, position_column
from pipelines.parsing.text_blocks import unreadable
from pipelines.parsing.workbook import WorkbookSheet, open_workbook

_PROJECT = "project_name"


class Profile(Protocol):
    """What parsing asks of a mapping profile (`pipelines.profiles`)."""

    @property
    def name(self) -> str: ...

    @property
    def needs_whole_sheet(self) -> bool: ...

    def matches(self, headers: Sequence[str]) -> bool: ...

    def map(self, table: TextTable, *, project_hint: str | None) -> list[MappedTable]: ...


def parse_file(
    path: Path,
    *,
    file_name: str,
    exported_at: datetime,
    project_hint: str | None = None,
    profiles: Sequence[Profile] = (),
) -> ParsedFile:
    """Everything that the file at `path` holds, typed and judged.

    `file_name` is the name that findings show; `exported_at` the export's time, after which
    nothing can have happened; `project_hint` fills 项目 where the file has no such column.
    Our own contracts are tried first, then `profiles` in order. Raises FileRefused when the
    whole file cannot be used (codes E1xx).
    """
    kind = detect_kind(path, file_name)
    if kind is not FileKind.TEXT:
        workbook = open_workbook(path, file_name, kind)
        reading = _FileReading(file_name, exported_at, project_hint, profiles, workbook.epoch)
        return reading.read(workbook.sheets)
    reading = _FileReading(file_name, exported_at, project_hint, profiles, EPOCH_1900)
    sheet = open_delimited(path, file_name)
    try:
        return reading.read([sheet])
    except NotThisEncoding as wrong:
        # Plain letters and digits look the same in both encodings. A file that begins with
        # Chinese in UTF-8 and goes on otherwise is damaged.
        if not all(cell.isascii() for _, cells in sheet.head for cell in cells):
            raise unreadable(file_name, wrong.row) from wrong
        again = open_delimited(path, file_name, GB18030)
        reading = _FileReading(file_name, exported_at, project_hint, profiles, EPOCH_1900)
        return reading.read([again])


class _FileReading:
    """One pass over the sheets of one file."""

    def __init__(
        self,
        file: str,
        exported_at: datetime,
        project_hint: str | None,
        profiles: Sequence[Profile],
        epoch: datetime,
    ) -> None:
        self.file, self.exported_at, self.project_hint = file, exported_at, project_hint
        self.profiles, self.epoch = profiles, epoch
        self.tables: list[GrowingTable] = []
        self.keys: list[dict[int, str]] = []
        self.notes: list[Finding] = []

    def read(self, sheets: Sequence[Sheet]) -> ParsedFile:
        strangers: list[tuple[Sheet, HeaderMatch | None]] = []
        for sheet in sheets:
            found = find_header(sheet.head)
            if not self._read_sheet(sheet, found):
                strangers.append((sheet, found))
        if not self.tables:
            raise sheet_notes.no_export(self.file, strangers)
        self.notes += [
            sheet_notes.stranger(self.file, sheet, found)
            for sheet, found in strangers
            if not sheet_notes.is_explanation(sheet, found)
        ]
        settle_repeats(self.tables)
        for table in self.tables:
            self.notes += table.total_notes()
        parsed = [t.finish(keys) for t, keys in zip(self.tables, self.keys, strict=True)]
        return ParsedFile(tuple(parsed), tuple(self.notes))

    def _read_sheet(self, sheet: Sheet, found: HeaderMatch | None) -> bool:
        """Read one sheet by a contract or a profile; False when neither knows it."""
        match = self._with_hint(found.match) if found else None
        known = found is not None and match is not None and match.is_telling
        if not (known and match is not None and match.coverage >= ENOUGH_COVERAGE):
            for profile in self.profiles:
                for row, cells in sheet.head:
                    if profile.matches(cells):
                        self._note_sheet(sheet)
                        self._read_by_profile(sheet, profile, row, cells)
                        return True
        if not known or found is None or match is None:
            return False
        self._note_sheet(sheet)
        sheet_notes.refuse_doubled(self.file, sheet.name, found)
        self._read_by_contract(sheet, found, match)
        return True

    def _with_hint(self, match: ExportMatch) -> ExportMatch:
        if self.project_hint and match.missing == (_PROJECT,):
            return replace(match, missing=())
        return match

    def _note_sheet(self, sheet: Sheet) -> None:
        if isinstance(sheet, WorkbookSheet):
            self.notes += sheet_notes.hidden(self.file, sheet)

    def _read_by_contract(self, sheet: Sheet, found: HeaderMatch, match: ExportMatch) -> None:
        place = Place(self.file, sheet.name, found.first_column)
        table = GrowingTable(
            match.export, None, sheet, place, found.header_row, found.headers, match.origin
        )
        keys: dict[int, str] = {}
        rules = ReadingRules(epoch=self.epoch)
        full = ("",) * found.first_column + found.headers
        for block in sheet.tables(found.header_row, full):
            if found.key_position is not None:
                keys |= _correction_keys(block, found.key_position)
            block = _without_front(block, found)
            texts = block.rows.select(
                *(pl.col(position_column(at)).alias(f) for f, at in match.origin.items()),
                SOURCE_ROW,
            )
            if (
                _PROJECT in match.export.fields
                and _PROJECT not in match.origin
                and self.project_hint
            ):
                texts = texts.with_columns(pl.lit(self.project_hint).alias(_PROJECT))
            mapped = MappedTable(match.export, texts, match.origin)
            table.add(mapped, block, rules, self.exported_at)
        self._keep(table, keys)
        self.notes += sheet_notes.extra_columns(self.file, sheet.name, found)

    def _read_by_profile(
        self, sheet: Sheet, profile: Profile, row: int, cells: tuple[str, ...]
    ) -> None:
        place = Place(self.file, sheet.name)
        keys: dict[int, str] = {}
        blocks = (
            list(sheet.tables(row, cells))
            if profile.needs_whole_sheet
            else sheet.tables(row, cells)
        )
        front = find_header([(row, cells)])
        if front is not None and front.key_position is not None:
            place = Place(self.file, sheet.name, front.first_column)
            with_front, cells = list(blocks), front.headers
            for block in with_front:
                keys |= _correction_keys(block, front.key_position)
            blocks = [_without_front(block, front) for block in with_front]
        if isinstance(blocks, list) and len(blocks) > 1:
            whole = pl.concat([block.rows for block in blocks])
            over = frozenset().union(*(block.overlong for block in blocks))
            blocks = [replace(blocks[0], rows=whole, overlong=over)]
        growing: dict[int, GrowingTable] = {}
        for block in blocks:
            for at, mapped in enumerate(profile.map(block, project_hint=self.project_hint)):
                if at not in growing:
                    growing[at] = GrowingTable(
                        mapped.export, profile.name, sheet, place, row, cells, mapped.origin
                    )
                rules = ReadingRules(mapped.formats, self.epoch)
                growing[at].add(mapped, block, rules, self.exported_at)
        for table in growing.values():
            self._keep(table, keys)

    def _keep(self, table: GrowingTable, keys: dict[int, str]) -> None:
        self.tables.append(table)
        self.keys.append(keys)
        if not table.rows_in:
            self.notes.append(sheet_notes.no_rows(self.file, table.sheet.name, table.export))


def _correction_keys(block: TextTable, position: int) -> dict[int, str]:
    """Source row → quarantine line, for the rows of a correction workbook."""
    keys = block.rows.get_column(position_column(position)).to_list()
    rows = block.rows.get_column(SOURCE_ROW).to_list()
    return {row: key.strip() for row, key in zip(rows, keys, strict=True) if key and key.strip()}


def _without_front(block: TextTable, found: HeaderMatch) -> TextTable:
    """The block without the correction columns in front, positions counted anew."""
    taken = found.first_column
    if not taken:
        return block
    rows = block.rows.select(
        *(
            pl.col(position_column(taken + i)).alias(position_column(i))
            for i in range(len(found.headers))
        ),
        SOURCE_ROW,
    )
    return replace(block, headers=found.headers, rows=rows, first_column=taken)
