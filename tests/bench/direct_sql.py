"""The models' own SQL, run statement by statement on one DuckDB connection.

The floor under `wuye build`: csv read by DuckDB itself, no contract, no quarantine, no
tests, no expectations, no Dagster, no dbt while the clock runs. `prepare` (not timed) lets
dbt load the seeds and compile the statements.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb

from pipelines.exports import EXPORTS_BY_NAME, ColumnType, Export
from pipelines.warehouse.dbt import run_dbt
from pipelines.warehouse.raw import SQL_TYPES, create_raw_schema
from tests.bench.checksums import mart_checksums

ATTACHED = ("main", "personal", "pay")


def prepare(work: Path, empty_frames: dict[str, Any], as_of: Any) -> None:
    """Load the seeds and compile every model into `work` (a build directory)."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with duckdb.connect(str(work / "work.duckdb")) as con:
        create_raw_schema(con, as_of=as_of, lake_files={}, **empty_frames)
    for command in (["seed"], ["compile"]):
        run = run_dbt(command, work)
        if not run.succeeded:
            raise RuntimeError(f"dbt {command[0]}: {run.error or run.failed}")
    shutil.copy(work / "work.duckdb", work / "seeds.duckdb")


def build(inbox: Path, work: Path) -> dict[str, Any]:
    """Build all models from the csv files of `inbox`; the checksums of the result."""
    for name in ("work", *ATTACHED):
        (work / f"{name}.duckdb").unlink(missing_ok=True)
    shutil.copy(work / "seeds.duckdb", work / "work.duckdb")
    con = duckdb.connect(str(work / "work.duckdb"))
    for name in ATTACHED:
        con.execute(f"attach '{work / name}.duckdb' as published_{name}")
        con.execute(f"create schema if not exists published_{name}.marts")
    for schema in ("staging", "intermediate"):
        con.execute(f"create schema if not exists {schema}")
    for file in sorted(inbox.glob("*.csv")):
        _load(con, file)
    for node in _models_in_order(work):
        kind = "view" if node["config"]["materialized"] == "view" else "table"
        place = f"{node['database']}.{node['schema']}.{node['name']}"
        con.execute(f"create or replace {kind} {place} as {node['compiled_code']}")
    con.execute("checkpoint published_main")
    con.close()
    return mart_checksums(work / "main.duckdb")


def _load(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    with file.open(encoding="utf-8-sig") as stream:
        headers = stream.readline().strip().split(",")
    export = next(
        e for e in EXPORTS_BY_NAME.values() if {c.header for c in e.columns} >= set(headers)
    )
    typed = ", ".join(_cast(export, field.field, headers) for field in export.columns)
    con.execute(f"drop view if exists raw.{export.name}")
    con.execute(
        f"create table raw.{export.name} as select {typed},"
        f" '{file.name}' as source_file, '' as source_sheet,"
        " cast(row_number() over () + 1 as integer) as source_row,"
        " (select as_of from raw.build_parameters) as exported_at,"
        " (select as_of from raw.build_parameters) as file_received_at,"
        f" '{export.name}' as batch_id, '' as missing_columns"
        f" from read_csv('{file}', header = true, all_varchar = true)"
    )


def _cast(export: Export, field: str, headers: list[str]) -> str:
    column = export.column(field)
    kind = SQL_TYPES[column.type]
    if column.header not in headers:
        return f"cast(null as {kind}) as {field}"
    quoted = f'"{column.header}"'
    if column.type is ColumnType.BOOLEAN:
        return f"({quoted} = '是') as {field}"
    return f"cast({quoted} as {kind}) as {field}"


def _models_in_order(work: Path) -> list[dict[str, Any]]:
    manifest = json.loads((work / "dbt_target" / "manifest.json").read_text("utf-8"))
    models = {
        key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"
    }
    ordered: list[str] = []
    waiting = sorted(models)
    while waiting:
        ready = [
            key
            for key in waiting
            if all(d not in models or d in ordered for d in models[key]["depends_on"]["nodes"])
        ]
        ordered += ready
        waiting = [key for key in waiting if key not in ready]
    return [models[key] for key in ordered if models[key]["config"]["materialized"] != "ephemeral"]
