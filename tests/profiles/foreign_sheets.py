"""Small sheets in the layouts of other systems, as parsing hands them to a profile."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.parsing.tables import SOURCE_ROW, MappedTable, TextTable, position_column
from pipelines.profiles import Profile, load_profiles

PROFILES: dict[str, Profile] = {profile.name: profile for profile in load_profiles()}


def sheet(headers: Sequence[str], *rows: Sequence[str | None] | dict[str, str]) -> TextTable:
    """A sheet with its header in row 1; a row is all cells in order, or some by header."""
    cells = [
        [row.get(header) for header in headers] if isinstance(row, dict) else list(row)
        for row in rows
    ]
    columns = {position_column(i): [row[i] or None for row in cells] for i in range(len(headers))}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    numbers = pl.int_range(2, len(rows) + 2, dtype=pl.Int32).alias(SOURCE_ROW)
    return TextTable("", 1, tuple(headers), frame.with_columns(numbers))


def only_profile_for(table: TextTable) -> Profile:
    """The one shipped profile that recognises the sheet."""
    (profile,) = [p for p in PROFILES.values() if p.matches(table.headers)]
    return profile


def mapped(table: TextTable, folder: str | None = "阳光花园") -> dict[str, MappedTable]:
    """What the one shipped profile for this sheet makes of it, by export."""
    tables = only_profile_for(table).map(table, project_hint=folder)
    return {mapped_table.export.name: mapped_table for mapped_table in tables}


def rows_of(table: MappedTable) -> list[dict[str, str | int | None]]:
    return table.texts.to_dicts()


def ignored_of(table: MappedTable) -> list[tuple[int, str]]:
    return [(item.row, item.rule) for item in table.ignored]
