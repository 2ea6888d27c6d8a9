"""A build directory with tiny real DuckDB files, as `run_suites` finds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.exports import ALL_EXPORTS
from pipelines.warehouse.raw import raw_columns

Rows = Sequence[Mapping[str, Any]]


def write_arriving(folder: Path, tables: Mapping[str, Rows], as_of: datetime) -> None:
    """`work.duckdb` with every export as a table of `raw`; those in `tables` were received."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(folder / "work.duckdb")) as con:
        con.execute("create schema raw")
        con.execute(
            "create table raw.build_parameters as select cast($1 as timestamp) as as_of", [as_of]
        )
        con.execute(
            "create table raw.intake_files (export varchar, status varchar, exported_at timestamp)"
        )
        for export in ALL_EXPORTS:
            create_table(
                con, f"raw.{export.name}", raw_columns(export), tables.get(export.name, ())
            )
            if export.name in tables:
                newest = max((row["exported_at"] for row in tables[export.name]), default=None)
                con.execute(
                    "insert into raw.intake_files values ($1, 'accepted', $2)",
                    [export.name, newest],
                )


def write_marts(
    folder: Path, tables: Mapping[str, Rows], columns: Mapping[str, Mapping[str, str]]
) -> None:
    """`main.duckdb` with the given tables in the schema `marts`."""
    with duckdb.connect(str(folder / "main.duckdb")) as con:
        con.execute("create schema marts")
        for name, rows in tables.items():
            create_table(con, f"marts.{name}", columns[name], rows)


def create_table(
    con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Rows
) -> None:
    """One table of the given SQL types; a column that a row lacks is null."""
    con.execute(f"create table {name} ({', '.join(f'{c} {t}' for c, t in columns.items())})")
    if rows:
        frame = pl.DataFrame(
            {c: pl.Series([row.get(c) for row in rows], strict=False) for c in columns}
        )
        con.register("incoming_frame", frame)
        con.execute(f"insert into {name} select * from incoming_frame")
        con.unregister("incoming_frame")
