"""Putting the judged blocks of one sheet and one export together as a `ParsedTable`.

Belongs here: collecting blocks, keys that occur twice, totals against sums, absent columns.
Does not belong here: opening files or choosing exports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import polars as pl

from pipelines.exports import Export
from pipelines.parsing.columns import LAKE_TYPES, ReadingRules
from pipelines.parsing.duplicates import Repeat, find_repeats, same_key_problem
from pipelines.parsing.findings import Place, cell_finding, refuse
from pipelines.parsing.judgement import amounts_of, judge_block
from pipelines.parsing.parsed import Finding, IgnoredRow, ParsedTable, RefusedRow
from pipelines.parsing.row_checks import Cells, Source
from pipelines.parsing.row_rules import IDENTICAL_DUPLICATE, compare_totals
from pipelines.parsing.tables import SOURCE_ROW, MappedTable, Sheet, TextTable

# Findings are made for every refused row; a file with more of them is refused whole.
MOST_REFUSED = 200_000


@dataclass
class GrowingTable:
    """One export on one sheet while its blocks come in."""

    export: Export
    profile: str | None
    sheet: Sheet
    place: Place
    header_row: int
    headers: tuple[str, ...]
    origin: dict[str, int]
    key_position: int | None = None
    frames: list[pl.DataFrame] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    ignored: list[IgnoredRow] = field(default_factory=list)
    totals: list[IgnoredRow] = field(default_factory=list)
    amounts_in: dict[str, Decimal] = field(default_factory=dict)
    rows_in: int = 0
    given: frozenset[str] = frozenset()

    def add(
        self, mapped: MappedTable, table: TextTable, rules: ReadingRules, exported_at: datetime
    ) -> None:
        """Judge one block and keep what it gives."""
        source = Source(
            self.place, table.headers, mapped.origin, _cells_of(mapped, table), table.overlong
        )
        block = judge_block(self.export, mapped.texts, source, rules, exported_at)
        self.given |= set(mapped.texts.columns) - {SOURCE_ROW}
        self.frames.append(block.accepted)
        self.refused.extend(block.refused)
        self.ignored.extend(block.ignored)
        self.ignored.extend(IgnoredRow(gone.row, gone.rule, {}) for gone in mapped.ignored)
        self.totals.extend(block.grand_totals)
        self.rows_in += mapped.texts.height + len(mapped.ignored)
        for name, amount in block.amounts_in.items():
            self.amounts_in[name] = self.amounts_in.get(name, Decimal(0)) + amount
        if len(self.refused) > MOST_REFUSED:
            raise _too_many_refused(self.place, self.refused[0].findings[0])

    def total_notes(self) -> list[Finding]:
        """Notes for grand totals that differ from the sum of the data rows."""
        if not self.totals:
            return []
        sums = dict(self.amounts_in)
        for row in self.ignored:
            for name, amount in row.amounts.items():
                sums[name] -= amount
        return compare_totals(self.export, self.place, self.origin, self.headers, self.totals, sums)

    def finish(self, corrects: dict[int, str]) -> ParsedTable:
        """The table as intake takes it: every contract field in order, typed."""
        accepted = (
            pl.concat(self.frames) if self.frames else pl.DataFrame(schema={SOURCE_ROW: pl.Int32})
        )
        columns = [
            pl.col(c.field)
            if c.field in accepted.columns
            else pl.lit(None, dtype=LAKE_TYPES[c.type]).alias(c.field)
            for c in self.export.columns
        ]
        missing = tuple(f for f in self.export.fields if f not in self.given)
        return ParsedTable(
            export=self.export,
            profile=self.profile,
            sheet=self.sheet.name,
            header_row=self.header_row,
            headers=self.headers,
            accepted=accepted.select(*columns, pl.col(SOURCE_ROW).cast(pl.Int32)),
            refused=tuple(sorted(self.refused, key=lambda row: row.row)),
            ignored=tuple(sorted(self.ignored, key=lambda row: row.row)),
            missing_fields=missing,
            amounts_in=self.amounts_in,
            rows_in=self.rows_in,
            corrects=corrects,
            origin=self.origin,
            first_column=self.place.first_column,
        )


def _cells_of(mapped: MappedTable, table: TextTable) -> Callable[[Sequence[int]], dict[int, Cells]]:
    """How to get the texts of the sheet's rows that some mapped rows came from, by index."""

    def cells(indices: Sequence[int]) -> dict[int, Cells]:
        wanted = mapped.texts.get_column(SOURCE_ROW).gather(list(indices))
        given = table.rows.get_column(SOURCE_ROW)
        # Both are in order of the sheet; a profile may have left rows out.
        at = given.search_sorted(wanted)
        rows = table.rows[at].select(pl.exclude(SOURCE_ROW)).rows()
        return dict(zip(indices, rows, strict=True))

    return cells


