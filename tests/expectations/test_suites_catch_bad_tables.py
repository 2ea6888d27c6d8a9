"""Each promise of each suite: kept by good tables, broken by exactly the fault it names."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pytest

from expectations.result import ExpectationResult
from expectations.run import NO_ROWS, NOT_RECEIVED, run_suites
from expectations.suite import Which, load_suites
from tests.expectations import arriving_tables, mart_tables
from tests.expectations.tiny_build import write_arriving, write_marts


def rounds(which: Which) -> list[tuple[str, ...]]:
    """The first promise of every suite, the second of every suite, …: one fault in each table
    at a time, so that a dozen runs of Great Expectations plant them all."""
    by_suite = [[e.id for e in suite.expectations] for suite in load_suites(which)]
    return [tuple(filter(None, names)) for names in zip_longest(*by_suite)]


def test_good_arriving_tables_keep_every_promise(tmp_path: Path) -> None:
    write_arriving(tmp_path, arriving_tables.good_tables(), arriving_tables.AS_OF)

    results = run_suites(tmp_path, "arriving")

    assert [r for r in results if r.status != "passed"] == []
    assert NOT_RECEIVED not in {r.observed for r in results}


@pytest.mark.parametrize("faults", rounds("arriving"))
def test_a_fault_in_each_arriving_table_breaks_exactly_its_promise(
    faults: tuple[str, ...], tmp_path: Path
) -> None:
    tables = arriving_tables.good_tables()
    for fault in faults:
        arriving_tables.BREAK[fault](tables)
    write_arriving(tmp_path, tables, arriving_tables.AS_OF)

    assert_only_these_are_broken(run_suites(tmp_path, "arriving"), faults)


def test_good_marts_keep_every_promise(tmp_path: Path) -> None:
    write_arriving(tmp_path, {}, mart_tables.AS_OF)
    write_marts(tmp_path, mart_tables.good_tables(), mart_tables.COLUMNS)

    results = run_suites(tmp_path, "marts")

    assert [r for r in results if r.status != "passed"] == []
    assert NOT_RECEIVED not in {r.observed for r in results}


@pytest.mark.parametrize("faults", rounds("marts"))
def test_a_fault_in_each_mart_breaks_exactly_its_promise(
    faults: tuple[str, ...], tmp_path: Path
) -> None:
    tables = mart_tables.good_tables()
    for fault in faults:
        mart_tables.BREAK[fault](tables)
    write_arriving(tmp_path, {}, mart_tables.AS_OF)
    write_marts(tmp_path, tables, mart_tables.COLUMNS)

    assert_only_these_are_broken(run_suites(tmp_path, "marts"), faults)


def assert_only_these_are_broken(
    results: tuple[ExpectationResult, ...], faults: tuple[str, ...]
) -> None:
    broken = [r for r in results if r.status != "passed"]
    assert sorted(r.check_name for r in broken) == sorted(faults)
    assert {r.status for r in broken if r.severity == "error"} <= {"failed"}
    assert {r.status for r in broken if r.severity == "warn"} <= {"warned"}


def test_every_promise_has_a_fault_that_breaks_it() -> None:
    promised = {
        e.id for which in ("arriving", "marts") for s in load_suites(which) for e in s.expectations
    }

    assert promised == set(arriving_tables.BREAK) | set(mart_tables.BREAK)


def test_an_export_never_received_passes_as_not_received(tmp_path: Path) -> None:
    write_arriving(tmp_path, {}, arriving_tables.AS_OF)

    results = run_suites(tmp_path, "arriving")

    assert {(r.status, r.observed) for r in results} == {("passed", NOT_RECEIVED)}


def test_an_export_without_a_row_is_asked_only_for_its_volume(tmp_path: Path) -> None:
    write_arriving(tmp_path, {"staff": []}, arriving_tables.AS_OF)

    results = [r for r in run_suites(tmp_path, "arriving") if r.subject == "staff"]

    assert [r.check_name for r in results if r.status == "warned"] == ["staff_have_rows"]
    assert {r.observed for r in results if r.status == "passed"} == {NO_ROWS}
