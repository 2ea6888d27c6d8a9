"""What the warehouse reads of the sign-offs as of a moment: dbt's sources, and their proof.

Belongs here: the signed statements and the signatures as typed tables, a fingerprint of them,
what of them is no longer as it was signed. Does not belong here: writing any of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines.settings import Home
from pipelines.sign_off.frozen import LINE_COLUMNS, STATEMENT_COLUMNS
from pipelines.sign_off.ledger import (
    SignOffsBroken,
    intact,
    ledger_path,
    read_entries,
    sha256_of,
)
from pipelines.sign_off.records import Entry, Stage, standing

SIGN_OFF_COLUMNS: Mapping[str, str] = {
    "month": "date",
    "stage": "varchar",
    "signed_by": "varchar",
    "recorded_at": "timestamp",
    "as_of": "timestamp",
    "snapshot_id": "varchar",
    "content_hash": "varchar",
    "accepted_blocked": "integer",
}


@dataclass(frozen=True)
class SignedMonths:
    """What was signed and stands: rows of `raw.sign_offs` (one per month and stage) and the
    Parquet files of the statements; `broken` says what is no longer as it was signed."""

    sign_offs: tuple[tuple[object, ...], ...] = ()
    line_files: tuple[Path, ...] = ()
    statement_files: tuple[Path, ...] = ()
    broken: tuple[str, ...] = field(default=())


NOTHING_SIGNED = SignedMonths()


def signed_months(home: Home, as_of: datetime) -> SignedMonths:
    """The signatures that stand at `as_of`; a file that was tampered with is not read."""
    try:
        stand = standing(read_entries(home), as_of)
    except SignOffsBroken as broken:
        return SignedMonths(broken=(str(broken),))
    computed = [e for e in stand if e.stage is Stage.COMPUTED]
    tampered = [f for e in computed for f in (e.lines, e.statements) if not intact(home, f)]
    return SignedMonths(
        sign_offs=tuple(row for entry in stand for row in _rows(entry)),
        line_files=tuple(
            home.sign_offs / e.lines.name for e in computed if e.lines not in tampered
        ),
        statement_files=tuple(
            home.sign_offs / e.statements.name for e in computed if e.statements not in tampered
        ),
        broken=tuple(f"{f.name}: 与签核时不同 not what was signed" for f in tampered),
    )


def fingerprint(home: Home, as_of: datetime) -> str:
    """A hash of all that was signed as of then, the files as they are now; '' when nothing."""
    if not ledger_path(home).exists():
        return ""
    signed = signed_months(home, as_of)
    files = [*signed.line_files, *signed.statement_files]
    parts = [*map(str, signed.sign_offs), *map(sha256_of, files), *signed.broken]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts else ""


def create_sign_off_sources(con: duckdb.DuckDBPyConnection, signed: SignedMonths) -> None:
    """Create `raw.sign_offs`, `raw.signed_off_lines` and `raw.signed_off_statements`."""
    columns = ", ".join(f"{name} {kind}" for name, kind in SIGN_OFF_COLUMNS.items())
    con.execute(f"create or replace table raw.sign_offs ({columns})")
    if signed.sign_offs:
        marks = ", ".join(f"${n + 1}" for n in range(len(SIGN_OFF_COLUMNS)))
        con.executemany(f"insert into raw.sign_offs values ({marks})", signed.sign_offs)
    _create_frozen(con, "signed_off_lines", LINE_COLUMNS, signed.line_files)
    _create_frozen(con, "signed_off_statements", STATEMENT_COLUMNS, signed.statement_files)


def _create_frozen(
    con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], files: Sequence[Path]
) -> None:
    declared = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    con.execute(f"create or replace table raw.{table} ({declared})")
    for path in files:
        # A month that an earlier version signed may lack a column that came later.
        found = con.execute("select * from read_parquet($1) limit 0", [str(path)]).description
        shared = ", ".join(name for (name, *_) in found or () if name in columns)
        con.execute(
            f"insert into raw.{table} ({shared}) select {shared} from read_parquet($1)",
            [str(path)],
        )


def _rows(entry: Entry) -> list[tuple[object, ...]]:
    """One row per month that the signature covers."""
    return [
        (
            month, str(entry.stage), entry.by, entry.recorded_at, entry.as_of,
            entry.snapshot_id, entry.content_hash, entry.accepted_blocked,
        )
        for month in entry.months
    ]  # fmt: skip
