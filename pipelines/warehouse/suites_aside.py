"""Great Expectations beside dbt, in a second process.

Belongs here: starting that process, asking it, and reading its answers. Does not belong
here: what is expected (`expectations`), or what is done with an answer
(`pipelines.warehouse.build`).

Its import and the checks of the arriving tables take as long as half of dbt's models; on a
second core they cost a build no time at all. The arriving tables are views over the lake,
so that a copy of the file that holds them is small and stays free while dbt writes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

ARRIVING_COPY = "arriving.duckdb"

if TYPE_CHECKING:
    from expectations.result import ExpectationResult


class SuitesNotRun(RuntimeError):
    """The second process could not evaluate the suites at all."""


class SuitesAside:
    """The suites of one build directory, evaluated in a second process while it is open."""

    def __init__(self, build_dir: Path) -> None:
        self._build_dir = build_dir
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "expectations.answering",
                str(build_dir),
                str(build_dir / ARRIVING_COPY),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": paths},
        )

    def ask(self, which: Literal["arriving", "marts"]) -> None:
        """Have the suites evaluated on the build as it is now; of the arriving tables a copy
        is taken, the marts' files must stay closed until the answer."""
        if which == "arriving":
            shutil.copyfile(self._build_dir / "work.duckdb", self._build_dir / ARRIVING_COPY)
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(which + "\n")
            self._process.stdin.flush()
        except OSError as gone:
            raise SuitesNotRun("Great Expectations could not be started") from gone

    def answer(self) -> tuple[ExpectationResult, ...]:
        """The results of the question asked first; raises SuitesNotRun."""
        from expectations.result import ExpectationResult

        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        told = json.loads(line) if line else {"problem": "Great Expectations ended by itself"}
        if "problem" in told:
            raise SuitesNotRun(told["problem"])
        return tuple(ExpectationResult(**row) for row in told["results"])

    def __enter__(self) -> SuitesAside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()
        (self._build_dir / ARRIVING_COPY).unlink(missing_ok=True)
