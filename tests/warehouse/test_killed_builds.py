"""A build that is killed changes nothing that anybody reads, and the next one makes it good."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from pipelines.publish import snapshots
from pipelines.settings import Home
from pipelines.simulate.simulator import simulate

KILLS = int(os.environ.get("WUYE_KILLS", "4"))


def build(home: Path, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines", "build", "--home", str(home)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,  # type: ignore[call-overload]
    )


def table_hashes(home: Path) -> dict[str, object]:
    tables = snapshots.current(Home(home)).manifest["tables"]
    return {
        f"{data_class}.{name}": table["content_hash"]
        for data_class, of_class in tables.items()
        for name, table in of_class.items()
    }


def differing(home: Path, expected: dict[str, object]) -> list[str]:
    """Tables whose content is not the expected one."""
    found = table_hashes(home)
    return sorted(n for n in found.keys() | expected.keys() if found.get(n) != expected.get(n))


@pytest.fixture(scope="module")
def half_fed_home(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, float, dict[str, object]]:
    """A home that has published, with more files waiting; how long an uninterrupted build of
    them takes, and the table hashes that it gives."""
    folder = tmp_path_factory.mktemp("killed")
    simulate(folder / "exports", estates=1, months=3, households_per_estate=40)
    home = folder / "home"
    files = sorted(p for p in (folder / "exports").iterdir() if p.suffix != ".json")
    (home / "inbox").mkdir(parents=True)
    for file in files[: len(files) // 2]:
        shutil.copy2(file, home / "inbox")
    assert build(home).wait() == 0
    for file in files[len(files) // 2 :]:
        shutil.copy2(file, home / "inbox")
    whole = folder / "whole"
    shutil.copytree(home, whole)
    started = time.monotonic()
    assert build(whole).wait() == 0
    return home, time.monotonic() - started, table_hashes(whole)


@pytest.mark.parametrize("kill", range(KILLS))
def test_current_opens_after_a_kill_and_the_next_build_gives_the_same_tables(
    kill: int, half_fed_home: tuple[Path, float, dict[str, object]], tmp_path: Path
) -> None:
    template, seconds, expected = half_fed_home
    home = tmp_path / "home"
    shutil.copytree(template, home)
    before = snapshots.current(Home(home)).id
    run = build(home, start_new_session=True)
    time.sleep(random.Random(kill).uniform(0.05, 1.0) * seconds)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()

    readable = snapshots.current(Home(home))
    with duckdb.connect(str(readable.main), read_only=True) as con:
        for name, recorded in readable.manifest["tables"]["main"].items():
            counted = con.execute(f"select count(*) from marts.{name}").fetchall()[0][0]
            assert counted == recorded["rows"], name
    if run.returncode != 0:
        assert readable.id == before or differing(home, expected) == []

    assert build(home).wait() == 0
    assert differing(home, expected) == []
