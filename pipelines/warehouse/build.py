"""One build: from the inbox to a published snapshot, step by step.

Belongs here: the steps, what each hands to the next, and the rule that nothing is published
unless every check passed. The command line runs them in order; the Dagster job runs the same
steps as assets. Does not belong here: how a step does its work.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import duckdb

from pipelines.intake import ledger, references
from pipelines.intake.report import IntakeReport
from pipelines.intake.take_inbox import take_inbox
from pipelines.publish import snapshots
from pipelines.publish.fingerprint import snapshot_id as name_snapshot
from pipelines.publish.manifest import build_manifest
from pipelines.settings import Home
from pipelines.sign_off import sources as sign_offs
from pipelines.warehouse.checks import (
    CheckResult,
    from_dbt,
    from_expectations,
    intake_checks,
    sign_off_checks,
    write_check_results,
)
from pipelines.warehouse.dbt import BUILD, DbtRun, run_dbt
from pipelines.warehouse.raw import create_raw_schema
from pipelines.warehouse.suites_aside import SuitesAside

if TYPE_CHECKING:
    from expectations.result import ExpectationResult

DATABASES = ("work", "arriving", *snapshots.DATA_CLASSES)

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
    company_file: Path | None = None,
    as_of: datetime | None = None,
    accept: frozenset[str] = frozenset(),
    progress: Progress = say_nothing,
) -> BuildReport:
    """Take the inbox, build, check, publish. The caller holds the writer's lock.

    Raises NothingToBuild, ChecksFailed, ControlTotalsBroken; what is published stays as it
    was when it does.
    """
    build = Build(home)
    progress("intake", 0, 1)
    build.take_inbox(
        inbox, company_file=company_file, as_of=as_of, accept=accept, progress=progress
    )
    known = build.already_published()
    if known is not None:
        changed = snapshots.current(home).id != known.id
        snapshots.point_current_at(home, known.id)
        return BuildReport(build.intake, known, changed, build.as_of, seconds=build.seconds)
    build.load_raw()
    build.check_control_totals()
    build.stop_on_failure()
    with SuitesAside(home.build) as suites:
        suites.ask("arriving")
        progress("dbt", 0, 1)
        build.build_models()
        progress("arriving_checks", 0, 1)
        build.take_expectations("arriving", suites)
        build.stop_on_failure()
        progress("analysis", 0, 1)
        build.analyse()
        progress("mart_checks", 0, 1)
        suites.ask("marts")
        build.take_expectations("marts", suites)
    progress("publish", 0, 1)
    published = build.publish()
    return BuildReport(
        build.intake, published, True, build.as_of, tuple(build.checks), build.seconds
    )


class Build:
    """The steps of one build in their order, and what they hand on.

    `seconds` has the time of each step; `checks` every check's result so far.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self.checks: list[CheckResult] = []
        self.seconds: dict[str, float] = {}
        self._begun: tuple[IntakeReport, datetime, str] | None = None

    @property
    def intake(self) -> IntakeReport:
        return self._begin()[0]

    @property
    def as_of(self) -> datetime:
        return self._begin()[1]

    @property
    def snapshot_id(self) -> str:
        return self._begin()[2]

    def take_inbox(
        self,
        inbox: Path | None = None,
        *,
        company_file: Path | None = None,
        as_of: datetime | None = None,
        accept: frozenset[str] = frozenset(),
        progress: Progress = say_nothing,
    ) -> None:
        """Receive what lies in the inbox and decide what this build is of.

        Raises NothingToBuild when no usable file has ever been received.
        """
        with self._timed("intake"):
            where = inbox or self.home.inbox
            intake = take_inbox(
                self.home, where, company_file=company_file, accept=accept, progress=progress
            )
            moment = as_of or ledger.newest_export_time(self.home)
            if moment is None or not ledger.known_batches(self.home, moment):
                raise NothingToBuild(intake)
            inputs = (
                ledger.fingerprint(self.home, moment),
                sign_offs.fingerprint(self.home, moment),
            )
            name = name_snapshot(moment, inputs)
            self._begun = (intake, moment, name)

    def already_published(self) -> snapshots.Snapshot | None:
        """The snapshot that the same inputs gave before, if it is kept."""
        return snapshots.find(self.home, self.snapshot_id)

    def load_raw(self) -> None:
        """Empty the build directory of databases and make `raw` from every known batch."""
        with self._timed("raw"):
            prepare_build(self.home)
            load_raw(self.home, self.as_of)

    def check_control_totals(self) -> list[CheckResult]:
        """Whether every file adds up, which rooms nobody registered, and whether what was
        signed is as it was signed."""
        checks = [
            *intake_checks(self.home, self.as_of),
            *sign_off_checks(sign_offs.signed_months(self.home, self.as_of)),
        ]
        self.checks += checks
        return checks

    def check_with_expectations(
        self, which: Literal["arriving", "marts"]
    ) -> tuple[ExpectationResult, ...]:
        """Run the suites on the arriving tables or on the marts of the build."""
        with self._timed("arriving_checks" if which == "arriving" else "mart_checks"):
            from expectations.run import run_suites  # great_expectations takes 3 s to import

            results = run_suites(self.home.build, which)
        self.checks += from_expectations(results)
        return results

    def take_expectations(
        self, which: Literal["arriving", "marts"], suites: SuitesAside
    ) -> tuple[ExpectationResult, ...]:
        """What `check_with_expectations` does, from the second process that was asked."""
        with self._timed("arriving_checks" if which == "arriving" else "mart_checks"):
            results = suites.answer()
        self.checks += from_expectations(results)
        return results

    def build_models(self, on_event: Callable[[Any], None] | None = None) -> DbtRun:
        """Run the whole dbt project with its data tests; `on_event` hears dbt's events."""
        with self._timed("dbt"):
            run = run_dbt(BUILD, self.home.build, on_event=on_event)
        self.checks += from_dbt(run)
        return run

    def analyse(self) -> None:
        """Add what SQL says badly to the marts; nobody else may hold their files open."""
        with self._timed("analysis"):
            from pipelines.analysis.run_analysis import analyse  # numpy, words to segment

            analyse(self.home.build, self.as_of)

    def stop_on_failure(self) -> None:
        """Raise ChecksFailed when a check so far failed or could not run."""
        failed = [check for check in self.checks if check.stops_publishing]
        if failed:
            raise ChecksFailed(self.intake, failed)

    def publish(self) -> snapshots.Snapshot:
        """Publish the build, unless a check failed (ChecksFailed)."""
        self.stop_on_failure()
        with self._timed("publish"):
            return publish_build(self.home, self.snapshot_id, self.as_of, self.checks, self.seconds)

    def _begin(self) -> tuple[IntakeReport, datetime, str]:
        if self._begun is None:
            raise RuntimeError("a build begins with take_inbox 构建要从收件箱开始")
        return self._begun

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        started = perf_counter()
        yield
        self.seconds[step] = round(perf_counter() - started, 3)


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
            signed=sign_offs.signed_months(home, as_of),
        )


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
