"""Proposing a mapping profile for a workbook of another system.

Belongs here: opening the file, finding its table, deciding column by column what can be
decided, and naming what cannot. Does not belong here: scores (`likeness`, `evidence`), the
YAML's text (`proposal_text`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.exports import Column, ColumnType
from pipelines.parsing.delimited import GB18030, NotThisEncoding
from pipelines.parsing.file_kind import FileKind, detect_kind
from pipelines.parsing.findings import refuse
from pipelines.parsing.open_delimited import open_delimited
from pipelines.parsing.tables import Sheet, TextTable, position_column
from pipelines.parsing.workbook import open_workbook
from pipelines.profiles.evidence import Evidence, gather
from pipelines.profiles.likeness import ExportLikeness, rank_exports
from pipelines.profiles.loading import load_profiles
from pipelines.profiles.open_points import (
    about_export,
    about_repeated_key,
    about_rivals,
    about_weak,
    dates_of,
    without_header,
)
from pipelines.profiles.proposal_text import (
    CodeProposal,
    ColumnProposal,
    propose_codes,
    yaml_text,
)

_DATES = (ColumnType.DATE, ColumnType.MONTH, ColumnType.TIMESTAMP)
_CODES = (ColumnType.CODE, ColumnType.BOOLEAN)


@dataclass(frozen=True)
class Proposal:
    """A proposed profile: its YAML, the export it maps to, and what a person must decide.

    `undecided` are sentences (zh, en); with none of them left `yaml_text` loads as it is.
    `known_as` names the shipped profile that already recognises the file, if one does.
    `columns` are the header and score (0 to 1) proposed for each field, for a table on screen.
    """

    yaml_text: str
    undecided: list[tuple[str, str]]
    export: str
    sheet: str
    header_row: int
    known_as: str | None
    columns: tuple[tuple[str, str, float], ...]


def propose(path: Path) -> Proposal:
    """Propose a profile for the fullest table in the file at `path`.

    Raises FileRefused when the file cannot be opened or holds no table.
    """
    table = _fullest_table(path)
    evidence = [gather(table.rows[position_column(i)]) for i in range(len(table.headers))]
    best, second = rank_exports(table.headers, evidence)[:2]
    columns = [_column(column, best, table, evidence) for column in best.export.columns]
    remarks = [
        *about_export(best, second),
        *(remark for column in columns for remark in column.remarks),
    ]
    known = [p.name for p in load_profiles() if p.matches(table.headers)]
    return Proposal(
        yaml_text=yaml_text(_name(path), path.name, table, best.export, columns),
        undecided=[(remark.zh, remark.en) for remark in remarks],
        export=best.export.name,
        sheet=table.sheet,
        header_row=table.header_row,
        known_as=known[0] if known else None,
        columns=tuple(
            (field, table.headers[candidate.position], round(candidate.score, 3))
            for field, candidate in best.chosen.items()
        ),
    )


def _fullest_table(path: Path) -> TextTable:
    tables = [table for table in _tables(path) if table is not None]
    if not tables:
        raise refuse(
            "E108",
            path.name,
            zh="没有找到带表头的数据，无法推荐映射。",
            en="No table with a header row was found, so no mapping can be proposed.",
        )
    return max(tables, key=lambda table: table.rows.height * len(table.headers))


def _tables(path: Path) -> list[TextTable | None]:
    kind = detect_kind(path, path.name)
    if kind is not FileKind.TEXT:
        return [_table(sheet) for sheet in open_workbook(path, path.name, kind).sheets]
    try:
        return [_table(open_delimited(path, path.name))]
    except NotThisEncoding:
        # The file begins like UTF-8 (plain letters and digits only) but is not.
        return [_table(open_delimited(path, path.name, GB18030))]


def _table(sheet: Sheet) -> TextTable | None:
    """The first block of the sheet (all of a workbook's, 16 MB of a text file's)."""
    header = _header_row(sheet.head)
    return next(iter(sheet.tables(*header)), None) if header else None


def _header_row(
    head: Sequence[tuple[int, tuple[str, ...]]],
) -> tuple[int, tuple[str, ...]] | None:
    """The first row with the most different texts that are no values (titles are one cell)."""

    def texts(cells: tuple[str, ...]) -> int:
        named = {cell for cell in cells if cell and gather(pl.Series([cell])).numbers == 0}
        moments = sum(bool(gather(pl.Series([cell])).moments) for cell in named)
        return len(named) - moments

    best = max(head, key=lambda item: texts(item[1]), default=None)
    if best is None or texts(best[1]) < 2:
        return None
    cells = best[1]
    while cells and not cells[-1]:
        cells = cells[:-1]
    return best[0], cells


def _column(
    column: Column, likeness: ExportLikeness, table: TextTable, evidence: Sequence[Evidence]
) -> ColumnProposal:
    """What is proposed for one column of ours, with a remark for everything left open."""
    candidate = likeness.chosen.get(column.field)
    if candidate is None:
        return without_header(column)
    header, values = table.headers[candidate.position], evidence[candidate.position]
    remarks = [
        *about_rivals(column, header, likeness.rivals.get(column.field, ()), table.headers),
        *about_weak(column, header, candidate),
        *about_repeated_key(column, likeness.export, header, values),
    ]
    dates: tuple[str, ...] = ()
    if column.type in _DATES:
        dates, about_dates = dates_of(column, header, values)
        remarks += about_dates
    codes: CodeProposal | None = None
    if column.type in _CODES:
        codes, about_codes = propose_codes(column, header, values)
        remarks += about_codes
    return ColumnProposal(column, header, candidate.score, dates, codes, tuple(remarks))


def _name(path: Path) -> str:
    """A profile name from the file's name: lower case letters, digits and underscores."""
    plain = re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_")
    return plain if plain and not plain.isdigit() else "other_system"
