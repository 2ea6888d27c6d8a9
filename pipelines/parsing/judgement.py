"""Judging the rows of one block: accepted, refused with all findings, or ignored by a rule.

Belongs here: unreadable cells, missing required values, impossible orders, times later than
the export. Does not belong here: reading values (`columns`), keys that occur twice
(`duplicates`), rules that need other exports.

Reasons are only made for rows that failed; the others are only ever looked at as columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import polars as pl

from pipelines.exports import Export
from pipelines.parsing.columns import ReadingRules
from pipelines.parsing.findings import Problem, cell_finding
from pipelines.parsing.parsed import Finding, IgnoredRow, RefusedRow
from pipelines.parsing.row_checks import Cells, Source, Wrongs, note_column, note_orders
from pipelines.parsing.row_rules import (
    EXAMPLE_MARK,
    EXAMPLE_ROW,
    TOTAL_PATTERN,
    TOTAL_ROW,
    is_example_row,
    is_grand_total,
    is_total_row,
    is_total_text,
    may_be_total,
)
from pipelines.parsing.tables import SOURCE_ROW
from pipelines.parsing.whole_columns import read_columns

_OVERLONG = Problem(
    "E212",
    "与表头一样多的格数",
    "as many cells as the header has",
    "这一行的格数比表头多，内容可能错位：文字里若有逗号，请用英文双引号括起来，或另存为 .xlsx。",
    "The row has more cells than the header, so they may have slipped: put text that contains "
    "the delimiter in double quotes, or save the file as .xlsx.",
)


@dataclass(frozen=True)
class JudgedBlock:
    """The rows of a block, each in exactly one of the three; `amounts_in` over all of them."""

    accepted: pl.DataFrame
    refused: tuple[RefusedRow, ...]
    ignored: tuple[IgnoredRow, ...]
    grand_totals: tuple[IgnoredRow, ...]
    amounts_in: dict[str, Decimal]


def judge_block(
    export: Export,
    texts: pl.DataFrame,
    source: Source,
    rules: ReadingRules,
    exported_at: datetime,
) -> JudgedBlock:
    """Read and judge `texts` (Utf8 columns named by field, and `source_row`)."""
    rows = texts.get_column(SOURCE_ROW)
    columns = [column for column in export.columns if column.field in texts.columns]
    readings = read_columns(texts, columns, rules)
    typed = pl.DataFrame([*(r.values.alias(f) for f, r in readings.items()), rows])
    amounts_in = {f: _total(typed, f) for f in export.money_fields if f in readings}

    wrongs: Wrongs = {}
    for column in columns:
        note_column(wrongs, column, readings[column.field], exported_at)
    note_orders(wrongs, export, texts, source, readings)
    if source.overlong:
        first = columns[0].field
        for index in rows.is_in(list(source.overlong)).arg_true():
            wrongs.setdefault(index, []).append((first, _OVERLONG))

    suspects = _suspects(export, texts, source, wrongs)
    cells = source.cells(suspects) if suspects else {}
    ignored, grand = _ignore_rows(export, typed, cells, wrongs)
    refused = _refuse_rows(export, texts, typed, source, cells, wrongs)
    out = [*wrongs, *ignored]
    accepted = typed
    if out:
        keep = pl.repeat(True, typed.height, dtype=pl.Boolean, eager=True).scatter(out, False)
        accepted = typed.filter(keep)
    return JudgedBlock(accepted, tuple(refused), tuple(ignored.values()), tuple(grand), amounts_in)


def _total(typed: pl.DataFrame, field: str) -> Decimal:
    total = typed.get_column(field).sum()
    return Decimal(0) if total is None else Decimal(total)


def _ignore_rows(
    export: Export, typed: pl.DataFrame, cells: dict[int, Cells], wrongs: Wrongs
) -> tuple[dict[int, IgnoredRow], list[IgnoredRow]]:
    """Rows left out by a rule, by index, taken out of `wrongs`; and the grand totals of the
    whole table among them."""
    ignored: dict[int, IgnoredRow] = {}
    grand_totals = []
    for index, texts in cells.items():
        if is_example_row(texts):
            rule = EXAMPLE_ROW
        elif may_be_total(texts) and (
            is_total_row(texts) or _has_total_without_key(export, typed, index, texts)
        ):
            rule = TOTAL_ROW
        else:
            continue
        wrongs.pop(index, None)
        row = IgnoredRow(int(typed[SOURCE_ROW][index]), rule, amounts_of(export, typed, index))
        ignored[index] = row
        if rule == TOTAL_ROW and is_grand_total(texts):
            grand_totals.append(row)
    return ignored, grand_totals


def _suspects(export: Export, texts: pl.DataFrame, source: Source, wrongs: Wrongs) -> list[int]:
    """Rows that may not be data. A total leaves required columns empty, so it has failed
    already, unless the contract asks for one column only."""
    suspects = set(wrongs)
    for field, position in source.origin.items():
        if position == 0:
            marked = texts.get_column(field).str.starts_with(EXAMPLE_MARK)
            suspects.update(marked.arg_true())
    if len(export.required_fields) == 1:
        named = texts.get_column(export.required_fields[0]).str.contains(TOTAL_PATTERN)
        suspects.update(named.arg_true())
    return sorted(suspects)


def _has_total_without_key(export: Export, typed: pl.DataFrame, index: int, cells: Cells) -> bool:
    keys = [field for field in export.key if field in typed.columns]
    if any(typed[field][index] is not None for field in keys):
        return False
    return any(cell is not None and is_total_text(cell) for cell in cells)


def _refuse_rows(
    export: Export,
    texts: pl.DataFrame,
    typed: pl.DataFrame,
    source: Source,
    cells: dict[int, Cells],
    wrongs: Wrongs,
) -> list[RefusedRow]:
    if not wrongs:
        return []
    indices = sorted(wrongs)
    failed_texts, failed = texts[indices].to_dict(as_series=False), typed[indices]
    money = {f: failed[f].to_list() for f in export.money_fields if f in failed.columns}
    refused = []
    for at, index in enumerate(indices):
        row = failed_texts[SOURCE_ROW][at]
        findings = tuple(
            _finding(export, source, row, field, failed_texts[field][at] or "", problem)
            for field, problem in wrongs[index]
        )
        amounts = {f: values[at] for f, values in money.items() if values[at] is not None}
        total = sum(amounts.values(), Decimal(0)) if amounts else None
        refused.append(RefusedRow(row, cells[index], findings, total, amounts))
    return refused


def _finding(
    export: Export, source: Source, row: int, field: str, found: str, problem: Problem
) -> Finding:
    position, header = source.origin.get(field), source.header(export, field)
    return cell_finding(source.place, row, position, header, field, found, problem)


def amounts_of(export: Export, typed: pl.DataFrame, index: int) -> dict[str, Decimal]:
    """The readable money cells of one row of a typed frame, by field, in yuan."""
    fields = [field for field in export.money_fields if field in typed.columns]
    values = {field: typed[field][index] for field in fields}
    return {field: value for field, value in values.items() if value is not None}
