"""The file ledger: what was received, what it held and what became of it (SQLite).

Belongs here: every statement that reads or writes the ledger, in short transactions.
Does not belong here: decisions about a file (`take_file`), or the frames that the
warehouse reads (`ledger`).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pipelines.intake.ledger_rows import batch_record, received_file, sheet_record
from pipelines.intake.ledger_schema import (
    READ_RESULT_TABLES,
    SCHEMA,
    SCHEMA_VERSION,
    STATE_QUERIES,
)
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
    TakenFile,
)
from pipelines.parsing.parsed import Finding
from pipelines.settings import Home

LOCK_WAIT_SECONDS = 30.0


class LedgerTooNew(Exception):
    """The ledger was written by a later version of Wuye; update the software."""


class LedgerStore:
    """An open ledger; use `open_ledger`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.row_factory = sqlite3.Row

    # -- files and deliveries ---------------------------------------------------------

    def enter_landed(
        self,
        files: Iterable[ReceivedFile],
        deliveries: Iterable[Delivery],
        paths: Iterable[SeenPath],
        now: datetime,
    ) -> None:
        """Enter what landing kept, in one transaction; `now` is for audit only."""
        moment = now.isoformat(timespec="seconds")
        with self._transaction():
            for f in files:
                self._db.execute(
                    "insert into files (sha256, arrival, file_name, extension, size_bytes,"
                    " project_hint, exported_at, same_time_number, landed_at, status)"
                    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        f.sha256, f.arrival, f.file_name, f.extension, f.size_bytes,
                        f.project_hint, f.exported_at.isoformat(), f.same_time_number,
                        moment, Status.LANDED,
                    ),
                )  # fmt: skip
            self._db.executemany(
                "insert or ignore into deliveries values (?, ?, ?, ?, ?, ?)",
                [
                    (
                        d.sha256,
                        d.path,
                        d.file_name,
                        d.modified_ns,
                        d.exported_at.isoformat(),
                        moment,
                    )
                    for d in deliveries
                ],
            )
            self._db.executemany(
                "insert or replace into paths values (?, ?, ?, ?, ?)",
                [(p.path, p.size_bytes, p.modified_ns, p.changed_ns, p.sha256) for p in paths],
            )

    def record(self, taken: TakenFile) -> None:
        """Enter the result of reading a file, replacing an earlier reading of it."""
        f = taken.received
        with self._transaction():
            for table in READ_RESULT_TABLES:
                self._db.execute(f"delete from {table} where sha256 = ?", (f.sha256,))
            for batch in taken.batches:
                self._insert_batch(batch)
            self._db.executemany(
                "insert into notes values (?, ?, ?)",
                [
                    (f.sha256, n, json.dumps(asdict(note), ensure_ascii=False))
                    for n, note in enumerate(taken.notes)
                ],
            )
            self._db.executemany(
                "insert or replace into closings values (?, ?, ?)",
                [(c.line_key, c.sha256, c.mended_by) for c in taken.closings],
            )
            self._db.execute(
                "update files set status = ?, exported_at = ?, same_time_number = ?, is_bug = ?,"
                " message_zh = ?, message_en = ?, seconds = ? where sha256 = ?",
                (
                    f.status, f.exported_at.isoformat(), f.same_time_number, int(f.is_bug),
                    f.message.zh, f.message.en, taken.seconds, f.sha256,
                ),
            )  # fmt: skip
            due = [*taken.corrected, *([f.sha256] if taken.quarantined_rows else [])]
            self._db.executemany(
                "update files set workbook_due = 1 where sha256 = ?", [(sha256,) for sha256 in due]
            )

    def _insert_batch(self, b: BatchRecord) -> None:
        self._db.execute(
            "insert into batches values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                b.sha256, b.export, b.profile, b.status, b.rows.taken_in, b.rows.accepted,
                b.rows.quarantined, b.rows.ignored, b.content_key, b.duplicate_of,
                json.dumps(b.project_names, ensure_ascii=False), b.refund_rows,
                b.message.zh, b.message.en,
            ),
        )  # fmt: skip
        self._db.executemany(
            "insert into control_totals values (?, ?, ?, ?, ?, ?, ?)",
            [
                (b.sha256, b.export, name, t.taken_in, t.accepted, t.quarantined, t.ignored)
                for name, t in b.fen.items()
            ],
        )
        self._db.executemany(
            "insert into sheets values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    b.sha256, b.export, s.sheet, n, s.header_row,
                    json.dumps(s.headers, ensure_ascii=False), json.dumps(s.positions),
                    s.first_column, json.dumps(s.missing_fields), s.rows_in,
                )
                for n, s in enumerate(b.sheets)
            ],
        )  # fmt: skip

    def mark_accepted_by_hand(self, sha256: str) -> None:
        """A held file may be loaded: it is read again as if it had just landed."""
        with self._transaction():
            self._db.execute(
                "update files set accepted_by_hand = 1, status = ? where sha256 = ?",
                (Status.LANDED, sha256),
            )

    def mark_all_landed(self) -> None:
        """Forget every reading, keep every file: the next run reads all of them again."""
        with self._transaction():
            for table in READ_RESULT_TABLES:
                self._db.execute(f"delete from {table}")
            self._db.execute("update files set status = ?, is_bug = 0", (Status.LANDED,))

    def mark_landed(self, sha256s: Iterable[str]) -> None:
        """Read these files again in the next run."""
        with self._transaction():
            self._db.executemany(
                "update files set status = ? where sha256 = ?",
                [(Status.LANDED, sha256) for sha256 in sha256s],
            )

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
        """Export time of the newest file with an accepted batch."""
        text = self._scalar(
            "select max(f.exported_at) from files f join batches b using (sha256)"
            " where b.status = ?",
            (Status.ACCEPTED,),
        )
        return datetime.fromisoformat(text) if text else None

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

    def workbook_name(self, sha256: str, wanted: str, otherwise: str) -> str:
        """The name of a file's correction workbook: `wanted`, or `otherwise` when another
        file already has that; once given it stays."""
        with self._transaction():
            known = self._db.execute(
                "select workbook_name from correction_workbooks where sha256 = ?", (sha256,)
            ).fetchone()
            if known is not None:
                return str(known[0])
            taken = self._db.execute(
                "select 1 from correction_workbooks where workbook_name = ?", (wanted,)
            ).fetchone()
            name = wanted if taken is None else otherwise
            self._db.execute(
                "insert into correction_workbooks (sha256, workbook_name) values (?, ?)",
                (sha256, name),
            )
            return name

    def reference_keys(self) -> dict[str, str]:
        """By sha256 of the file: which reference lines its workbook was written with."""
        rows = self._db.execute(
            "select sha256, reference_key from correction_workbooks where reference_key <> ''"
        )
        return {row["sha256"]: row["reference_key"] for row in rows}

    def workbook_written(self, sha256: str, reference_key: str) -> None:
        """The file's workbook is up to date, with these reference lines."""
        with self._transaction():
            self._db.execute("update files set workbook_due = 0 where sha256 = ?", (sha256,))
            self._db.execute(
                "update correction_workbooks set reference_key = ? where sha256 = ?",
                (reference_key, sha256),
            )

    # -- state --------------------------------------------------------------------------

    def state_key(self, as_of: datetime | None = None) -> str:
        """A hash of everything the ledger knows (of files exported by `as_of`) that can show
        in a published table; when and how fast things were taken is no part of it."""
        digest = hashlib.sha256()
        for query in STATE_QUERIES:
            for row in self._db.execute(query, (as_of.isoformat() if as_of else "9999",)):
                digest.update(repr(tuple(row)).encode())
        return digest.hexdigest()

    # -- plumbing -----------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def _scalar(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        row = self._db.execute(query, parameters).fetchone()
        return row[0] if row is not None else None


@contextmanager
def open_ledger(home: Home, *, create: bool = False) -> Iterator[LedgerStore]:
    """The ledger of `home`; without `create`, a home that has none gives an empty one and
    nothing is written. Raises LedgerTooNew."""
    if create:
        home.landing.mkdir(parents=True, exist_ok=True)
    exists = home.ledger.exists()
    connection = sqlite3.connect(
        str(home.ledger) if create or exists else ":memory:",
        timeout=LOCK_WAIT_SECONDS,
        isolation_level=None,
    )
    try:
        if create or not exists:
            _create_tables(connection)
        version = connection.execute("pragma user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise LedgerTooNew(f"ledger version {version}, this software knows {SCHEMA_VERSION}")
        yield LedgerStore(connection)
    finally:
        connection.close()


def _create_tables(connection: sqlite3.Connection) -> None:
    """WAL with a sync at every commit: what was reported as taken survives a power cut."""
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    if connection.execute("pragma user_version").fetchone()[0] == 0:
        connection.executescript(f"begin; {SCHEMA} pragma user_version = {SCHEMA_VERSION}; commit;")
