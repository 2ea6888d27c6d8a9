"""Filling the tables of a small snapshot.

Belongs here: one insert. Does not belong here: the rows.
"""

from __future__ import annotations

from datetime import datetime

import duckdb
import polars as pl

AS_OF = datetime(2026, 4, 1, 9, 0)
Row = tuple[object, ...]


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    if rows:
        frame = pl.DataFrame(rows, orient="row", infer_schema_length=None, strict=False)
        connection.register("arriving", frame)
        connection.execute(f"insert into marts.{table} select * from arriving")
        connection.unregister("arriving")
