"""What becomes of one export found in a file: loaded, held back, or known already.

Belongs here: that decision, storing the rows, and the batch that the ledger enters. Does not
belong here: what becomes of the file (`take_file`), or when a file is held (`held`).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.intake.control_totals import check_balance, fen_of, rows_of
from pipelines.intake.lake import lake_path, write_batch
from pipelines.intake.ledger_store import LedgerStore
from pipelines.intake.messages import same_content
from pipelines.intake.records import (
    BatchRecord,
    Fen,
    Message,
    ReceivedFile,
    Rows,
    SheetRecord,
    Status,
)
from pipelines.intake.same_content import content_key, is_same_content
from pipelines.parsing.parsed import ParsedTable
from pipelines.settings import Home

REFUND = "退费"


def take_export(
    home: Home,
    ledger: LedgerStore,
    received: ReceivedFile,
    tables: Sequence[ParsedTable],
    hold: Message | None,
) -> BatchRecord:
    """Store the tables of one export, or say why not (`hold`, or the same content before).

    Raises ControlTotalsBroken.
    """
    key = content_key(tables)
    earlier = _loaded_before(home, ledger, received, tables, key)
    message = Message()
    if earlier is not None:
        status, (rows, fen), message = Status.DUPLICATE, _all_ignored(tables), same_content(earlier)
    elif hold is not None:
        status, (rows, fen), message = Status.HELD, _all_quarantined(tables), hold
    else:
        status, (rows, fen) = Status.ACCEPTED, write_batch(home, received, tables)
    check_balance(received.file_name, rows, fen)
    return BatchRecord(
        sha256=received.sha256,
        export=tables[0].export.name,
        profile=tables[0].profile,
        status=status,
        rows=rows,
        fen=fen,
        content_key=key,
        duplicate_of=earlier.sha256 if earlier else None,
        project_names=_distinct_projects(tables) if status is Status.ACCEPTED else (),
        refund_rows=_refund_rows(tables) if status is Status.ACCEPTED else 0,
        sheets=_sheet_records(tables),
        message=message,
    )


def _loaded_before(
    home: Home,
    ledger: LedgerStore,
    received: ReceivedFile,
    tables: Sequence[ParsedTable],
    key: str,
) -> ReceivedFile | None:
    """The earlier file that gave the same content, None when there is none."""
    if not any(t.rows_in for t in tables):
        return None  # two empty files are no copies of each other
    candidates = ledger.batches(
        "b.content_key = ? and b.status = ? and f.arrival < ?",
        (key, Status.ACCEPTED, received.arrival),
    )
    for batch in candidates:
        earlier = ledger.file(batch.sha256)
        assert earlier is not None
        if is_same_content(tables, lake_path(home, batch.export, earlier.batch_id)):
            return earlier
    return None


def _all_ignored(tables: Sequence[ParsedTable]) -> tuple[Rows, dict[str, Fen]]:
    rows, fen = rows_of(tables, 0), fen_of(tables, dict.fromkeys(tables[0].export.money_fields, 0))
    return (
        Rows(rows.taken_in, 0, 0, rows.taken_in),
        {field: Fen(t.taken_in, 0, 0, t.taken_in) for field, t in fen.items()},
    )


def _all_quarantined(tables: Sequence[ParsedTable]) -> tuple[Rows, dict[str, Fen]]:
    rows, fen = rows_of(tables, 0), fen_of(tables, dict.fromkeys(tables[0].export.money_fields, 0))
    return (
        Rows(rows.taken_in, 0, rows.taken_in - rows.ignored, rows.ignored),
        {f: Fen(t.taken_in, 0, t.taken_in - t.ignored, t.ignored) for f, t in fen.items()},
    )


def _distinct_projects(tables: Sequence[ParsedTable]) -> tuple[str, ...]:
    if "project_name" not in tables[0].export.fields:
        return ()
    names = pl.concat([t.accepted["project_name"].unique() for t in tables]).unique()
    return tuple(sorted(names.drop_nulls().to_list()))


def _refund_rows(tables: Sequence[ParsedTable]) -> int:
    if tables[0].export.name != "fee_payments":
        return 0
    return sum(int((t.accepted["payment_kind"] == REFUND).sum()) for t in tables)


def _sheet_records(tables: Sequence[ParsedTable]) -> tuple[SheetRecord, ...]:
    """One record per sheet. A profile may read a sheet several times as one export (a row with
    twelve questions): a field then stands somewhere only if it stands there each time."""
    by_sheet: dict[str, list[ParsedTable]] = {}
    for table in tables:
        by_sheet.setdefault(table.sheet, []).append(table)
    return tuple(_sheet_record(same) for same in by_sheet.values())


def _sheet_record(tables: Sequence[ParsedTable]) -> SheetRecord:
    first = tables[0]
    in_all = set.intersection(*(set(t.origin.items()) for t in tables))
    never = set.intersection(*(set(t.missing_fields) for t in tables))
    return SheetRecord(
        sheet=first.sheet,
        header_row=first.header_row,
        headers=first.headers,
        positions={field: at for field, at in first.origin.items() if (field, at) in in_all},
        first_column=first.first_column,
        missing_fields=tuple(f for f in first.missing_fields if f in never),
        rows_in=sum(t.rows_in for t in tables),
    )
