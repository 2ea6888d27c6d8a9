"""A run that is killed at any moment leaves nothing half done: the next one ends the same."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl

from pipelines.intake import ledger
from pipelines.intake.take_inbox import take_inbox
from pipelines.settings import PROJECT_ROOT, Home
from tests.intake.files import END_OF_TIME, payment, write_payments, write_text

RUN = """
import sys
from pathlib import Path
from pipelines.intake.take_inbox import reader_of_exports, take_inbox
from pipelines.settings import Home
home = Home(Path(sys.argv[1]))
read = reader_of_exports(home)
print("ready", flush=True)
take_inbox(home, home.inbox, read=read)
"""
KILLS = 4


def fill(inbox: Path) -> None:
    for n in range(25):
        rows = [payment(f"P{n}-{i}", "x" if i == 3 else "1.00") for i in range(6)]
        write_payments(inbox, f"pay{n}_20260405.csv", rows)
    write_text(inbox / "bad_20260405.csv", "no export")


def state(home: Home) -> tuple[object, ...]:
    lake = {
        str(p.relative_to(home.root)): pl.read_parquet(p).rows()
        for p in sorted(home.lake.glob("**/*.parquet"))
    }
    return (
        lake,
        sorted(p.name for p in home.quarantine.iterdir()),
        sorted(p.name for p in home.landing.iterdir() if p.suffix == ".csv"),
        ledger.fingerprint(home, END_OF_TIME),
        ledger.unbalanced_files(home, END_OF_TIME),
    )


def test_a_killed_run_is_finished_by_the_next_one(tmp_path: Path) -> None:
    undisturbed = Home(tmp_path / "undisturbed")
    fill(undisturbed.inbox)
    started = time.perf_counter()
    take_inbox(undisturbed, undisturbed.inbox)
    seconds = time.perf_counter() - started
    expected = state(undisturbed)
    chance = random.Random(20260405)
    home = Home(tmp_path / "killed")
    fill(home.inbox)
    for _ in range(KILLS):
        run = subprocess.Popen(
            [sys.executable, "-c", RUN, str(home.root)],
            cwd=PROJECT_ROOT,
            stdout=subprocess.PIPE,
        )
        assert run.stdout is not None
        assert run.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, seconds / 2))
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        assert not ledger.unbalanced_files(home, END_OF_TIME)
    take_inbox(home, home.inbox)
    assert state(home) == expected
