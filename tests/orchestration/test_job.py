"""The job really run: it publishes what `wuye build` publishes, and stops where it stops."""

from __future__ import annotations

import threading
from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration.running_build import waiting_for_the_writer
from pipelines.publish import snapshots
from pipelines.publish.snapshots import NothingPublished
from pipelines.settings import Home
from pipelines.warehouse.build import build_warehouse
from pipelines.warehouse.lock import LockHeld, writer_lock


@pytest.fixture(scope="module")
def first_run(definitions: dg.Definitions, installation: Home) -> dg.ExecuteInProcessResult:
    with dg.DagsterInstance.ephemeral() as instance:
        return run_job(definitions, instance)


def run_job(definitions: dg.Definitions, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    job = definitions.resolve_job_def("wuye_build")
    return job.execute_in_process(instance=instance, raise_on_error=False)


def test_the_job_publishes(first_run: dg.ExecuteInProcessResult, installation: Home) -> None:
    assert first_run.success
    made = {event.asset_key for event in first_run.get_asset_materialization_events()}
    assert dg.AssetKey("published_snapshot") in made
    assert dg.AssetKey(["marts", "fct_fee_bills"]) in made
    assert snapshots.current(installation).main.is_file()


def test_every_check_is_answered(
    first_run: dg.ExecuteInProcessResult, definitions: dg.Definitions
) -> None:
    answered = {
        (check.asset_key, check.check_name) for check in first_run.get_asset_check_evaluations()
    }
    wanted = {
        (key.asset_key, key.name) for key in definitions.resolve_asset_graph().asset_check_keys
    }

    assert answered == wanted


def test_the_job_and_wuye_build_publish_the_same_tables(
    first_run: dg.ExecuteInProcessResult, installation: Home, tiny_inbox: Path, tmp_path: Path
) -> None:
    by_hand = build_warehouse(Home(tmp_path), inbox=tiny_inbox).snapshot.manifest
    by_dagster = snapshots.current(installation).manifest

    # What was checked is a table too; both ran the same checks.
    assert by_dagster["tables"] == by_hand["tables"]
    assert by_dagster["checks"] == by_hand["checks"]


def test_a_run_with_nothing_new_makes_nothing(
    first_run: dg.ExecuteInProcessResult,
    definitions: dg.Definitions,
    instance: dg.DagsterInstance,
    installation: Home,
) -> None:
    before = snapshots.current(installation).id

    again = run_job(definitions, instance)

    assert again.success
    assert again.get_asset_materialization_events() == []
    assert snapshots.current(installation).id == before


def test_an_installation_without_a_usable_file_publishes_nothing(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    from pipelines.definitions import build_definitions

    home = Home(tmp_path)
    home.inbox.mkdir()
    (home.inbox / "notes.txt").write_text("not an export", "utf-8")

    result = run_job(build_definitions(home), instance)

    assert not result.success
    with pytest.raises(NothingPublished):
        snapshots.current(home)


def test_a_run_waits_for_the_writer_and_gives_up_in_the_end(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with (
        writer_lock(home),
        pytest.raises(LockHeld),
        waiting_for_the_writer(home, patience_seconds=0),
    ):
        pass

    release = threading.Event()
    held = threading.Event()

    def hold() -> None:
        with writer_lock(home):
            held.set()
            release.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    threading.Timer(0.3, release.set).start()
    with waiting_for_the_writer(home, patience_seconds=10):
        assert release.is_set()
    holder.join()
