"""Running the dbt project inside this process.

Belongs here: one call of dbt and what it reported. Does not belong here: what dbt builds
(dbt_project), or what is done with a failure (`pipelines.warehouse.build`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.settings import DBT_PROJECT
from pipelines.warehouse.parsed_project import keep_parsed_project, load_parsed_project

# Unit tests prove the logic and belong to the test suite; a build checks its data.
BUILD = ("build", "--exclude-resource-type", "unit_test")
# The commands whose product is dbt's own description of the project.
DESCRIBING = ("parse", "compile")
TARGET = "dbt_target"


@dataclass(frozen=True)
class NodeResult:
    """What became of one dbt node: `status` is dbt's own word (success, pass, fail, warn,
    error, skipped), `failures` the failing rows of a test, `seconds` its run time. `subject`
    is the model that a test is about; `description_zh` stands in the node's `meta: {zh: …}`."""

    unique_id: str
    kind: str
    name: str
    subject: str
    status: str
    message: str
    failures: int
    seconds: float
    severity: str
    description_zh: str
    description_en: str


@dataclass(frozen=True)
class DbtRun:
    """One dbt call: every node's result, and dbt's own error when it could not start."""

    succeeded: bool
    nodes: tuple[NodeResult, ...]
    error: str | None

    @property
    def failed(self) -> tuple[NodeResult, ...]:
        return tuple(n for n in self.nodes if n.status in ("fail", "error"))


def dbt_arguments(command: Sequence[str], build_dir: Path) -> list[str]:
    """The command line of one dbt call, with every path under the build directory.

    dbt formats each of its thousands of events for every log, written or not; what failed
    is in the result. Its manifest takes a second to write and only `DESCRIBING` need it.
    """
    return [
        *command,
        *(() if command[0] in DESCRIBING else ("--no-write-json", "--no-populate-cache")),
        "--log-level",
        "none",
        "--log-level-file",
        "none",
        "--project-dir",
        str(DBT_PROJECT),
        "--profiles-dir",
        str(DBT_PROJECT),
        "--log-path",
        str(build_dir / "dbt_logs"),
        "--quiet",
    ]


def run_dbt(
    command: Sequence[str],
    build_dir: Path,
    *,
    on_event: Callable[[Any], None] | None = None,
) -> DbtRun:
    """Run one dbt command (`["build"]`, `["build", "--select", …]`) on the build directory."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    os.environ["WUYE_BUILD_DIR"] = str(build_dir)
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    target = build_dir / TARGET
    parsed = None if command[0] in DESCRIBING else load_parsed_project(target)
    try:
        result = dbtRunner(parsed, callbacks=[on_event] if on_event else []).invoke(
            dbt_arguments(command, build_dir)
        )
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if parsed is None and result.exception is None:
        keep_parsed_project(target)
    rows = getattr(result.result, "results", None) or ()
    nodes = tuple(_node_result(row) for row in rows)
    error = str(result.exception) if result.exception else None
    return DbtRun(bool(result.success), nodes, error)


def _node_result(row: Any) -> NodeResult:
    node = row.node
    return NodeResult(
        unique_id=node.unique_id,
        kind=str(node.resource_type),
        name=node.name,
        subject=(getattr(node, "attached_node", None) or node.unique_id).split(".")[2],
        status=str(row.status),
        message=row.message or "",
        failures=row.failures or 0,
        seconds=row.execution_time,
        severity=str(getattr(node.config, "severity", "error") or "error").lower(),
        description_zh=str((node.config.meta or {}).get("zh", "")),
        description_en=node.description or node.name.replace("_", " "),
    )
