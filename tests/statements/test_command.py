"""`wuye statements` and `wuye payroll`: what they write, say and end with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.statements.small_month import write_home

ROOT = Path(__file__).parents[2]
WUYE = [sys.executable, "-c", "from pipelines.cli import main; main()"]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*WUYE, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (("statements", "--staff", "Y"), ["statements-2015-03-Y.pdf", "statements-2015-03-Y.xlsx"]),
        (("payroll", "--with-names"), ["payroll-2015-03.xlsx", "payroll-2015-03.csv"]),
    ],
)
def test_the_command_names_what_it_wrote(
    tmp_path: Path, command: tuple[str, ...], names: list[str]
) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    write_home(home)
    where = ("--home", str(home), "--out", str(out), "--month", "2015-03", "--json")

    ran = _run(*command, *where, "--language", "en")

    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"written": [str(out / name) for name in names]}
    assert all((out / name).stat().st_size > 100 for name in names)
    assert "NOT SIGNED OFF" in ran.stderr


def test_a_month_without_statements_ends_as_a_usage_error(tmp_path: Path) -> None:
    write_home(tmp_path)

    ran = _run("payroll", "--home", str(tmp_path), "--out", str(tmp_path), "--month", "2014-12")

    assert ran.returncode == 2
    assert "2015-03" in ran.stderr
    assert ran.stdout == ""
