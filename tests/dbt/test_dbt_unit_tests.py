"""dbt's own unit tests: the cases, windows and date boundaries written beside each model."""

from __future__ import annotations

from pathlib import Path

from pipelines.warehouse.dbt import run_dbt


def test_every_dbt_unit_test_passes(service_warehouse: Path) -> None:
    run = run_dbt(["test", "--select", "test_type:unit"], service_warehouse.parent)

    assert run.succeeded, run.error or [(n.name, n.message) for n in run.failed]
    assert len(run.nodes) > 20
