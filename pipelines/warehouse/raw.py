"""The schema `raw`: what the lake knows, as dbt's sources.

Belongs here: one view per export over its Parquet files, and the small tables that
describe the build. Does not belong here: any word of the business (staging onwards).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.exports import ALL_CONTRACTS, ColumnType, Export
from pipelines.sign_off.sources import NOTHING_SIGNED, SignedMonths, create_sign_off_sources

SQL_TYPES: dict[ColumnType, str] = {
    ColumnType.TEXT: "varchar",
    ColumnType.IDENTIFIER: "varchar",
    ColumnType.CODE: "varchar",
    ColumnType.MONEY: "decimal(18, 2)",
    ColumnType.NUMBER: "decimal(18, 4)",
    ColumnType.RATE: "decimal(18, 4)",
    ColumnType.INTEGER: "bigint",
    ColumnType.DATE: "date",
    ColumnType.MONTH: "date",
    ColumnType.TIMESTAMP: "timestamp",
    ColumnType.BOOLEAN: "boolean",
}

PROVENANCE: dict[str, str] = {
    "source_file": "varchar",
    "source_sheet": "varchar",
    "source_row": "integer",
    "exported_at": "timestamp",
    "file_received_at": "timestamp",
    "batch_id": "varchar",
    "missing_columns": "varchar",
}

REFUSED_ROWS = "refused_rows"


def raw_columns(export: Export) -> dict[str, str]:
    """Column name → SQL type of an export's raw view, in order."""
    return {c.field: SQL_TYPES[c.type] for c in export.columns} | PROVENANCE


def create_raw_schema(
    con: duckdb.DuckDBPyConnection,
    *,
    as_of: datetime,
    lake_files: Mapping[str, Sequence[Path]],
    refused_rows: pl.DataFrame,
    intake_files: pl.DataFrame,
    quarantine_findings: pl.DataFrame,
    signed: SignedMonths = NOTHING_SIGNED,
) -> None:
    """Create `raw` in `con`.

    `lake_files` maps an export's name to its Parquet files known at `as_of`;
    `refused_rows` (export, batch_id, source_sheet, source_row) are rows whose references
    are unknown: they stay in the lake but out of the view. The two intake frames become
    the tables of the same name; `signed` becomes the tables of what was signed.
    """
    con.execute("create schema if not exists raw")
    con.execute("create or replace table raw.build_parameters (as_of timestamp not null)")
    con.execute("insert into raw.build_parameters values ($1)", [as_of])
    for name, frame in (
        ("intake_files", intake_files),
        ("quarantine_findings", quarantine_findings),
        (REFUSED_ROWS, refused_rows.select("export", "batch_id", "source_sheet", "source_row")),
    ):
        con.register("incoming_frame", frame)
        con.execute(f"create or replace table raw.{name} as select * from incoming_frame")
        con.unregister("incoming_frame")
    create_sign_off_sources(con, signed)
    refused_exports = set(refused_rows["export"].unique().to_list())
    for export in ALL_CONTRACTS:
        files = lake_files.get(export.name, ())
        con.execute(_view(export, files, export.name in refused_exports))


def _view(export: Export, files: Sequence[Path], has_refused_rows: bool) -> str:
    columns = raw_columns(export)
    if not files:
        nulls = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns.items())
        return f"create or replace view raw.{export.name} as select {nulls} where false"
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    selected = ", ".join(f"cast(r.{name} as {kind}) as {name}" for name, kind in columns.items())
    query = f"select {selected} from read_parquet([{listed}]) as r"
    if has_refused_rows:
        query += (
            f" where not exists (select 1 from raw.{REFUSED_ROWS} as x"
            f" where x.export = '{export.name}' and x.batch_id = r.batch_id"
            " and x.source_sheet = r.source_sheet and x.source_row = r.source_row)"
        )
    return f"create or replace view raw.{export.name} as {query}"
