"""One build: from the inbox to a published snapshot, step by step.

Belongs here: the order of the steps, what each hands to the next, and the rule that
nothing is published unless every check passed. The command line and the Dagster job both
call these steps. Does not belong here: how a step does its work.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Literal

import duckdb

from pipelines.intake import ledger, references
from pipelines.intake.report import IntakeReport
from pipelines.intake.take_inbox import take_inbox
from pipelines.publish import snapshots
from pipelines.publish.fingerprint import snapshot_id as name_snapshot
from pipelines.publish.manifest import build_manifest
from pipelines.settings import Home
from pipelines.warehouse.checks import (
    CheckResult,
    from_dbt,
    from_expectations,
    intake_checks,
    write_check_results,
)
from pipelines.warehouse.dbt import BUILD, run_dbt
from pipelines.warehouse.raw import create_raw_schema

DATABASES = ("work", *snapshots.DATA_CLASSES)

Progress = Callable[[str, int, int], None]


class NothingToBuild(Exception):
    """No usable file has ever been received (every file in the inbox was refused)."""

    def __init__(self, intake: IntakeReport) -> None:
        super().__init__("nothing usable in the inbox")
        self.intake = intake


class ChecksFailed(Exception):
    """The build was not published: `failed` names each check that stopped it."""

    def __init__(self, intake: IntakeReport, failed: Sequence[CheckResult]) -> None:
        super().__init__(f"{len(failed)} checks failed; nothing was published")
        self.intake = intake
        self.failed = tuple(failed)


@dataclass(frozen=True)
class BuildReport:
    """What a build did: `changed` is False when there was nothing new to publish."""

    intake: IntakeReport
    snapshot: snapshots.Snapshot
    changed: bool
    as_of: datetime
    checks: tuple[CheckResult, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)


def say_nothing(step: str, done: int, total: int) -> None:
    """The progress of a run that nobody watches."""


def build_warehouse(
    home: Home,
    *,
    inbox: Path | None = None,
    as_of: datetime | None = None,
    accept: frozenset[str] = frozenset(),
    progress: Progress = say_nothing,
) -> BuildReport:
    """Take the inbox, build, check, publish. The caller holds the writer's lock.

    Raises NothingToBuild, ChecksFailed; what is published stays as it was when it does.
    """
    clock = _StepClock()
    progress("intake", 0, 1)
    with clock.step("intake"):
        intake = take_inbox(home, inbox or home.inbox, accept=accept, progress=progress)
    moment = as_of or ledger.newest_export_time(home)
    if moment is None or not ledger.known_batches(home, moment):
        raise NothingToBuild(intake)
    snapshot_id = name_snapshot(moment, [ledger.fingerprint(home, moment)])
    published = snapshots.find(home, snapshot_id)
    if published is not None:
        changed = snapshots.current(home).id != snapshot_id
        snapshots.point_current_at(home, snapshot_id)
        return BuildReport(intake, published, changed, moment, seconds=clock.seconds)

    with clock.step("raw"):
        prepare_build(home)
        load_raw(home, moment)
    progress("arriving_checks", 0, 1)
    with clock.step("arriving_checks"):
        checks = [*intake_checks(home, moment), *check_with_expectations(home, "arriving")]
        stop_on_failure(intake, checks)
    progress("dbt", 0, 1)
    with clock.step("dbt"):
        checks += from_dbt(run_dbt(BUILD, home.build))
        stop_on_failure(intake, checks)
    progress("mart_checks", 0, 1)
    with clock.step("mart_checks"):
        checks += check_with_expectations(home, "marts")
        stop_on_failure(intake, checks)
    progress("publish", 0, 1)
    with clock.step("publish"):
        published = publish_build(home, snapshot_id, moment, checks, clock.seconds)
    return BuildReport(intake, published, True, moment, tuple(checks), clock.seconds)


def prepare_build(home: Home) -> None:
    """Empty the build directory of databases; dbt's parse cache stays."""
    home.build.mkdir(parents=True, exist_ok=True)
    for name in DATABASES:
        for leftover in home.build.glob(f"{name}.duckdb*"):
            leftover.unlink()


def load_raw(home: Home, as_of: datetime) -> None:
    """Create `raw` in the build from every batch known at `as_of`."""
    lake_files: dict[str, list[Path]] = {}
    for batch in ledger.known_batches(home, as_of):
        lake_files.setdefault(batch.export, []).append(batch.lake_path)
    with duckdb.connect(str(home.build / "work.duckdb")) as con:
        create_raw_schema(
            con,
            as_of=as_of,
            lake_files=lake_files,
            refused_rows=references.refused_references(home, as_of),
            intake_files=ledger.intake_files_frame(home, as_of),
            quarantine_findings=ledger.quarantine_findings_frame(home, as_of),
        )


def check_with_expectations(home: Home, which: Literal["arriving", "marts"]) -> list[CheckResult]:
    """Run the suites on the arriving tables or on the marts of the build."""
    from expectations.run import run_suites  # great_expectations takes 3 s to import

    return from_expectations(run_suites(home.build, which))


def stop_on_failure(intake: IntakeReport, checks: Sequence[CheckResult]) -> None:
    """Raise ChecksFailed when a check that guards publishing failed or could not run."""
    failed = [c for c in checks if c.stops_publishing]
    if failed:
        raise ChecksFailed(intake, failed)


def publish_build(
    home: Home,
    snapshot_id: str,
    as_of: datetime,
    checks: Sequence[CheckResult],
    seconds: dict[str, float],
) -> snapshots.Snapshot:
    """Describe the build in its own tables and manifest, then publish it."""
    with duckdb.connect(str(home.build / "work.duckdb")) as con:
        for name in snapshots.DATA_CLASSES:
            con.execute(f"attach '{home.build / name}.duckdb' as published_{name}")
        write_check_results(con, checks)
        manifest = build_manifest(
            con, home, snapshot_id=snapshot_id, as_of=as_of, checks=checks, seconds=seconds
        )
        for name in snapshots.DATA_CLASSES:
            con.execute(f"checkpoint published_{name}")
    files = [home.build / f"{name}.duckdb" for name in snapshots.DATA_CLASSES]
    snapshot = snapshots.publish(home, snapshot_id, files, manifest)
    (home.build / "work.duckdb").unlink()
    docs = home.build / "data_docs"
    if docs.is_dir():
        shutil.copytree(docs, home.published / "data_docs", dirs_exist_ok=True)
    return snapshot


class _StepClock:
    """Seconds spent in each step, for the report and the manifest."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def step(self, name: str) -> _Step:
        return _Step(self, name)


class _Step:
    def __init__(self, clock: _StepClock, name: str) -> None:
        self._clock, self._name = clock, name

    def __enter__(self) -> None:
        self._started = perf_counter()

    def __exit__(self, *_: object) -> None:
        self._clock.seconds[self._name] = round(perf_counter() - self._started, 3)
