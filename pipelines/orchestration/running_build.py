"""One build under way in Dagster: the lock that it holds from its first step to its last.

Belongs here: the resource that the assets of a run share. Does not belong here: the steps
(`pipelines.warehouse.build`, which `wuye build` runs, too) or how Dagster shows them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipelines.settings import Home
from pipelines.warehouse.build import Build
from pipelines.warehouse.lock import LockHeld, writer_lock

PATIENCE_SECONDS = 900.0
POLL_SECONDS = 1.0
RESOURCE = "running_build"


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

    def hold(_: dg.InitResourceContext) -> Iterator[Build]:
        home = Home(root)
        with waiting_for_the_writer(home):
            yield Build(home)

    return dg.ResourceDefinition(
        resource_fn=hold, description="写入锁和正在进行的构建 · the lock and the build under way"
    )
