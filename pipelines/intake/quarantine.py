"""Refused rows: one Parquet file of findings per received file.

Belongs here: its columns, writing it and reading it back. Does not belong here: which lines
are still open (`open_quarantine`), or the workbook made of them (`correction_workbook`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.intake.durable import write_aside
from pipelines.intake.records import ReceivedFile
from pipelines.parsing.parsed import Finding, ParsedTable, RefusedRow
from pipelines.settings import Home

FINDING_COLUMNS: dict[str, pl.DataType] = {
    "export": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int32(),
    "cell": pl.String(),
    "column": pl.String(),
    "field": pl.String(),
    "found": pl.String(),
    "expected": pl.String(),  # Chinese / English
    "code": pl.String(),
    "message_zh": pl.String(),
    "message_en": pl.String(),
    "amount_affected": pl.Decimal(18, 2),  # of the row; the same on each of its findings
    "finding_no": pl.Int32(),  # 1 is the row's first
    "row_key": pl.String(),  # the quarantine line: batch/export/sheet/row
    "batch_id": pl.String(),
    "retries": pl.String(),  # the line that this row of a correction tried to mend
    "cells": pl.String(),  # JSON list of the row's cells as text, on its first finding
}


@dataclass(frozen=True)
class LineKey:
    """Names one refused row for good: the file's batch, the export, the sheet and the row."""

    batch_id: str
    export: str
    sheet: str
    row: int

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.export}/{self.sheet}/{self.row}"

    @classmethod
    def parse(cls, text: str) -> LineKey | None:
        """None when the text is no line key (a clerk typed into the hidden column)."""
        parts = text.strip().split("/")
        if len(parts) < 4 or not parts[-1].isdigit():
            return None
        return cls(parts[0], parts[1], "/".join(parts[2:-1]), int(parts[-1]))

    @classmethod
    def parse_all(cls, text: str) -> tuple[LineKey, ...]:
        """Every key of a correction's key cell: a row that two exports were read from has
        one on each line of it."""
        found = (cls.parse(line) for line in text.splitlines())
        return tuple(key for key in found if key is not None)


def quarantine_path(home: Home, batch_id: str) -> Path:
    return home.quarantine / f"{batch_id}.parquet"


def write_quarantine(
    home: Home,
    received: ReceivedFile,
    tables: Sequence[ParsedTable],
    line_mended_by: Callable[[ParsedTable, int], LineKey | None] = lambda table, row: None,
) -> None:
    """Store the findings of every refused row; a file without any has no quarantine file.

    `line_mended_by` names the line that a row of a correction tried to mend.
    """
    records = [
        record
        for table in tables
        for row in table.refused
        for record in _records(received, table, row, line_mended_by(table, row.row))
    ]
    path = quarantine_path(home, received.batch_id)
    if not records:
        path.unlink(missing_ok=True)
        return
    frame = pl.DataFrame(records, schema=FINDING_COLUMNS, orient="row")
    write_aside(path, lambda aside: frame.write_parquet(aside, compression="zstd"))


def _records(
    received: ReceivedFile, table: ParsedTable, row: RefusedRow, retries: LineKey | None
) -> Iterable[tuple[object, ...]]:
    key = LineKey(received.batch_id, table.export.name, table.sheet, row.row)
    for number, finding in enumerate(row.findings, start=1):
        yield (
            table.export.name, received.file_name, table.sheet, row.row, finding.cell,
            finding.column, finding.field, finding.found, expected_text(finding), finding.code,
            finding.message_zh, finding.message_en, row.amount, number, str(key),
            received.batch_id, str(retries) if retries else None,
            json.dumps(row.cells, ensure_ascii=False) if number == 1 else None,
        )  # fmt: skip


def expected_text(finding: Finding) -> str:
    """What was expected, Chinese and English in one cell."""
    both = (finding.expected_zh, finding.expected_en)
    return " / ".join(dict.fromkeys(text for text in both if text))


def read_findings(home: Home, batch_ids: Iterable[str]) -> pl.DataFrame:
    """Findings of these files in order of file, export, sheet, row and finding."""
    paths = [quarantine_path(home, batch_id) for batch_id in batch_ids]
    existing = [path for path in paths if path.exists()]
    if not existing:
        return pl.DataFrame(schema=FINDING_COLUMNS)
    return (
        pl.scan_parquet(existing)
        .collect()
        .sort("file", "batch_id", "export", "sheet", "row", "finding_no", nulls_last=True)
    )
