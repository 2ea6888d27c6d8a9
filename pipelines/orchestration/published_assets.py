"""What leaves the warehouse: the published snapshot and the Friday pack.

Belongs here: publishing as a step, and running the pack as a program (`dashboards` and
`pipelines` do not import each other). Does not belong here: the pack's content.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from pipelines.orchestration.running_build import RESOURCE
from pipelines.settings import PROJECT_ROOT
from pipelines.warehouse.build import Build

GROUP = "published"


def published_snapshot(marts: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The asset that names a finished build in CURRENT; made from every mart."""

    @dg.asset(
        name="published_snapshot",
        group_name=GROUP,
        deps=list(marts),
        required_resource_keys={RESOURCE},
        description="检查通过后发布的快照 · the snapshot published once every check passed",
    )
    def publish(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        running: Build = context.resources.running_build
        snapshot = running.publish()
        passed = sum(check.status == "passed" for check in running.checks)
        return dg.MaterializeResult(
            metadata={
                "snapshot": snapshot.id,
                "as_of": f"{running.as_of:%Y-%m-%d %H:%M:%S}",
                "checks": f"{passed}/{len(running.checks)}",
            }
        )

    return publish


class FridayPackConfig(dg.Config):
    """Which week the pack is about, as an ISO week (2026-W47), and in which language."""

    week: str
    language: str = "zh"


def friday_pack(root: Path) -> dg.AssetsDefinition:
    """The asset that writes the week's pack to `HOME/packs/<week>`."""

    @dg.asset(
        name="friday_pack",
        group_name=GROUP,
        deps=[dg.AssetKey("published_snapshot")],
        description="周五例会资料 · the pack of the Friday meeting, from what is published",
    )
    def write_pack(
        context: dg.AssetExecutionContext, config: FridayPackConfig
    ) -> dg.MaterializeResult[None]:
        out = root / "packs" / config.week
        command = [sys.executable, "-m", "dashboards.pack", "--week", config.week]
        command += ["--out", str(out), "--lang", config.language]
        environment = os.environ | {"WUYE_HOME": str(root)}
        done = subprocess.run(
            command, env=environment, cwd=PROJECT_ROOT, capture_output=True, text=True
        )
        if done.returncode != 0:
            why = done.stderr.strip()[-2000:]
            raise dg.Failure(f"资料没有写成 · the pack was not written: {why}")
        return dg.MaterializeResult(metadata={"folder": str(out), "week": config.week})

    return write_pack