def settle_repeats(tables: Sequence[GrowingTable]) -> None:
    """Take later rows with a repeated key out of the tables: identical ones are ignored,
    different ones refused. Tables of one export share one set of keys."""
    for name in dict.fromkeys(table.export.name for table in tables):
        same = [table for table in tables if table.export.name == name]
        for table in same:
            table.frames = [pl.concat(table.frames)] if table.frames else []
        same = [table for table in same if table.frames and _has_key(table)]
        if same:
            repeats = find_repeats(same[0].export, [table.frames[0] for table in same])
            for at, table in enumerate(same):
                _take_out(table, [r for r in repeats if r.table == at], same)


def _has_key(table: GrowingTable) -> bool:
    """Absent optional parts of a key count as empty, so any frame can be given them."""
    frame = table.frames[0]
    absent = [f for f in table.export.key if f not in frame.columns]
    if absent:
        types = {c.field: LAKE_TYPES[c.type] for c in table.export.columns}
        table.frames = [frame.with_columns(pl.lit(None, dtype=types[f]).alias(f) for f in absent)]
    return bool(table.export.key)


def _take_out(table: GrowingTable, repeats: list[Repeat], tables: Sequence[GrowingTable]) -> None:
    if not repeats:
        return
    frame = table.frames[0]
    different = [repeat for repeat in repeats if not repeat.identical]
    cells = table.sheet.cells(
        [r.row for r in different], table.header_row, len(table.headers) + table.place.first_column
    )
    for repeat in repeats:
        amounts = amounts_of(table.export, frame, repeat.index)
        if repeat.identical:
            table.ignored.append(IgnoredRow(repeat.row, IDENTICAL_DUPLICATE, amounts))
            continue
        first = tables[repeat.first_table].sheet.name
        where = f"“{first}” " if first and first != table.sheet.name else ""
        key_field = table.export.key[0]
        position = table.origin.get(key_field)
        header = (
            table.export.column(key_field).header if position is None else table.headers[position]
        )
        found = "，".join(str(frame[f][repeat.index]) for f in table.export.key)
        problem = same_key_problem(table.export, where, repeat.first_row)
        finding = cell_finding(table.place, repeat.row, position, header, key_field, found, problem)
        amount = sum(amounts.values(), Decimal(0)) if amounts else None
        texts = cells[repeat.row][table.place.first_column :]
        table.refused.append(RefusedRow(repeat.row, texts, (finding,), amount, amounts))
    keep = pl.repeat(True, frame.height, dtype=pl.Boolean, eager=True)
    table.frames = [frame.filter(keep.scatter([r.index for r in repeats], False))]


def _too_many_refused(place: Place, first: Finding) -> Exception:
    return refuse(
        "E112",
        place.file,
        sheet=place.sheet,
        zh=f"超过 {MOST_REFUSED:,} 行无法使用，整个文件没有载入。第一个问题：{first.message_zh}",
        en=f"More than {MOST_REFUSED:,} rows cannot be used, so nothing was loaded. The first "
        f"problem: {first.message_en}",
    )
