"""The built files as the analysis sees them: frames out, declared tables in.

Belongs here: opening a build's files together, reading a mart as a frame, writing a declared
table. Does not belong here: what is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from pipelines.analysis.tables import AnalysisTable


class Store:
    """The files `main` and `personal` of one build, open for reading and writing; `work`
    beside them for the settings that dbt keeps there."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def read(self, sql: str) -> pl.DataFrame:
        """The rows of a query; a mart is `published_main.marts.…` (or `published_personal`)."""
        rows: pl.DataFrame = self._con.sql(sql).pl()
        return rows

    def write(self, table: AnalysisTable, rows: pl.DataFrame | None) -> None:
        """Create `table` with `rows` in its own order; None or no rows leave it empty.

        Raises ValueError when the frame's columns are not the declared ones.
        """
        name = f"published_{table.data_class}.marts.{table.name}"
        columns = ", ".join(f"{column} {kind}" for column, kind in table.columns.items())
        self._con.execute(f"create or replace table {name} ({columns})")
        if rows is None or rows.is_empty():
            return
        if set(rows.columns) != set(table.columns):
            odd = sorted(set(rows.columns) ^ set(table.columns))
            raise ValueError(f"{table.name} is declared with other columns: {', '.join(odd)}")
        self._con.register("computed", rows.select(*table.columns))
        order = ", ".join(f"{column} nulls last" for column in table.order_by)
        self._con.execute(f"insert into {name} select * from computed order by {order}")
        self._con.unregister("computed")


@contextmanager
def open_store(build_dir: Path) -> Iterator[Store]:
    """The build's files, closed (and so free for another process) when the block ends."""
    with duckdb.connect() as con:
        con.execute("set threads = 2")
        for name in ("main", "personal"):
            con.execute(f"attach '{build_dir / name}.duckdb' as published_{name}")
            con.execute(f"create schema if not exists published_{name}.marts")
        con.execute(f"attach '{build_dir / 'work'}.duckdb' as work (read_only)")
        yield Store(con)
