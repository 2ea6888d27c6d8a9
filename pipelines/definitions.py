"""Everything that Dagster runs: `dagster dev -m pipelines.definitions`, or `wuye orchestrate`.

Belongs here: the one `Definitions`. Does not belong here: any asset, check or trigger
(`pipelines.orchestration`). Importing this module reads and writes nothing; the definitions
are made when Dagster asks for them, for the data root that `WUYE_HOME` names.
"""

from __future__ import annotations

import dagster as dg

from pipelines.settings import Home


def build_definitions(home: Home) -> dg.Definitions:
    """The assets, checks, job, sensor and schedules of one data root.

    Parses the dbt project under `HOME/build` when it changed since the last time.
    """
    from pipelines.orchestration.analysis_assets import ANALYSIS_KEYS, analysis
    from pipelines.orchestration.automation import (
        daily_build,
        friday_meeting,
        inbox_sensor,
        wuye_build,
    )
    from pipelines.orchestration.dbt_models import DbtModels
    from pipelines.orchestration.expectation_checks import expectation_checks
    from pipelines.orchestration.intake_assets import control_totals_balance, intake, raw_key
    from pipelines.orchestration.manifest import prepared_manifest
    from pipelines.orchestration.published_assets import friday_pack, published_snapshot
    from pipelines.orchestration.running_build import RESOURCE, running_build_resource

    models = DbtModels(prepared_manifest(home))
    return dg.Definitions(
        assets=[
            intake,
            models.assets(),
            analysis(models.keys),
            published_snapshot([*models.published_keys, *ANALYSIS_KEYS]),
            friday_pack(home.root),
        ],
        asset_checks=[
            control_totals_balance,
            expectation_checks("arriving", raw_key),
            expectation_checks("marts", models.key_of),
        ],
        jobs=[wuye_build],
        schedules=[daily_build, friday_meeting],
        sensors=[inbox_sensor(home.root)],
        resources={RESOURCE: running_build_resource(home.root)},
        # One process: DuckDB lets only one write, and steps hand the build on in memory.
        executor=dg.in_process_executor,
    )


@dg.definitions
def wuye() -> dg.Definitions:
    """The definitions of the data root in use."""
    return build_definitions(Home.resolve())
