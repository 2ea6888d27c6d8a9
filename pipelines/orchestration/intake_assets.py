"""The arriving tables as assets, and what intake checks about them.

Belongs here: one asset per source of dbt (`raw/<table>`), all made by one intake step.
Does not belong here: reading files (`pipelines.intake`).
"""

from collections.abc import Iterator

import dagster as dg

from pipelines.exports import ALL_EXPORTS
from pipelines.orchestration.running_build import RESOURCE
from pipelines.publish.snapshots import point_current_at
from pipelines.warehouse.build import Build, NothingToBuild

GROUP = "raw"
ABOUT_THE_BUILD = {
    "build_parameters": "截至时刻 · the as_of of the build",
    "intake_files": "收到的每个文件 · every file received",
    "quarantine_findings": "被隔离的行 · every refused row",
    "sign_offs": "签核记录 · who signed which month",
    "signed_off_lines": "已签核的工资表各行 · lines of signed statements",
    "signed_off_statements": "已签核的工资表 · signed statements",
}


def raw_key(table: str) -> dg.AssetKey:
    """The asset of a table in `raw`; dbt's sources have the same keys."""
    return dg.AssetKey(["raw", table])


@dg.multi_asset(
    name="intake",
    specs=[
        *(
            dg.AssetSpec(
                raw_key(export.name),
                description=f"{export.title_zh} · {export.title_en}: {export.grain_en}",
                group_name=GROUP,
                skippable=True,
            )
            for export in ALL_EXPORTS
        ),
        *(
            dg.AssetSpec(raw_key(table), description=text, group_name=GROUP, skippable=True)
            for table, text in ABOUT_THE_BUILD.items()
        ),
    ],
    required_resource_keys={RESOURCE},
)
def intake(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
    """Take the inbox and load `raw`. With nothing new no table is made and the run ends."""
    running: Build = context.resources.running_build
    try:
        running.take_inbox()
    except NothingToBuild:
        raise dg.Failure("没有可用的文件 · nothing usable was ever received") from None
    known = running.already_published()
    if known is not None:
        point_current_at(running.home, known.id)
        context.log.info(f"没有新内容，仍为 · nothing new, still {known.id}")
        return
    running.load_raw()
    for export in ALL_EXPORTS:
        of_export = [line for line in running.intake.lines if line.export == export.name]
        yield dg.MaterializeResult(
            asset_key=raw_key(export.name),
            metadata={
                "files_taken": len(of_export),
                "rows_accepted": sum(line.rows_accepted for line in of_export),
                "rows_quarantined": sum(line.rows_quarantined for line in of_export),
            },
        )
    for table in ABOUT_THE_BUILD:
        yield dg.MaterializeResult(asset_key=raw_key(table))


@dg.asset_check(
    asset=raw_key("intake_files"),
    blocking=True,
    required_resource_keys={RESOURCE},
    description="每个文件的行数和金额对得上 · rows and yuan of every file add up",
)
def control_totals_balance(context: dg.AssetCheckExecutionContext) -> dg.AssetCheckResult:
    """Rows and fen of every file: in = accepted + quarantined + ignored."""
    running: Build = context.resources.running_build
    broken = [check for check in running.check_control_totals() if check.stops_publishing]
    detail = "; ".join(check.detail for check in broken)
    return dg.AssetCheckResult(passed=not broken, metadata={"detail": detail})
