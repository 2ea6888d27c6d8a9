"""The dbt project, compiled once: its manifest and the SQL that an engine would get."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.warehouse.dbt import run_dbt
from pipelines.warehouse.raw import create_raw_schema


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """dbt's manifest after `dbt compile`, every model with its `compiled_code`."""
    build_dir: Path = tmp_path_factory.mktemp("compiled")
    nothing = pl.DataFrame(
        schema=dict.fromkeys(("export", "batch_id", "source_sheet", "source_row"), pl.String)
    )
    with duckdb.connect(str(build_dir / "work.duckdb")) as con:
        create_raw_schema(
            con,
            as_of=datetime(2026, 1, 1),
            lake_files={},
            refused_rows=nothing,
            intake_files=nothing,
            quarantine_findings=nothing,
        )
    run = run_dbt(["compile"], build_dir)
    assert run.succeeded, run.error or run.failed
    read: dict[str, Any] = json.loads((build_dir / "dbt_target" / "manifest.json").read_bytes())
    return read


@pytest.fixture(scope="session")
def models(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Models by name."""
    return {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
    }
