"""Row counts and content hashes of a build's tables, and the identity of a build.

Belongs here: what lets two builds be compared without comparing files (a DuckDB file's
bytes differ between equal builds). A table's hash does not depend on the order of rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

import duckdb

from pipelines import __version__
from pipelines.settings import DBT_PROJECT, PROJECT_ROOT

HASHED_SUFFIXES = {".sql", ".yml", ".csv", ".py"}


def table_fingerprints(
    con: duckdb.DuckDBPyConnection, database: str
) -> dict[str, dict[str, object]]:
    """Table name → {rows, content_hash} for schema `marts` of an open database."""
    names = con.execute(
        "select table_name from duckdb_tables() where database_name = $1 and schema_name = 'marts'"
        " order by table_name",
        [database],
    ).fetchall()
    return {name: _fingerprint(con, f"{database}.marts.{name}") for (name,) in names}


def _fingerprint(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, object]:
    # Sum and xor together: a row that appears twice cancels in the xor but not in the sum.
    rows, total, mixed = con.execute(
        f"select count(*), coalesce(sum(hash(t)::hugeint), 0)::varchar,"
        f" coalesce(bit_xor(hash(t)), 0)::varchar from {table} as t"
    ).fetchall()[0]
    digest = hashlib.sha256(f"{rows}|{total}|{mixed}".encode()).hexdigest()[:32]
    return {"rows": rows, "content_hash": digest}


def code_fingerprint() -> str:
    """One hash of everything that turns the same lake into the same tables."""
    digest = hashlib.sha256(__version__.encode())
    folders = (DBT_PROJECT, PROJECT_ROOT / "pipelines", PROJECT_ROOT / "expectations")
    files = (p for folder in folders for p in folder.rglob("*") if p.suffix in HASHED_SUFFIXES)
    for path in sorted(files):
        if "target" not in path.parts:
            digest.update(str(path.relative_to(PROJECT_ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def snapshot_id(as_of: datetime, inputs: Iterable[str]) -> str:
    """`<as_of>-<hash of inputs and code>`: the same inputs give the same id, no wall clock."""
    digest = hashlib.sha256(code_fingerprint().encode())
    for item in sorted(inputs):
        digest.update(item.encode())
        digest.update(b"\0")
    return f"{as_of:%Y%m%dT%H%M%S}-{digest.hexdigest()[:10]}"
