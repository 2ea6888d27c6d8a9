"""One writer at a time, and a dead one holds nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.settings import Home
from pipelines.warehouse.lock import LockHeld, writer_lock

HOLD = """
import sys, time
from pathlib import Path
from pipelines.settings import Home
from pipelines.warehouse.lock import writer_lock
with writer_lock(Home(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path, holder) -> None:
    with pytest.raises(LockHeld) as refused, writer_lock(Home(tmp_path)):
        pass
    assert refused.value.holder["pid"] == holder.pid
    assert str(holder.pid) in str(refused.value)


def test_the_lock_of_a_killed_writer_is_free_at_once(tmp_path: Path, holder) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with writer_lock(Home(tmp_path)):
        pass


def test_the_command_line_leaves_with_75_and_names_the_holder(tmp_path: Path, holder) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "build", "--home", str(tmp_path)],
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "300"},
    )
    assert done.returncode == 75, done.stderr
    assert str(holder.pid) in done.stderr


def test_the_lock_is_free_again_after_its_block(tmp_path: Path) -> None:
    for _ in range(3):
        with writer_lock(Home(tmp_path)):
            assert (tmp_path / "writer.lock").is_file()
