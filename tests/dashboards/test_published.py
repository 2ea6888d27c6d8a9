"""Finding and opening the snapshot in force."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from dashboards.published import (
    NothingPublished,
    SnapshotUnreadable,
    current_snapshot_id,
    open_snapshot,
)
from tests.dashboards.small_snapshot import write_home


def test_a_data_root_without_current_has_nothing_published(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished):
        current_snapshot_id(tmp_path)


@pytest.mark.parametrize("name", ["", "../elsewhere", "a/b"])
def test_current_names_a_directory_beside_it_or_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "CURRENT").write_text(name, encoding="utf-8")
    with pytest.raises(NothingPublished):
        current_snapshot_id(tmp_path)


def test_a_snapshot_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "published" / "s1").mkdir(parents=True)
    with pytest.raises(SnapshotUnreadable):
        open_snapshot(tmp_path, "s1")


def test_a_newer_snapshot_is_read_while_the_older_stays_open(tmp_path: Path) -> None:
    write_home(tmp_path, snapshot_id="s1", tickets=40, visits=40)
    first = open_snapshot(tmp_path, current_snapshot_id(tmp_path))
    write_home(tmp_path, snapshot_id="s2", empty=True)
    second = open_snapshot(tmp_path, current_snapshot_id(tmp_path))
    tickets = "select count(*) from marts.fct_tickets"
    assert first.cursor().execute(tickets).fetchall() == [(40,)]
    assert second.cursor().execute(tickets).fetchall() == [(0,)]


def test_the_time_of_the_build_is_china_time(tmp_path: Path) -> None:
    directory = write_home(tmp_path, snapshot_id="s3", empty=True)
    manifest = {"built_at": "2026-04-01T01:02:03+00:00"}
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert open_snapshot(tmp_path, "s3").built_at == datetime(2026, 4, 1, 9, 2, 3)


def test_a_correction_workbook_is_only_found_in_the_quarantine(home: Path) -> None:
    snapshot = open_snapshot(home, current_snapshot_id(home))
    found = snapshot.correction_workbook("缴费20260401T0900.xlsx")
    assert found is not None
    assert found.parent == home / "quarantine"
    assert snapshot.correction_workbook("../../缴费20260401T0900.xlsx") == found
    assert snapshot.correction_workbook("账单20260401T0900.xlsx") is None
