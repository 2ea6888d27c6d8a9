"""One build under way in Dagster: the lock it holds and what its steps hand on.

Belongs here: the state that lives from the first step of a run to its last. Does not
belong here: the steps' work (`pipelines.warehouse.build`, which `wuye build` runs in the
same order) or how Dagster shows them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import dagster as dg

from expectations.result import ExpectationResult
from expectations.suite import Which
from pipelines.intake import ledger
from pipelines.intake.report import IntakeReport
from pipelines.intake.take_inbox import take_inbox
from pipelines.publish import snapshots
from pipelines.publish.fingerprint import snapshot_id as name_snapshot
from pipelines.settings import Home
from pipelines.warehouse import build
from pipelines.warehouse.checks import CheckResult, from_dbt, from_expectations, intake_checks
from pipelines.warehouse.dbt import BUILD, DbtRun, run_dbt
from pipelines.warehouse.lock import LockHeld, writer_lock

PATIENCE_SECONDS = 900.0
POLL_SECONDS = 1.0
RESOURCE = "running_build"


class RunningBuild:
    """The steps of one run, in order: intake, arriving checks, models, mart checks, publish."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.intake: IntakeReport | None = None
        self.as_of: datetime | None = None
        self.snapshot_id = ""
        self.checks: list[CheckResult] = []
        self.seconds: dict[str, float] = {}

    def take_inbox(self) -> bool:
        """Take the inbox and load `raw`; False when what is published already holds it all.

        Raises NothingToBuild when no usable file has ever been received.
        """
        with self._timed("intake"):
            self.intake = take_inbox(self.home, self.home.inbox)
        self.as_of = ledger.newest_export_time(self.home)
        if self.as_of is None or not ledger.known_batches(self.home, self.as_of):
            raise build.NothingToBuild(self.intake)
        self.snapshot_id = name_snapshot(self.as_of, [ledger.fingerprint(self.home, self.as_of)])
        if snapshots.find(self.home, self.snapshot_id) is not None:
            snapshots.point_current_at(self.home, self.snapshot_id)
            return False
        with self._timed("raw"):
            build.prepare_build(self.home)
            build.load_raw(self.home, self.as_of)
        return True

    def check_control_totals(self) -> list[CheckResult]:
        """Whether every file adds up; the caller reports, `publish` stops."""
        checks = intake_checks(self.home, self._moment())
        self.checks += checks
        return checks

    def check_with_expectations(self, which: Which) -> tuple[ExpectationResult, ...]:
        """The suites' results on the arriving tables or the marts of the build."""
        from expectations.run import run_suites

        step = "arriving_checks" if which == "arriving" else "mart_checks"
        with self._timed(step):
            results = run_suites(self.home.build, which)
        self.checks += from_expectations(results)
        return results

    def build_models(self, on_event: Callable[[Any], None]) -> DbtRun:
        """Run the whole dbt project; `on_event` hears dbt's own events."""
        with self._timed("dbt"):
            run = run_dbt(BUILD, self.home.build, on_event=on_event)
        self.checks += from_dbt(run)
        return run

    def stop_on_failure(self) -> None:
        """Raise ChecksFailed when a check so far stops publishing."""
        if self.intake is None:
            raise dg.Failure("构建要从收件箱开始，请运行作业 wuye_build · run the job wuye_build")
        build.stop_on_failure(self.intake, self.checks)

    def publish(self) -> snapshots.Snapshot:
        """Publish the build, unless a check failed (ChecksFailed)."""
        self.stop_on_failure()
        with self._timed("publish"):
            return build.publish_build(
                self.home, self.snapshot_id, self._moment(), self.checks, self.seconds
            )

    def _moment(self) -> datetime:
        if self.as_of is None:
            raise dg.Failure("构建要从收件箱开始，请运行作业 wuye_build · run the job wuye_build")
        return self.as_of

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        started = perf_counter()
        yield
        self.seconds[step] = round(perf_counter() - started, 3)


@contextmanager
def waiting_for_the_writer(
    home: Home, patience_seconds: float = PATIENCE_SECONDS
) -> Iterator[None]:
    """Hold the writer's lock; waits for its holder, because nobody watches a scheduled run.

    Raises LockHeld when it is not free within `patience_seconds`.
    """
    deadline = time.monotonic() + patience_seconds
    while True:
        lock = writer_lock(home)
        try:
            lock.__enter__()
            break
        except LockHeld:
            if time.monotonic() >= deadline:
                raise
            time.sleep(POLL_SECONDS)
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def running_build_resource(root: Path) -> dg.ResourceDefinition:
    """The build of a run, which holds the writer's lock from its first step to its last."""

    def hold(_: dg.InitResourceContext) -> Iterator[RunningBuild]:
        home = Home(root)
        with waiting_for_the_writer(home):
            yield RunningBuild(home)

    return dg.ResourceDefinition(
        resource_fn=hold, description="写入锁和正在进行的构建 · the lock and the build under way"
    )
