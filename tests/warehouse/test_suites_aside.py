"""The suites in a second process answer what they answer in this one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.run import run_suites
from pipelines.warehouse.suites_aside import SuitesAside, SuitesNotRun
from tests.expectations import arriving_tables, mart_tables
from tests.expectations.tiny_build import write_arriving, write_marts


def test_arriving_tables_are_checked_while_the_build_writes_and_marts_after_it(
    tmp_path: Path,
) -> None:
    write_arriving(tmp_path, arriving_tables.good_tables(), arriving_tables.AS_OF)
    write_marts(tmp_path, mart_tables.good_tables(), mart_tables.COLUMNS)
    expected = {"arriving": run_suites(tmp_path, "arriving")}
    expected["marts"] = run_suites(tmp_path, "marts")

    with SuitesAside(tmp_path) as suites:
        suites.ask("arriving")
        with duckdb.connect(str(tmp_path / "work.duckdb")) as writing:
            writing.execute("create table under_way (n integer)")
            assert suites.answer() == expected["arriving"]
        suites.ask("marts")
        assert suites.answer() == expected["marts"]

    assert not (tmp_path / "arriving.duckdb").exists()


def test_suites_that_cannot_be_evaluated_are_no_pass(tmp_path: Path) -> None:
    with SuitesAside(tmp_path) as suites:
        suites.ask("marts")
        with pytest.raises(SuitesNotRun, match=r"IOException|does not exist"):
            suites.answer()
