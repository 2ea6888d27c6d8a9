"""What the file ledger answers: files, batches, findings, mended lines and its state.

Belongs here: every statement that only reads the ledger. Does not belong here: opening or
writing it (`ledger_store`), or the frames that the warehouse reads (`ledger`).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pipelines.exports import COMPANY_SETTINGS
from pipelines.intake.ledger_rows import batch_record, received_file, sheet_record
from pipelines.intake.ledger_schema import STATE_QUERIES
from pipelines.intake.records import (
    BATCH_ID_LENGTH,
    BatchRecord,
    Closing,
    Delivery,
    Fen,
    ReceivedFile,
    SeenPath,
    SheetRecord,
    Status,
)
from pipelines.parsing.parsed import Finding


class LedgerAnswers:
    """The reading half of an open ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.row_factory = sqlite3.Row

    # -- files and deliveries ---------------------------------------------------------

    def files(self, where: str = "1 = 1", parameters: Sequence[Any] = ()) -> list[ReceivedFile]:
        """Received files in order of arrival; `where` is a condition on `files`."""
        rows = self._db.execute(f"select * from files where {where} order by arrival", parameters)
        return [received_file(row) for row in rows]

    def file(self, sha256: str) -> ReceivedFile | None:
        found = self.files("sha256 = ?", (sha256,))
        return found[0] if found else None

    def file_of_batch(self, batch_id: str) -> ReceivedFile | None:
        """The file whose sha256 starts with `batch_id`."""
        found = self.files("sha256 >= ? and sha256 < ?", (batch_id, batch_id + "g"))
        return found[0] if found else None

    def deliveries(self, sha256: str | None = None) -> list[Delivery]:
        rows = self._db.execute(
            "select * from deliveries where ?1 is null or sha256 = ?1"
            " order by exported_at, file_name, path, modified_ns",
            (sha256,),
        )
        return [
            Delivery(
                row["sha256"], row["path"], row["file_name"], row["modified_ns"],
                datetime.fromisoformat(row["exported_at"]),
            )
            for row in rows
        ]  # fmt: skip

    def seen_paths(self) -> dict[str, SeenPath]:
        return {
            row["path"]: SeenPath(**dict(row)) for row in self._db.execute("select * from paths")
        }

    def next_arrival(self) -> int:
        return int(self._scalar("select coalesce(max(arrival), 0) + 1 from files"))

    def newest_accepted(self) -> datetime | None:
        """Export time of the newest file with an accepted batch of an export; a settings
        workbook says nothing about when anything happened."""
        settings = ", ".join(f"'{contract.name}'" for contract in COMPANY_SETTINGS)
        text = self._scalar(
            "select max(f.exported_at) from files f join batches b using (sha256)"
            f" where b.status = ? and b.export not in ({settings})",
            (Status.ACCEPTED,),
        )
        return datetime.fromisoformat(text) if text else None

    def listed_until(self, as_of: datetime) -> datetime:
        """Up to when files are listed at `as_of`: without an end from the newest export on."""
        newest = self.newest_accepted()
        return datetime.max if newest is None or as_of >= newest else as_of

    def batch_ids_with_quarantine(self, as_of: datetime) -> list[str]:
        """Batch ids of files exported by `as_of` that have refused rows, by arrival."""
        rows = self._db.execute(
            "select distinct f.arrival, f.sha256 from files f join batches b using (sha256)"
            " where f.exported_at <= ? and b.rows_quarantined > 0 order by f.arrival",
            (as_of.isoformat(),),
        )
        return [row["sha256"][:BATCH_ID_LENGTH] for row in rows]

    def landed_at(self, sha256: str) -> str:
        return str(self._scalar("select landed_at from files where sha256 = ?", (sha256,)))

    # -- what reading gave ------------------------------------------------------------

    def batches(self, where: str = "1 = 1", parameters: Sequence[Any] = ()) -> list[BatchRecord]:
        """Batches by arrival of their file, then export; `where` may name `f.` and `b.`."""
        joined = f"from batches b join files f using (sha256) where {where}"
        fen: dict[tuple[str, str], dict[str, Fen]] = {}
        for row in self._db.execute(
            f"select t.* from control_totals t join (select b.sha256, b.export {joined}) c"
            " using (sha256, export) order by t.rowid",
            parameters,
        ):
            fen.setdefault((row["sha256"], row["export"]), {})[row["field"]] = Fen(
                row["fen_in"], row["fen_accepted"], row["fen_quarantined"], row["fen_ignored"]
            )
        sheets: dict[tuple[str, str], list[SheetRecord]] = {}
        for row in self._db.execute(
            f"select s.* from sheets s join (select b.sha256, b.export {joined}) c"
            " using (sha256, export) order by s.sha256, s.export, s.position",
            parameters,
        ):
            sheets.setdefault((row["sha256"], row["export"]), []).append(sheet_record(row))
        return [
            batch_record(row, fen, sheets)
            for row in self._db.execute(
                f"select b.* {joined} order by f.arrival, b.export", parameters
            )
        ]

    def notes(self, sha256: str) -> list[Finding]:
        rows = self._db.execute(
            "select finding from notes where sha256 = ? order by number", (sha256,)
        )
        return [Finding(**json.loads(row["finding"])) for row in rows]

    def closings(self) -> list[Closing]:
        """Every mended line, by arrival of the file that mended it."""
        rows = self._db.execute(
            "select c.* from closings c join files f using (sha256) order by f.arrival, c.line_key"
        )
        return [Closing(row["line_key"], row["sha256"], row["mended_by"]) for row in rows]

    # -- correction workbooks -----------------------------------------------------------

    def reference_keys(self) -> dict[str, str]:
        """By sha256 of the file: which reference lines its workbook was written with."""
        rows = self._db.execute(
            "select sha256, reference_key from correction_workbooks where reference_key <> ''"
        )
        return {row["sha256"]: row["reference_key"] for row in rows}

    # -- state --------------------------------------------------------------------------

    def state_key(self, as_of: datetime | None = None) -> str:
        """A hash of everything the ledger knows (of files exported by `as_of`) that can show
        in a published table; when and how fast things were taken is no part of it."""
        digest = hashlib.sha256()
        for query in STATE_QUERIES:
            for row in self._db.execute(query, (as_of.isoformat() if as_of else "9999",)):
                digest.update(repr(tuple(row)).encode())
        return digest.hexdigest()

    def _scalar(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        row = self._db.execute(query, parameters).fetchone()
        return row[0] if row is not None else None
