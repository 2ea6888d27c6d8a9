"""How a row that points at something unknown is worded as a finding, cell address included.

Belongs here: the codes, the columns and the words. Does not belong here: which rows point at
something unknown (`references`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.exports import EXPORTS_BY_NAME, Export
from pipelines.intake.records import BatchRecord, ReceivedFile, SheetRecord
from pipelines.parsing.findings import column_letters

UNKNOWN_PROJECT = "E301"
UNKNOWN_REFUND = "E302"
UNKNOWN_ROOM = "N303"
UNKNOWN_TICKET = "N311"
UNKNOWN_SURVEY = "N312"

ROW_KEY = ("batch_id", "source_sheet", "source_row")

REFERENCE_COLUMNS: dict[str, pl.DataType] = {
    "export": pl.String(),
    "batch_id": pl.String(),
    "source_sheet": pl.String(),
    "source_row": pl.Int32(),
    "code": pl.String(),
    "field": pl.String(),
    "found": pl.String(),
    "expected": pl.String(),
    "message_zh": pl.String(),
    "message_en": pl.String(),
    "amount_affected": pl.Decimal(18, 2),
    "file": pl.String(),
    "cell": pl.String(),
    "column": pl.String(),
    "row_key": pl.String(),
}
NO_REFERENCES = pl.DataFrame(schema=REFERENCE_COLUMNS)


@dataclass(frozen=True)
class KnownBatch:
    """An accepted batch known at the moment asked for, with where its fields stood."""

    file: ReceivedFile
    record: BatchRecord
    path: Path

    @property
    def export(self) -> Export:
        return EXPORTS_BY_NAME[self.record.export]

    def sheet(self, name: str) -> SheetRecord | None:
        return next((s for s in self.record.sheets if s.sheet == name), None)


def worded_as_findings(
    batch: KnownBatch, rows: pl.DataFrame, field: str, code: str
) -> pl.DataFrame:
    """`rows` (source_sheet, source_row, found, amount_affected) worded as findings."""
    of_sheets = [
        _worded(batch, of_sheet, name, field, code)
        for (name,), of_sheet in rows.group_by("source_sheet", maintain_order=True)
    ]
    return pl.concat(of_sheets) if of_sheets else NO_REFERENCES


def _worded(
    batch: KnownBatch, rows: pl.DataFrame, sheet: Any, field: str, code: str
) -> pl.DataFrame:
    place = batch.sheet(sheet)
    header = letters = None
    if place is not None and field in place.positions:
        header = place.headers[place.positions[field]]
        letters = column_letters(place.first_column + place.positions[field])
    row = pl.col("source_row").cast(pl.String)
    cell = pl.lit(letters) + row  # null when the file has no such column
    found = pl.col("found").fill_null("")
    is_empty = found == ""
    words = _WORDS[code]
    title = header or batch.export.column(field).header
    where = batch.file.file_name + (f" › {sheet}" if sheet else "")

    def message(in_row: tuple[str, str], seen: tuple[str, str, str], rest: str) -> pl.Expr:
        at = pl.coalesce(cell, pl.lit(in_row[0]) + row + pl.lit(in_row[1]))
        quoted = pl.lit(seen[0]) + found + pl.lit(seen[1])
        what = pl.when(is_empty).then(pl.lit(seen[2])).otherwise(quoted)
        return pl.lit(f"{code} {where} › ") + at + what + pl.lit(rest)

    return rows.select(
        pl.lit(batch.record.export).alias("export"),
        pl.lit(batch.file.batch_id).alias("batch_id"),
        "source_sheet",
        pl.col("source_row").cast(pl.Int32),
        pl.lit(code).alias("code"),
        pl.lit(field).alias("field"),
        found.alias("found"),
        pl.lit(f"{words.expected_zh} / {words.expected_en}").alias("expected"),
        message(
            ("第 ", " 行"),
            (f"「{title}」：找到“", "”", f"「{title}」：这一格是空的"),
            f"，应为{words.expected_zh}。{words.mend_zh}",
        ).alias("message_zh"),
        message(
            ("row ", ""),
            (f" “{title}”: found “", "”", f" “{title}”: the cell is empty"),
            f", expected {words.expected_en}. {words.mend_en}",
        ).alias("message_en"),
        pl.col("amount_affected").cast(pl.Decimal(18, 2)),
        pl.lit(batch.file.file_name).alias("file"),
        cell.alias("cell"),
        pl.lit(header, dtype=pl.String).alias("column"),
        (pl.lit(f"{batch.file.batch_id}/{batch.record.export}/{sheet}/") + row).alias("row_key"),
    )


def in_order(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Findings of several batches as one frame, in the order in which files show them."""
    filled = [part for part in parts if part.height]
    if not filled:
        return NO_REFERENCES
    return pl.concat(filled).sort(
        "export", "file", "batch_id", "source_sheet", "source_row", "code"
    )


@dataclass(frozen=True)
class _Words:
    """What was expected and how to mend it."""

    expected_zh: str
    expected_en: str
    mend_zh: str
    mend_en: str


_WORDS = {
    UNKNOWN_PROJECT: _Words(
        "项目表中的项目名称",
        "a project of the projects export",
        "请改正项目名称，或先在项目表中登记该项目。",
        "Mend the name, or hand in the projects export with this project.",
    ),
    UNKNOWN_REFUND: _Words(
        "已收到的一笔缴费的编号",
        "the id of a payment that was handed in",
        "请填写原缴费编号，或先交来含该笔缴费的文件。",
        "Fill in the refunded payment, or hand in the file that holds it.",
    ),
    UNKNOWN_ROOM: _Words(
        "房屋表中该项目的房号",
        "a room of this project in the rooms export",
        "该行已采用；请核对房号，或在房屋表中登记。",
        "The row is accepted; check the room name, or register it in the rooms export.",
    ),
    UNKNOWN_TICKET: _Words(
        "投诉登记、服务工作单或突发事件处理表中的单号",
        "a ticket of the complaints, work_orders or incidents export",
        "该行已采用，但不计入任何单子；请核对单号，或先交来含该单的文件。",
        "The row is accepted but counts for no ticket; check the number, or hand in the file "
        "that holds the ticket.",
    ),
    UNKNOWN_SURVEY: _Words(
        "满意度调查表中该项目的调查编号",
        "a survey of this project in the surveys export",
        "该行已采用；请核对调查编号，或先交来满意度调查表。",
        "The row is accepted; check the number, or hand in the surveys export with this survey.",
    ),
}
