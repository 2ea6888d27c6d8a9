"""The tables of the analysis as assets, made by one step from the marts they read.

Belongs here: laying them out for Dagster. Does not belong here: what they say
(`pipelines.analysis`).
"""

from collections.abc import Iterator, Mapping

import dagster as dg

from pipelines.analysis.tables import ALL_TABLES
from pipelines.orchestration.running_build import RESOURCE
from pipelines.warehouse.build import Build

GROUP = "analysis"
ANALYSIS_KEYS = [dg.AssetKey(["marts", table.name]) for table in ALL_TABLES]


def analysis(marts: Mapping[str, dg.AssetKey]) -> dg.AssetsDefinition:
    """The step that fills every declared table; `marts` names the asset of a mart."""

    @dg.multi_asset(
        name="analysis",
        specs=[
            dg.AssetSpec(key, group_name=GROUP, deps=[marts[name] for name in table.reads])
            for key, table in zip(ANALYSIS_KEYS, ALL_TABLES, strict=True)
        ],
        required_resource_keys={RESOURCE},
    )
    def analyse(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
        running: Build = context.resources.running_build
        running.analyse()
        for key in ANALYSIS_KEYS:
            yield dg.MaterializeResult(asset_key=key)

    return analyse
