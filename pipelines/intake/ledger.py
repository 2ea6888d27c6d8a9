"""What the warehouse asks of intake: batches, files and open quarantine lines as of a moment.

Belongs here: the answers, as frames and small objects. Does not belong here: the SQLite
file itself (`ledger_store`), or anything that changes it.

Nothing here knows the wall clock. A file is known at T when it was exported by T; from the
newest accepted file's time on, every file is listed, so that today's build also shows a
refused file whose name holds no time and which therefore is dated by its modification.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import polars as pl
import pyarrow.parquet as pq

from pipelines.intake.control_totals import to_yuan
from pipelines.intake.ledger_store import LedgerStore, open_ledger
from pipelines.intake.messages import same_bytes
from pipelines.intake.open_quarantine import OpenQuarantine
from pipelines.intake.privacy import hide_private
from pipelines.intake.records import Batch, BatchRecord, Fen, ReceivedFile, Rows, Status
from pipelines.intake.references import (
    known,
    refused_amounts,
    refused_references,
)
from pipelines.intake.report import shown_fen
from pipelines.settings import Home

NO_ROWS = Rows(0, 0, 0, 0)

INTAKE_FILE_COLUMNS: dict[str, pl.DataType] = {
    "file": pl.String(),
    "export": pl.String(),  # "" when none was recognised
    "status": pl.String(),
    "exported_at": pl.Datetime("us"),
    "received_at": pl.Datetime("us"),
    "batch_id": pl.String(),
    "rows_in": pl.Int64(),
    "rows_accepted": pl.Int64(),
    "rows_quarantined": pl.Int64(),
    "rows_ignored": pl.Int64(),
    "amount_in": pl.Decimal(18, 2),
    "amount_accepted": pl.Decimal(18, 2),
    "amount_quarantined": pl.Decimal(18, 2),
    "amount_ignored": pl.Decimal(18, 2),
    "message_zh": pl.String(),
    "message_en": pl.String(),
}

CONTROL_TOTAL_COLUMNS: dict[str, pl.DataType] = {
    "file": pl.String(),
    "export": pl.String(),
    "batch_id": pl.String(),
    "field": pl.String(),
    "fen_in": pl.Int64(),
    "fen_accepted": pl.Int64(),
    "fen_quarantined": pl.Int64(),
    "fen_ignored": pl.Int64(),
}

QUARANTINE_FINDING_COLUMNS: dict[str, pl.DataType] = {
    "export": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int32(),
    "cell": pl.String(),
    "column": pl.String(),
    "field": pl.String(),
    "found": pl.String(),
    "expected": pl.String(),
    "code": pl.String(),
    "message_zh": pl.String(),
    "message_en": pl.String(),
    "amount_affected": pl.Decimal(18, 2),
    "batch_id": pl.String(),
    "finding_no": pl.Int32(),
    "finding_count": pl.Int32(),
    "row_key": pl.String(),
}


def known_batches(home: Home, as_of: datetime) -> list[Batch]:
    """Accepted batches of files exported by `as_of`, by arrival of the file, then export."""
    with open_ledger(home) as ledger:
        return [
            Batch(
                export=batch.record.export,
                batch_id=batch.file.batch_id,
                file_name=batch.file.file_name,
                exported_at=batch.file.exported_at,
                rows_accepted=batch.record.rows.accepted,
                lake_path=batch.path,
            )
            for batch in known(home, ledger, as_of)
        ]


def newest_export_time(home: Home) -> datetime | None:
    """The newest export time of an accepted file; None when there is none."""
    with open_ledger(home) as ledger:
        return ledger.newest_accepted()


def fingerprint(home: Home, as_of: datetime) -> str:
    """A hash of all that intake knows at `as_of`: equal hashes mean equal published tables."""
    with open_ledger(home) as ledger:
        return ledger.state_key(ledger.listed_until(as_of))


def intake_files_frame(home: Home, as_of: datetime) -> pl.DataFrame:
    """Every file ever received and export found in it (INTAKE_FILE_COLUMNS).

    A row that points at an unknown project or payment as of then counts as quarantined. The
    same bytes under another name, or handed in again, are a row of status duplicate.
    """
    with open_ledger(home) as ledger:
        until = ledger.listed_until(as_of)
        files = ledger.files("exported_at <= ? and status <> ?", (until.isoformat(), Status.LANDED))
        batches = _batches_by_file(ledger, until)
        rows = [row for file in files for row in _rows_of_file(file, batches.get(file.sha256, []))]
        rows += _redelivered_rows(ledger, {f.sha256: f for f in files}, batches, until)
    frame = pl.DataFrame(rows, schema=INTAKE_FILE_COLUMNS, orient="row")
    return _move_refused_references(frame, home, as_of).sort(
        "exported_at", "file", "batch_id", "export", "status"
    )


def control_totals_frame(home: Home, as_of: datetime) -> pl.DataFrame:
    """Fen per file, export and money field as taken (CONTROL_TOTAL_COLUMNS); rows that point
    at something unknown are not moved here."""
    with open_ledger(home) as ledger:
        names = {f.sha256: f for f in ledger.files("exported_at <= ?", (as_of.isoformat(),))}
        rows = [
            (names[b.sha256].file_name, b.export, names[b.sha256].batch_id, field,
             t.taken_in, t.accepted, t.quarantined, t.ignored)
            for b in ledger.batches("f.exported_at <= ?", (as_of.isoformat(),))
            for field, t in b.fen.items()
        ]  # fmt: skip
    return pl.DataFrame(rows, schema=CONTROL_TOTAL_COLUMNS, orient="row")


def quarantine_findings_frame(home: Home, as_of: datetime) -> pl.DataFrame:
    """Findings of the refused rows still open at `as_of` (QUARANTINE_FINDING_COLUMNS).

    What was found in a personal or pay column is hidden, and so is the pay of a refused row:
    this goes to the main file. The correction workbook shows it to whoever handed it in.
    """
    refused = refused_references(home, as_of)
    with open_ledger(home) as ledger:
        until = ledger.listed_until(as_of)
        files = ledger.files("exported_at <= ?", (until.isoformat(),))
        quarantine = OpenQuarantine(home, ledger, files, refused)
        batch_ids = {*ledger.batch_ids_with_quarantine(until), *refused["batch_id"].unique()}
    found = hide_private(quarantine.open(sorted(batch_ids)))
    counted = pl.len().over("row_key").cast(pl.Int32).alias("finding_count")
    return found.with_columns(counted).select(list(QUARANTINE_FINDING_COLUMNS))


def unbalanced_files(home: Home, as_of: datetime) -> list[str]:
    """Files whose rows or fen do not add up, or whose stored rows are not those entered."""
    found = []
    with open_ledger(home) as ledger:
        names = {f.sha256: f.file_name for f in ledger.files()}
        for b in ledger.batches("f.exported_at <= ?", (as_of.isoformat(),)):
            if not b.rows.balances:
                found.append(f"{names[b.sha256]} → {b.export}: {b.rows}")
            for field, total in b.fen.items():
                if not total.balances:
                    found.append(f"{names[b.sha256]} → {b.export}.{field}: {total}")
        for batch in known(home, ledger, as_of):
            stored = pq.read_metadata(batch.path).num_rows if batch.path.exists() else None
            if stored != batch.record.rows.accepted:
                found.append(
                    f"{batch.file.file_name} → {batch.record.export}: lake {stored} rows, "
                    f"ledger {batch.record.rows.accepted}"
                )
    return found


def _batches_by_file(ledger: LedgerStore, as_of: datetime) -> dict[str, list[BatchRecord]]:
    grouped: dict[str, list[BatchRecord]] = {}
    for batch in ledger.batches("f.exported_at <= ?", (as_of.isoformat(),)):
        grouped.setdefault(batch.sha256, []).append(batch)
    return grouped


def _rows_of_file(file: ReceivedFile, batches: list[BatchRecord]) -> Iterator[tuple[object, ...]]:
    if not batches:
        yield _row(file, "", file.status, NO_ROWS, [], file.message.zh, file.message.en)
    for b in batches:
        yield _row(file, b.export, b.status, b.rows, shown_fen(b), b.message.zh, b.message.en)


def _row(
    file: ReceivedFile, export: str, status: Status, rows: Rows, fen: list[Fen], zh: str, en: str
) -> tuple[object, ...]:
    return (
        file.file_name, export, str(status), file.exported_at, file.exported_at, file.batch_id,
        rows.taken_in, rows.accepted, rows.quarantined, rows.ignored,
        to_yuan(sum(t.taken_in for t in fen)), to_yuan(sum(t.accepted for t in fen)),
        to_yuan(sum(t.quarantined for t in fen)), to_yuan(sum(t.ignored for t in fen)), zh, en,
    )  # fmt: skip


def _redelivered_rows(
    ledger: LedgerStore,
    files: dict[str, ReceivedFile],
    batches: dict[str, list[BatchRecord]],
    as_of: datetime,
) -> list[tuple[object, ...]]:
    """One row per name (and export) under which known bytes came again."""
    rows, seen = [], set()
    for delivery in ledger.deliveries():
        first = files.get(delivery.sha256)
        name = (delivery.sha256, delivery.file_name)
        if first is None or delivery.exported_at > as_of or name in seen:
            continue
        seen.add(name)
        message = same_bytes(first)
        for export in [b.export for b in batches.get(first.sha256, [])] or [""]:
            rows.append(
                (delivery.file_name, export, str(Status.DUPLICATE), delivery.exported_at,
                 delivery.exported_at, first.batch_id, 0, 0, 0, 0,
                 *[Decimal("0.00")] * 4, message.zh, message.en)
            )  # fmt: skip
    return rows


def _move_refused_references(frame: pl.DataFrame, home: Home, as_of: datetime) -> pl.DataFrame:
    refused = refused_amounts(refused_references(home, as_of))
    joined = frame.join(
        refused.with_columns(pl.lit(str(Status.ACCEPTED)).alias("status")),
        on=["batch_id", "export", "status"],
        how="left",
        maintain_order="left",
    )
    rows = pl.col("refused_rows").fill_null(0)
    amount = pl.col("refused_amount").fill_null(0)
    return joined.with_columns(
        pl.col("rows_accepted") - rows,
        pl.col("rows_quarantined") + rows,
        (pl.col("amount_accepted") - amount).cast(pl.Decimal(18, 2)),
        (pl.col("amount_quarantined") + amount).cast(pl.Decimal(18, 2)),
    ).select(list(INTAKE_FILE_COLUMNS))


__all__ = [
    "control_totals_frame",
    "fingerprint",
    "intake_files_frame",
    "known_batches",
    "newest_export_time",
    "quarantine_findings_frame",
    "unbalanced_files",
]
