"""Rows of the ledger's tables as records.

Belongs here: that translation. Does not belong here: the statements (`ledger_store`).
"""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from pipelines.intake.records import (
    BatchRecord,
    Fen,
    Message,
    ReceivedFile,
    Rows,
    SheetRecord,
    Status,
)


def received_file(row: sqlite3.Row) -> ReceivedFile:
    return ReceivedFile(
        sha256=row["sha256"],
        arrival=row["arrival"],
        file_name=row["file_name"],
        extension=row["extension"],
        size_bytes=row["size_bytes"],
        project_hint=row["project_hint"],
        exported_at=datetime.fromisoformat(row["exported_at"]),
        same_time_number=row["same_time_number"],
        status=Status(row["status"]),
        accepted_by_hand=bool(row["accepted_by_hand"]),
        is_bug=bool(row["is_bug"]),
        message=Message(row["message_zh"], row["message_en"]),
    )


def sheet_record(row: sqlite3.Row) -> SheetRecord:
    return SheetRecord(
        sheet=row["sheet"],
        header_row=row["header_row"],
        headers=tuple(json.loads(row["headers"])),
        positions=json.loads(row["positions"]),
        first_column=row["first_column"],
        missing_fields=tuple(json.loads(row["missing_fields"])),
        rows_in=row["rows_in"],
    )


def batch_record(
    row: sqlite3.Row,
    fen: dict[tuple[str, str], dict[str, Fen]],
    sheets: dict[tuple[str, str], list[SheetRecord]],
) -> BatchRecord:
    key = (row["sha256"], row["export"])
    return BatchRecord(
        sha256=row["sha256"],
        export=row["export"],
        profile=row["profile"],
        status=Status(row["status"]),
        rows=Rows(
            row["rows_in"], row["rows_accepted"], row["rows_quarantined"], row["rows_ignored"]
        ),
        fen=fen.get(key, {}),
        content_key=row["content_key"],
        duplicate_of=row["duplicate_of"],
        project_names=tuple(json.loads(row["project_names"])),
        refund_rows=row["refund_rows"],
        sheets=tuple(sheets.get(key, [])),
        message=Message(row["message_zh"], row["message_en"]),
    )
