"""The file ledger: what was received, what it held and what became of it (SQLite).

Belongs here: opening the ledger and every statement that writes it, in short transactions.
Does not belong here: what only reads (`ledger_answers`), decisions about a file
(`take_file`), or the frames that the warehouse reads (`ledger`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime

from pipelines.intake.ledger_answers import LedgerAnswers
from pipelines.intake.ledger_schema import (
    READ_RESULT_TABLES,
    SCHEMA,
    SCHEMA_VERSION,
)
from pipelines.intake.records import (
    BatchRecord,
    Delivery,
    ReceivedFile,
    SeenPath,
    Status,
    TakenFile,
)
from pipelines.settings import Home

LOCK_WAIT_SECONDS = 30.0


class LedgerTooNew(Exception):
    """The ledger was written by a later version of Wuye; update the software."""


class LedgerStore(LedgerAnswers):
    """An open ledger that can be written; use `open_ledger`."""

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

    def workbook_written(self, sha256: str, reference_key: str) -> None:
        """The file's workbook is up to date, with these reference lines."""
        with self._transaction():
            self._db.execute("update files set workbook_due = 0 where sha256 = ?", (sha256,))
            self._db.execute(
                "update correction_workbooks set reference_key = ? where sha256 = ?",
                (reference_key, sha256),
            )

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
