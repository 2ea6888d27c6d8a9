"""Rows that point at something no file has told us of: evaluated anew for every moment.

Belongs here: references from one file to another (project, room, refunded payment). They
are not stored, because a file that arrives tomorrow may make a row of today good. Does not
belong here: what one file alone can show (parsing).

Rules: readings.md, "Everywhere": unknown project and refund of an unknown payment are
quarantined, an unknown room is accepted with a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.exports import EXPORTS_BY_NAME, Export
from pipelines.intake.lake import lake_path
from pipelines.intake.ledger_store import LedgerStore, open_ledger
from pipelines.intake.privacy import shown_money_fields
from pipelines.intake.records import BatchRecord, ReceivedFile, SheetRecord, Status
from pipelines.parsing.findings import column_letters
from pipelines.settings import Home

UNKNOWN_PROJECT = "E301"
UNKNOWN_REFUND = "E302"
UNKNOWN_ROOM = "N303"
PROJECT_FIELD, ROOM_FIELD = "project_name", "room_name"
REFUND_FIELD, REFUND = "refunded_payment_id", "退费"

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
ROW_KEY = ("batch_id", "source_sheet", "source_row")


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


def refused_references(home: Home, as_of: datetime) -> pl.DataFrame:
    """Accepted rows that count as quarantined at `as_of` (REFERENCE_COLUMNS), one row each.

    A row with an unknown project is listed for that only. Projects are checked once at
    least one `projects` row is known; without any, nobody can say which are unknown.
    """
    with open_ledger(home) as ledger:
        return _references(home, as_of, ledger.state_key())[0]


def reference_findings(home: Home, as_of: datetime) -> pl.DataFrame:
    """Rooms that no `rooms` file of their project knows (REFERENCE_COLUMNS): one finding per
    batch, sheet and room, at its first row; the rows themselves are accepted."""
    with open_ledger(home) as ledger:
        batches = known(home, ledger, as_of)
        refused = _references(home, as_of, ledger.state_key())[0]
    return _unknown_rooms(batches, refused)


def known(home: Home, ledger: LedgerStore, as_of: datetime) -> list[KnownBatch]:
    """Accepted batches whose file was exported by `as_of`, by arrival, then export."""
    moment = as_of.isoformat()
    files = {f.sha256: f for f in ledger.files("exported_at <= ?", (moment,))}
    records = ledger.batches("b.status = ? and f.exported_at <= ?", (Status.ACCEPTED, moment))
    return [
        KnownBatch(file, record, lake_path(home, record.export, file.batch_id))
        for record in records
        if record.export in EXPORTS_BY_NAME
        for file in (files[record.sha256],)
    ]


@lru_cache(maxsize=4)
def _references(home: Home, as_of: datetime, state_key: str) -> tuple[pl.DataFrame, ...]:
    """The refused rows; remembered for one state of the ledger, as a build asks thrice."""
    with open_ledger(home) as ledger:
        batches = known(home, ledger, as_of)
    projects = _unknown_projects(batches)
    refunds = _unknown_refunds(batches, projects)
    return (_in_order([projects, refunds]),)


def _unknown_projects(batches: Sequence[KnownBatch]) -> pl.DataFrame:
    registered = {
        name
        for batch in batches
        if batch.record.export == "projects"
        for name in pl.read_parquet(batch.path, columns=[PROJECT_FIELD])[PROJECT_FIELD].to_list()
    }
    parts = []
    for batch in batches:
        unknown = set(batch.record.project_names) - registered
        if registered and unknown and batch.record.export != "projects":
            rows = pl.col(PROJECT_FIELD).is_in(sorted(unknown))
            parts.append(_refused(batch, _rows(batch, rows, PROJECT_FIELD), PROJECT_FIELD,
                                  UNKNOWN_PROJECT))  # fmt: skip
    return _in_order(parts)


def _unknown_refunds(batches: Sequence[KnownBatch], refused: pl.DataFrame) -> pl.DataFrame:
    payments = [b for b in batches if b.record.export == "fee_payments"]
    with_refunds = [b for b in payments if b.record.refund_rows]
    if not with_refunds:
        return NO_REFERENCES
    is_refund = pl.col("payment_kind").eq_missing(pl.lit(REFUND))
    refunds = [_without(_rows(b, is_refund, REFUND_FIELD), b, refused) for b in with_refunds]
    named = pl.concat([r["found"] for r in refunds]).drop_nulls().unique()
    known_ids = _payments_known(payments, named, refused)
    parts = []
    for batch, rows in zip(with_refunds, refunds, strict=True):
        unknown = rows.filter(pl.col("found").is_null() | ~pl.col("found").is_in(known_ids))
        parts.append(_refused(batch, unknown, REFUND_FIELD, UNKNOWN_REFUND))
    return _in_order(parts)


def _payments_known(
    payments: Sequence[KnownBatch], named: pl.Series, refused: pl.DataFrame
) -> list[str]:
    """Those of the `named` ids that are payments (no refunds) in a row that is not refused."""
    is_payment = pl.col("payment_kind").ne_missing(pl.lit(REFUND))
    found = (
        pl.scan_parquet([b.path for b in payments])
        .filter(is_payment & pl.col("payment_id").is_in(named.implode()))
        .select("payment_id", *ROW_KEY)
        .collect()
    )
    good = found.join(refused, on=list(ROW_KEY), how="anti")
    return good["payment_id"].unique().sort().to_list()


def _unknown_rooms(batches: Sequence[KnownBatch], refused: pl.DataFrame) -> pl.DataFrame:
    names = [PROJECT_FIELD, ROOM_FIELD]
    rooms = [b.path for b in batches if b.record.export == "rooms"]
    if not rooms:
        return NO_REFERENCES
    registered = pl.scan_parquet(rooms).select(names).unique().collect()
    projects = registered[PROJECT_FIELD].unique()
    parts = []
    for batch in batches:
        if batch.record.export == "rooms" or ROOM_FIELD not in batch.export.fields:
            continue
        in_question = (
            pl.col(PROJECT_FIELD).is_in(projects.implode()) & pl.col(ROOM_FIELD).is_not_null()
        )
        seen = (
            pl.scan_parquet(batch.path)
            .filter(in_question)
            .select(*names, "source_sheet", "source_row", "batch_id")
            .join(registered.lazy(), on=names, how="anti")
            .collect()
            .join(refused, on=list(ROW_KEY), how="anti")
            .sort("source_sheet", "source_row")
            .unique([*names, "source_sheet"], keep="first", maintain_order=True)
            .select("source_sheet", "source_row", pl.col(ROOM_FIELD).alias("found"),
                    pl.lit(None, dtype=pl.Decimal(18, 2)).alias("amount_affected"))
        )  # fmt: skip
        parts.append(_refused(batch, seen, ROOM_FIELD, UNKNOWN_ROOM))
    return _in_order(parts)


def _rows(batch: KnownBatch, condition: pl.Expr, field: str) -> pl.DataFrame:
    """Rows of a batch: source_sheet, source_row, found (the field's value), amount_affected
    (its money in yuan; none where the money is pay)."""
    money = [pl.col(f).fill_null(0) for f in shown_money_fields(batch.export)]
    amount = pl.sum_horizontal(money) if money else pl.lit(None)
    return (
        pl.scan_parquet(batch.path)
        .filter(condition)
        .select(
            "source_sheet",
            "source_row",
            pl.col(field).alias("found"),
            amount.cast(pl.Decimal(18, 2)).alias("amount_affected"),
        )
        .collect()
    )


def _without(rows: pl.DataFrame, batch: KnownBatch, refused: pl.DataFrame) -> pl.DataFrame:
    own = refused.filter(pl.col("batch_id") == batch.file.batch_id)
    return rows.join(own, on=["source_sheet", "source_row"], how="anti")


def _refused(batch: KnownBatch, rows: pl.DataFrame, field: str, code: str) -> pl.DataFrame:
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
}


def refused_amounts(references: pl.DataFrame) -> pl.DataFrame:
    """Rows and yuan refused per batch and export: refused_rows Int64, refused_amount."""
    return references.group_by("batch_id", "export", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("refused_rows"),
        pl.col("amount_affected").sum().alias("refused_amount"),
    )


def _in_order(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    filled = [part for part in parts if part.height]
    if not filled:
        return NO_REFERENCES
    return pl.concat(filled).sort(
        "export", "file", "batch_id", "source_sheet", "source_row", "code"
    )
