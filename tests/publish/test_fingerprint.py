"""Content hashes say whether two builds are the same, whatever the order of their rows."""

from __future__ import annotations

from datetime import datetime

import duckdb

from pipelines.publish.fingerprint import snapshot_id, table_fingerprints


def fingerprint_of(*rows: str) -> object:
    con = duckdb.connect()
    con.execute("create schema marts")
    con.execute("create table marts.facts as " + " union all ".join(rows))
    return table_fingerprints(con, "memory")["facts"]


A = "select 'a' as name, 1.10::decimal(18, 2) as amount"
B = "select 'b', 2.20"
A_ONE_FEN_MORE = "select 'a' as name, 1.11::decimal(18, 2) as amount"


def test_the_order_of_rows_does_not_change_the_hash() -> None:
    assert fingerprint_of(A, B) == fingerprint_of(
        "select 'b' as name, 2.20::decimal(18, 2) as amount", "select 'a', 1.10"
    )


def test_one_fen_changes_the_hash() -> None:
    assert fingerprint_of(A, B) != fingerprint_of(A_ONE_FEN_MORE, B)


def test_a_row_that_stands_twice_changes_the_hash() -> None:
    assert fingerprint_of(A) != fingerprint_of(A, A, A)


def test_a_snapshot_is_named_by_its_inputs_not_by_the_clock() -> None:
    moment = datetime(2026, 4, 1, 9)
    assert snapshot_id(moment, ["x", "y"]) == snapshot_id(moment, ["y", "x"])
    assert snapshot_id(moment, ["x"]) != snapshot_id(moment, ["x", "y"])
    assert snapshot_id(moment, ["x"]).startswith("20260401T090000-")
