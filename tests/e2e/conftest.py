"""The real thing: exports simulated and built by the commands, the app served, a browser on it.

Belongs here: the data root, the server and the browser's settings. Does not belong here: what is
expected of a page.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

PROJECT = Path(__file__).parents[2]
BUILT = (0, 4)  # 4: built and published, and some file is held
SECONDS_TO_START = 60
expect.set_options(timeout=30_000)


@dataclass(frozen=True)
class Served:
    """A running app: its address and its process."""

    url: str
    process: subprocess.Popen[bytes]


def _wuye(*arguments: str) -> int:
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False).returncode


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data root with one published snapshot of a messy simulated company."""
    home = tmp_path_factory.mktemp("wuye")
    inbox = home / "inbox"
    simulated = ("--estates", "2", "--months", "8", "--end", "2026-03-31", "--mess")
    assert _wuye("--home", str(home), "simulate", "--out", str(inbox), *simulated) == 0
    assert _wuye("--home", str(home), "build") in BUILT
    return home


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(url: str) -> None:
    for _ in range(SECONDS_TO_START * 5):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(url)


@pytest.fixture(scope="session")
def served(built_home: Path) -> Iterator[Served]:
    """The app on a free port, on `built_home`."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboards/app.py"]
    process = subprocess.Popen(
        [*command, f"--server.port={port}"],
        cwd=PROJECT,
        env=os.environ | {"WUYE_HOME": str(built_home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(url)
        yield Served(url, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium: nothing is downloaded."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("WUYE_CHROMIUM", "/usr/bin/chromium"),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    }
