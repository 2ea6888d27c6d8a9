"""The sensor: one run for what newly came to rest in the inbox, none for the same again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration.automation import inbox_sensor
from pipelines.settings import Home


class Watcher:
    """A sensor that is asked again and again, with the cursor it left."""

    def __init__(self, home: Home) -> None:
        self._sensor = inbox_sensor(home.root)
        self._instance = dg.DagsterInstance.ephemeral()
        self.cursor: str | None = None

    def look(self) -> list[str]:
        """The keys of the runs asked for."""
        context = dg.build_sensor_context(instance=self._instance, cursor=self.cursor)
        answer = self._sensor(context)
        assert isinstance(answer, dg.SensorResult)
        self.cursor = answer.cursor
        return [request.run_key or "" for request in answer.run_requests or ()]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "inbox").mkdir()
    return Home(tmp_path)


def test_a_file_that_came_to_rest_is_one_run_and_never_another(home: Home) -> None:
    watcher = Watcher(home)
    (home.inbox / "complaints.csv").write_text("a", "utf-8")

    assert watcher.look() == []
    assert len(watcher.look()) == 1
    assert watcher.look() == []
    assert watcher.look() == []


def test_a_file_that_grows_waits_until_it_rests(home: Home) -> None:
    watcher = Watcher(home)
    for length in range(1, 4):
        (home.inbox / "complaints.csv").write_text("a" * length, "utf-8")
        assert watcher.look() == []

    assert len(watcher.look()) == 1


def test_a_changed_file_is_a_new_run(home: Home) -> None:
    watcher = Watcher(home)
    file = home.inbox / "complaints.csv"
    file.write_text("a", "utf-8")
    first = [*watcher.look(), *watcher.look()]
    file.write_text("ab", "utf-8")
    second = [*watcher.look(), *watcher.look()]

    assert len(first) == len(second) == 1
    assert first != second


def test_one_nanosecond_is_a_change(home: Home) -> None:
    watcher = Watcher(home)
    file = home.inbox / "complaints.csv"
    file.write_text("a", "utf-8")
    [*watcher.look(), *watcher.look()]
    before = file.stat().st_mtime_ns
    os.utime(file, ns=(before + 1, before + 1))

    assert [*watcher.look(), *watcher.look()] != []
    assert isinstance(json.loads(watcher.cursor or "")["seen"][str(file)][0], int)


def test_files_that_come_to_rest_together_are_one_run(home: Home) -> None:
    watcher = Watcher(home)
    for name in ("complaints.csv", "visits.xlsx", "fee_bills.csv"):
        (home.inbox / name).write_text(name, "utf-8")

    assert watcher.look() == []
    assert len(watcher.look()) == 1


def test_a_lost_cursor_asks_for_the_same_run_again(home: Home) -> None:
    watcher = Watcher(home)
    (home.inbox / "complaints.csv").write_text("a", "utf-8")
    first = [*watcher.look(), *watcher.look()]
    watcher.cursor = None

    assert [*watcher.look(), *watcher.look()] == first


def test_what_left_the_inbox_is_forgotten(home: Home) -> None:
    watcher = Watcher(home)
    file = home.inbox / "complaints.csv"
    file.write_text("a", "utf-8")
    [*watcher.look(), *watcher.look()]
    file.unlink()

    assert watcher.look() == []
    assert json.loads(watcher.cursor or "") == {"seen": {}, "taken": {}}


def test_no_inbox_and_files_of_nobody_are_no_run(tmp_path: Path) -> None:
    watcher = Watcher(Home(tmp_path))
    assert watcher.look() == []
    (tmp_path / "inbox").mkdir()
    for name in ("~$complaints.xlsx", ".hidden.csv", "fee_bills.csv.part"):
        (tmp_path / "inbox" / name).write_text("a", "utf-8")

    assert [*watcher.look(), *watcher.look()] == []
