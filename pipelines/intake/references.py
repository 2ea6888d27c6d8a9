"""Rows that point at something no file has told us of: evaluated anew for every moment.

Belongs here: references from one file to another (project, refunded payment). They are
not stored, because a file that arrives tomorrow may make a row of today good. Does not
belong here: what one file alone can show (parsing).

An unknown project and a refund of an unknown payment are quarantined; an unknown room, ticket
or survey is accepted with a finding (`reference_notes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

import polars as pl

from pipelines.exports import COMPANY_SETTINGS, EXPORTS_BY_NAME
from pipelines.intake.lake import lake_path
from pipelines.intake.ledger_store import LedgerStore, open_ledger
from pipelines.intake.privacy import shown_money_fields
from pipelines.intake.records import Status
from pipelines.intake.reference_notes import PROJECT_FIELD, accepted_with_a_finding
from pipelines.intake.reference_words import (
    NO_REFERENCES,
    ROW_KEY,
    UNKNOWN_PROJECT,
    UNKNOWN_REFUND,
    KnownBatch,
    in_order,
    worded_as_findings,
)
from pipelines.settings import Home

REFUND_FIELD, REFUND = "refunded_payment_id", "退费"


def refused_references(home: Home, as_of: datetime) -> pl.DataFrame:
    """Accepted rows that count as quarantined at `as_of` (REFERENCE_COLUMNS), one row each.

    A row with an unknown project is listed for that only. Projects are checked once at
    least one `projects` row is known; without any, nobody can say which are unknown.
    """
    with open_ledger(home) as ledger:
        return _references(home, as_of, ledger.state_key())[0]


def reference_findings(home: Home, as_of: datetime) -> pl.DataFrame:
    """Rooms, tickets and surveys that no file of theirs knows (REFERENCE_COLUMNS): one finding
    per batch, sheet and unknown thing, at its first row; the rows themselves are accepted."""
    with open_ledger(home) as ledger:
        batches = known(home, ledger, as_of)
        refused = _references(home, as_of, ledger.state_key())[0]
    return accepted_with_a_finding(batches, refused)


def known(home: Home, ledger: LedgerStore, as_of: datetime) -> list[KnownBatch]:
    """Accepted batches whose file was exported by `as_of`, by arrival, then export.

    Today's settings hold in today's build, which is of the time of its newest export.
    """
    until = ledger.listed_until(as_of)
    files = {f.sha256: f for f in ledger.files("exported_at <= ?", (until.isoformat(),))}
    records = ledger.batches(
        "b.status = ? and f.exported_at <= ?", (Status.ACCEPTED, until.isoformat())
    )
    return [
        KnownBatch(file, record, lake_path(home, record.export, file.batch_id))
        for record in records
        if record.export in EXPORTS_BY_NAME
        for file in (files[record.sha256],)
        if file.exported_at <= as_of or EXPORTS_BY_NAME[record.export] in COMPANY_SETTINGS
    ]


@lru_cache(maxsize=4)
def _references(home: Home, as_of: datetime, state_key: str) -> tuple[pl.DataFrame, ...]:
    """The refused rows; remembered for one state of the ledger, as a build asks thrice."""
    with open_ledger(home) as ledger:
        batches = known(home, ledger, as_of)
    projects = _unknown_projects(batches)
    refunds = _unknown_refunds(batches, projects)
    return (in_order([projects, refunds]),)


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
    return in_order(parts)


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
    return in_order(parts)


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
