"""Rows that point at something no file has told us of: evaluated anew for every moment.

Belongs here: references from one file to another (project, room, refunded payment). They
are not stored, because a file that arrives tomorrow may make a row of today good. Does not
belong here: what one file alone can show (parsing).

An unknown project and a refund of an unknown payment are quarantined; an unknown room is
accepted with a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import polars as pl

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.intake.lake import lake_path
from pipelines.intake.ledger_store import LedgerStore, open_ledger
from pipelines.intake.privacy import shown_money_fields
from pipelines.intake.records import Status
from pipelines.intake.reference_words import (
    NO_REFERENCES,
    UNKNOWN_PROJECT,
    UNKNOWN_REFUND,
    UNKNOWN_ROOM,
    KnownBatch,
    worded_as_findings,
)
from pipelines.settings import Home

PROJECT_FIELD, ROOM_FIELD = "project_name", "room_name"
REFUND_FIELD, REFUND = "refunded_payment_id", "退费"

ROW_KEY = ("batch_id", "source_sheet", "source_row")


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
            parts.append(worded_as_findings(batch, _rows(batch, rows, PROJECT_FIELD), PROJECT_FIELD,
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
        parts.append(worded_as_findings(batch, unknown, REFUND_FIELD, UNKNOWN_REFUND))
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
        parts.append(worded_as_findings(batch, seen, ROOM_FIELD, UNKNOWN_ROOM))
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
