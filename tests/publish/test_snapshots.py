"""The publishing protocol: a reader sees a whole snapshot or the one before."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.publish import snapshots
from pipelines.publish.reading import read_published
from pipelines.settings import Home


def build_files(home: Home, answer: int) -> list[Path]:
    home.build.mkdir(parents=True, exist_ok=True)
    files = []
    for name in snapshots.DATA_CLASSES:
        path = home.build / f"{name}.duckdb"
        with duckdb.connect(str(path)) as con:
            con.execute("create schema marts")
            con.execute(f"create table marts.{name}_facts as select {answer} as answer")
        files.append(path)
    return files


def publish(home: Home, name: str, answer: int) -> snapshots.Snapshot:
    return snapshots.publish(home, name, build_files(home, answer), {"snapshot_id": name})


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_nothing_is_current_before_the_first_publish(home: Home) -> None:
    with pytest.raises(snapshots.NothingPublished):
        snapshots.current(home)


def test_the_published_snapshot_is_current_and_holds_its_files(home: Home) -> None:
    published = publish(home, "20260401T090000-a", 1)
    assert snapshots.current(home).id == published.id
    assert sorted(p.name for p in published.path.iterdir()) == [
        "main.duckdb",
        "manifest.json",
        "pay.duckdb",
        "personal.duckdb",
    ]


def test_a_reader_keeps_what_it_opened_while_a_new_snapshot_is_published(home: Home) -> None:
    publish(home, "a", 1)
    with read_published(snapshots.current(home)) as reader:
        publish(home, "b", 2)
        assert reader.execute("select answer from main_facts").fetchall() == [(1,)]
    with read_published(snapshots.current(home)) as reader:
        assert reader.execute("select answer from main_facts").fetchall() == [(2,)]


def test_what_a_killed_publish_left_is_swept_and_never_current(home: Home) -> None:
    publish(home, "a", 1)
    half = home.published / f"{snapshots.INCOMING}-b"
    half.mkdir()
    (half / "main.duckdb").write_bytes(b"half")
    assert snapshots.current(home).id == "a"
    publish(home, "b", 2)
    assert not half.exists()
    assert [s.id for s in snapshots.kept(home)] == ["a", "b"]


def test_old_snapshots_are_dropped_but_never_the_one_in_force(home: Home) -> None:
    for number in range(4):
        publish(home, f"s{number}", number)
    snapshots.point_current_at(home, "s0")
    snapshots.prune(home, keep=2)
    assert [s.id for s in snapshots.kept(home)] == ["s0", "s2", "s3"]


def test_the_order_of_snapshots_is_the_order_of_publishing(home: Home) -> None:
    publish(home, "z", 1)
    publish(home, "a", 2)
    assert [s.id for s in snapshots.kept(home)] == ["z", "a"]
    assert json.loads((home.published / "a" / "manifest.json").read_text())["published_no"] == 2


def test_a_query_can_neither_write_nor_reach_another_file(home: Home, tmp_path: Path) -> None:
    publish(home, "a", 1)
    (tmp_path / "secret.csv").write_text("x\n1\n")
    with read_published(snapshots.current(home)) as reader:
        for statement in (
            f"select * from read_csv('{tmp_path / 'secret.csv'}')",
            f"attach '{home.published / 'a' / 'pay.duckdb'}' as pay (read_only)",
            "create table x as select 1",
            "set enable_external_access = true",
            f"copy (select 1) to '{tmp_path / 'out.csv'}'",
        ):
            with pytest.raises(duckdb.Error):
                reader.execute(statement)


def test_personal_and_pay_data_are_there_only_when_asked_for(home: Home) -> None:
    publish(home, "a", 7)
    with (
        read_published(snapshots.current(home)) as reader,
        pytest.raises(duckdb.Error),
    ):
        reader.execute("select * from pay.marts.pay_facts")
    with read_published(snapshots.current(home), ["personal", "pay"]) as reader:
        assert reader.execute("select answer from pay.marts.pay_facts").fetchall() == [(7,)]
        assert reader.execute("select answer from pay_facts").fetchall() == [(7,)]
