"""What Dagster is told: assets, checks, groups, triggers."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import yaml
from dagster._utils.schedules import schedule_execution_time_iterator

from expectations.suite import load_suites
from pipelines.exports import ALL_EXPORTS
from pipelines.orchestration.automation import daily_build, friday_meeting
from pipelines.orchestration.instance import prepare_dagster_home
from pipelines.settings import Home

CHINA = ZoneInfo("Asia/Shanghai")


def test_the_definitions_load(definitions: dg.Definitions) -> None:
    dg.Definitions.validate_loadable(definitions)


def test_importing_the_definitions_reads_and_writes_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, pipelines.definitions; print(any(m in sys.modules for m in"
        " ('dbt', 'great_expectations', 'dagster_dbt', 'pipelines.warehouse.build')))"
    )
    environment = {"WUYE_HOME": str(tmp_path / "never"), "PYTHONPATH": str(Path.cwd())}
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )

    assert answer.stdout.strip() == "False"
    assert list(tmp_path.iterdir()) == []


def test_every_export_is_an_asset_upstream_of_its_staging_model(
    definitions: dg.Definitions,
) -> None:
    graph = definitions.resolve_asset_graph()

    for export in ALL_EXPORTS:
        raw = dg.AssetKey(["raw", export.name])
        staged = dg.AssetKey(["staging", f"stg_{export.name}"])
        assert graph.get(raw).group_name == "raw"
        assert raw in graph.get(staged).parent_keys


def test_a_model_is_in_the_group_of_its_folder(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()

    assert graph.get(dg.AssetKey(["marts", "fct_fee_bills"])).group_name == "marts_fees"
    assert graph.get(dg.AssetKey(["staging", "stg_rooms"])).group_name == "staging"


def test_every_expectation_is_a_check_of_its_table(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    checks = {(key.asset_key.path[-1], key.name) for key in graph.asset_check_keys}

    for which in ("arriving", "marts"):
        for suite in load_suites(which):
            assert {(suite.subject, e.id) for e in suite.expectations} <= checks


def test_dbt_data_tests_are_checks_too(definitions: dg.Definitions) -> None:
    names = {key.name for key in definitions.resolve_asset_graph().asset_check_keys}

    assert "kpi_values_occur_once" in names


def test_only_expectations_that_stop_publishing_block(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    blocking = {key.name for key in graph.asset_check_keys if graph.get(key).blocking}
    promises = [
        e for which in ("arriving", "marts") for s in load_suites(which) for e in s.expectations
    ]

    assert {e.id for e in promises if e.severity == "error"} <= blocking
    assert not {e.id for e in promises if e.severity == "warn"} & blocking
    assert "control_totals_balance" in blocking


def test_everything_is_published_only_after_every_mart(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    parents = graph.get(dg.AssetKey("published_snapshot")).parent_keys

    assert {k for k in graph.get_all_asset_keys() if k.path[0] == "marts"} <= parents
    assert graph.get(dg.AssetKey("friday_pack")).parent_keys == {dg.AssetKey("published_snapshot")}


def test_the_job_builds_everything_but_the_pack(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def("wuye_build")
    built = job.asset_layer.executable_asset_keys

    assert dg.AssetKey("published_snapshot") in built
    assert dg.AssetKey("friday_pack") not in built
    assert job.executor_def is dg.in_process_executor


def first_tick(schedule: dg.ScheduleDefinition, after: datetime) -> datetime:
    assert isinstance(schedule.cron_schedule, str)
    ticks = schedule_execution_time_iterator(
        after.timestamp(), schedule.cron_schedule, schedule.execution_timezone
    )
    return next(ticks).astimezone(CHINA)


def test_the_daily_build_is_at_six_in_china() -> None:
    tick = first_tick(daily_build, datetime(2026, 3, 1, tzinfo=CHINA))

    assert tick == datetime(2026, 3, 1, 6, tzinfo=CHINA)


def test_the_friday_pack_is_at_noon_in_china_about_its_own_week() -> None:
    tick = first_tick(friday_meeting, datetime(2026, 11, 16, tzinfo=CHINA))

    request = friday_meeting(dg.build_schedule_context(scheduled_execution_time=tick))

    assert tick == datetime(2026, 11, 20, 12, tzinfo=CHINA)
    assert isinstance(request, dg.RunRequest)
    assert request.run_config["ops"]["friday_pack"]["config"] == {"week": "2026-W47"}


def test_dagster_keeps_its_records_in_the_data_root_and_tells_nobody(tmp_path: Path) -> None:
    folder = prepare_dagster_home(Home(tmp_path))
    settings = yaml.safe_load((folder / "dagster.yaml").read_text("utf-8"))

    assert folder == tmp_path / "dagster"
    assert settings["telemetry"] == {"enabled": False}
    assert settings["concurrency"] == {"runs": {"max_concurrent_runs": 1}}
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1


def test_settings_that_were_changed_by_hand_stay(tmp_path: Path) -> None:
    folder = prepare_dagster_home(Home(tmp_path))
    (folder / "dagster.yaml").write_text("telemetry: {enabled: false}\n", "utf-8")

    prepare_dagster_home(Home(tmp_path))

    assert (folder / "dagster.yaml").read_text("utf-8") == "telemetry: {enabled: false}\n"
