"""A small invented company, simulated, built and published by the real command line.

Belongs here: making that home once per test run. Tests that only read share it; one that
writes takes a copy.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SIZE = ("--estates", "2", "--months", "7", "--households", "300", "--seed", "7")


@dataclass(frozen=True)
class CompanyHome:
    """`root` is the data root, `exports` the folder of simulated files (its inbox)."""

    root: Path
    exports: Path


def wuye(*arguments: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `wuye` as a person would; the exit code is not checked."""
    environment = os.environ | ({"WUYE_HOME": str(home)} if home else {})
    return subprocess.run(
        [sys.executable, "-m", "pipelines", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def make_company_home(root: Path) -> CompanyHome:
    """Simulate and build under `root`; raises AssertionError with the command's words."""
    exports = root / "inbox"
    simulated = wuye("simulate", "--out", str(exports), *SIZE)
    assert simulated.returncode == 0, simulated.stderr
    built = wuye("build", home=root)
    assert built.returncode == 0, built.stderr
    return CompanyHome(root, exports)
