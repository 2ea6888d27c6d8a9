"""A mapping profile: another system's sheet becomes one or more of our exports.

Belongs here: recognising a sheet by its headers and applying a profile's targets to it.
Does not belong here: the YAML (`loading`), single cells (`cells`) and rows (`rows`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.parsing.tables import SOURCE_ROW, MappedTable, TextTable
from pipelines.profiles.cells import EMPTY, Sheet, available, used_fields, used_headers, value
from pipelines.profiles.headers import first_position, header_positions
from pipelines.profiles.rows import (
    value_of_other_row,
    with_groups,
    without_ignored,
    without_merged,
)
from pipelines.profiles.vocabulary import (
    ColumnRule,
    FromFolder,
    FromHeader,
    Headers,
    InGroup,
    OtherRow,
    Target,
)


@dataclass(frozen=True)
class Profile:
    """One YAML file: how a sheet is recognised and what it is mapped to.

    `recognised_by` are columns that the sheet must have (each in one of its spellings),
    `without` headers that it must not have. `path` is where the profile was read from.
    """

    name: str
    title_zh: str
    title_en: str
    source: str
    note_zh: str
    note_en: str
    recognised_by: tuple[Headers, ...]
    without: tuple[str, ...]
    empty_values: tuple[str, ...]
    targets: tuple[Target, ...]
    path: str

    @property
    def needs_whole_sheet(self) -> bool:
        """Whether a row may depend on others, so that `map` must see all rows at once."""
        return any(
            target.grouping is not None
            or any(rule.superseded_by_later for rule in target.ignore)
            or any(_looks_around(rule) for rule in target.columns)
            for target in self.targets
        )

    def matches(self, headers: Iterable[str]) -> bool:
        """Whether a sheet with these headers, in any order and among others, is this one."""
        positions = header_positions(tuple(headers))
        found = all(first_position(positions, names) is not None for names in self.recognised_by)
        return found and first_position(positions, self.without) is None

    def map(self, table: TextTable, *, project_hint: str | None) -> list[MappedTable]:
        """One mapped table per target, in the profile's order.

        `project_hint` is the name of the inbox folder the file lies in (None: no folder).
        Rows keep their `source_row`; nothing is typed and nothing is refused here.
        """
        sheet = Sheet.of(table.headers, self.empty_values, project_hint)
        return [_mapped(target, table, sheet) for target in self.targets]


def _looks_around(rule: ColumnRule) -> bool:
    match rule.source:
        case OtherRow():
            return True
        case FromFolder(one_value_in) if one_value_in:
            return True
        case _:
            return rule.when_empty is not None and _looks_around(rule.when_empty)


def _mapped(target: Target, table: TextTable, sheet: Sheet) -> MappedTable:
    rows, ignored = without_ignored(table.rows, target.ignore, sheet)
    # A required field stays, empty, when the file cannot give it: its rows are refused for that.
    required = target.export.required_fields
    rules = [r for r in in_order(target.columns) if r.field in required or available(r, sheet)]
    if target.grouping is not None:
        rows = with_groups(rows, target.grouping, rules, sheet)
    for rule in rules:
        rows = rows.with_columns(_column(rule, rows, sheet))
    if target.grouping is not None:
        rows, merged = without_merged(rows, target.grouping)
        ignored = tuple(sorted((*ignored, *merged), key=lambda item: item.row))
    given = {rule.field for rule in rules}
    fields = [field for field in target.export.fields if field in given]
    origins = {rule.field: _origin(rule, sheet) for rule in rules}
    return MappedTable(
        export=target.export,
        texts=rows.select(*fields, SOURCE_ROW),
        origin={field: at for field, at in origins.items() if at is not None},
        formats={rule.field: list(rule.dates) for rule in rules if rule.dates},
        ignored=ignored,
    )


def _column(rule: ColumnRule, rows: pl.DataFrame, sheet: Sheet) -> pl.Series | pl.Expr:
    if not isinstance(rule.source, OtherRow):
        return value(rule, sheet).alias(rule.field)
    otherwise = EMPTY if rule.when_empty is None else value(rule.when_empty, sheet)
    return value_of_other_row(rule.source, otherwise, rows, sheet).alias(rule.field)


def _origin(rule: ColumnRule, sheet: Sheet) -> int | None:
    """The header a finding about this field points at: the first one the rule reads, none
    where the value may stand in another row."""
    if isinstance(rule.source, InGroup):
        return None
    if isinstance(rule.source, FromHeader):
        return sheet.position(rule.source.headers)
    read = (sheet.position(headers) for headers in used_headers(rule.source))
    return next((position for position in read if position is not None), None)


def in_order(columns: tuple[ColumnRule, ...]) -> list[ColumnRule]:
    """The rules in an order in which each finds the fields it refers to; ValueError if none."""
    waiting, done, ordered = list(columns), set[str](), list[ColumnRule]()
    while waiting:
        ready = [rule for rule in waiting if used_fields(rule) <= done]
        if not ready:
            raise ValueError(", ".join(rule.field for rule in waiting))
        ordered += ready
        done |= {rule.field for rule in ready}
        waiting = [rule for rule in waiting if rule.field not in done]
    return ordered
