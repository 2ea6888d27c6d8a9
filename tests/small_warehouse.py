"""A small real warehouse: typed rows as a lake, the raw schema, one dbt build.

Belongs here: writing a few rows per export as the lake stores them and building every
model over them. Does not belong here: expected figures (the tests), or reading files
(intake's own tests).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.exports import EXPORTS_BY_NAME, Export
from pipelines.intake.lake import LAKE_TYPES
from pipelines.intake.ledger import INTAKE_FILE_COLUMNS, QUARANTINE_FINDING_COLUMNS
from pipelines.sign_off.sources import NOTHING_SIGNED, SignedMonths
from pipelines.warehouse.dbt import run_dbt
from pipelines.warehouse.raw import REFUSED_ROWS, create_raw_schema

Row = Mapping[str, Any]

REFUSED_ROW_COLUMNS = {
    "export": pl.String(),
    "batch_id": pl.String(),
    "source_sheet": pl.String(),
    "source_row": pl.Int32(),
}


# They need no warehouse of ours; test_dbt_unit_tests runs them once.
WITHOUT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")


@dataclass(frozen=True)
class Delivery:
    """One received file of an export: its rows, its time, the columns it did not have."""

    rows: Sequence[Row]
    exported_at: datetime
    missing_columns: tuple[str, ...] = ()


def build_small_warehouse(
    root: Path,
    rows_by_export: Mapping[str, Sequence[Row] | Sequence[Delivery]],
    as_of: datetime,
    *,
    intake_files: Sequence[Row] = (),
    quarantine_findings: Sequence[Row] = (),
    signed: SignedMonths = NOTHING_SIGNED,
    select: Sequence[str] = (),
) -> Path:
    """Build under `root`; gives the path of main.duckdb (personal, pay, work lie beside it).

    A value of `rows_by_export` is either the rows of one file exported at `as_of` or the
    deliveries of several; a field that a row leaves out is null. Raises AssertionError with
    the failed nodes when dbt does not pass.
    """
    build_dir = root / "build"
    build_dir.mkdir(parents=True)
    lake_files = {
        name: _write_deliveries(root / "lake", EXPORTS_BY_NAME[name], _deliveries(given, as_of))
        for name, given in rows_by_export.items()
    }
    with duckdb.connect(str(build_dir / "work.duckdb")) as con:
        create_raw_schema(
            con,
            as_of=as_of,
            lake_files=lake_files,
            intake_files=_frame(intake_files, INTAKE_FILE_COLUMNS),
            quarantine_findings=_frame(quarantine_findings, QUARANTINE_FINDING_COLUMNS),
            signed=signed,
            **{REFUSED_ROWS: _frame((), REFUSED_ROW_COLUMNS)},
        )
    command = ["build", "--indirect-selection", "cautious", *WITHOUT_UNIT_TESTS]
    run = run_dbt([*command, *(["--select", *select] if select else [])], build_dir)
    assert run.succeeded, run.error or [(n.name, n.status, n.message) for n in run.failed]
    return build_dir / "main.duckdb"


def fetch(database: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query on a built database."""
    with duckdb.connect(str(database), read_only=True) as con:
        return con.execute(sql).fetchall()


def _deliveries(given: Sequence[Row] | Sequence[Delivery], as_of: datetime) -> list[Delivery]:
    deliveries = [item for item in given if isinstance(item, Delivery)]
    return deliveries or [Delivery([i for i in given if not isinstance(i, Delivery)], as_of)]


def _write_deliveries(lake: Path, export: Export, deliveries: Iterable[Delivery]) -> list[Path]:
    folder = lake / export.name
    folder.mkdir(parents=True)
    return [_write(folder, export, number, d) for number, d in enumerate(deliveries)]


def _write(folder: Path, export: Export, number: int, delivery: Delivery) -> Path:
    batch_id = f"{number:016x}"
    types = {column.field: LAKE_TYPES[column.type] for column in export.columns}
    frame = _frame(delivery.rows, types).with_columns(
        pl.lit(f"{export.name}_{delivery.exported_at:%Y%m%dT%H%M%S}.csv").alias("source_file"),
        pl.lit("").alias("source_sheet"),
        (pl.int_range(pl.len(), dtype=pl.Int32) + 2).alias("source_row"),
        pl.lit(delivery.exported_at, dtype=pl.Datetime("us")).alias("exported_at"),
        pl.lit(delivery.exported_at, dtype=pl.Datetime("us")).alias("file_received_at"),
        pl.lit(batch_id).alias("batch_id"),
        pl.lit(",".join(delivery.missing_columns)).alias("missing_columns"),
    )
    path = folder / f"{batch_id}.parquet"
    frame.write_parquet(path)
    return path


def _frame(rows: Sequence[Row], types: Mapping[str, Any]) -> pl.DataFrame:
    unknown = {name for row in rows for name in row} - set(types)
    assert not unknown, f"no such columns: {sorted(unknown)}"
    columns = {
        name: pl.Series([row.get(name) for row in rows], dtype=kind) for name, kind in types.items()
    }
    return pl.DataFrame(columns, schema=dict(types))
