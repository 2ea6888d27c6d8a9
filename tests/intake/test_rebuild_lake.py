"""Landing and its ledger suffice to make lake and quarantine anew."""

from __future__ import annotations

import shutil

import polars as pl
import pytest

from pipelines.intake import ledger
from pipelines.intake.take_inbox import rebuild_lake, take_inbox
from pipelines.parsing.parsed import ParsedFile
from pipelines.settings import Home
from tests.intake.files import (
    END_OF_TIME,
    payment,
    save_as_workbook,
    write_payments,
    write_projects,
    write_text,
)


def everything(home: Home) -> tuple[object, ...]:
    paths = sorted(p for p in [*home.lake.glob("*/*"), *home.quarantine.glob("*.parquet")])
    return (
        [(str(p.relative_to(home.root)), pl.read_parquet(p).rows()) for p in paths],
        sorted(p.name for p in home.quarantine.glob("*.xlsx")),
        ledger.fingerprint(home, END_OF_TIME),
        ledger.intake_files_frame(home, END_OF_TIME).rows(),
        ledger.quarantine_findings_frame(home, END_OF_TIME).rows(),
    )


def fill(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    path = write_payments(home.inbox, "pay_20260405.csv", [payment("P1"), payment("P2", "x")])
    save_as_workbook(path.read_text("utf-8"), home.inbox / "pay_20260406.xlsx")
    write_payments(home.inbox, "held_20260407.csv", [payment(f"H{n}", "x") for n in range(30)])
    write_text(home.inbox / "bad_20260408.csv", "no export")
    (home.inbox / "copy_20260409.csv").write_bytes(path.read_bytes())
    take_inbox(home, home.inbox)


def test_a_lost_lake_and_quarantine_come_back_from_landing(home: Home) -> None:
    fill(home)
    before = everything(home)
    shutil.rmtree(home.lake)
    shutil.rmtree(home.quarantine)
    shutil.rmtree(home.inbox)
    rebuild_lake(home)
    assert everything(home) == before


def test_an_interrupted_rebuild_is_finished_by_the_next_run(home: Home) -> None:
    fill(home)
    before = everything(home)
    shutil.rmtree(home.lake)

    def interrupted(*_: object, **__: object) -> ParsedFile:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_lake(home, read=interrupted)
    take_inbox(home, home.inbox)
    assert everything(home) == before


def test_stray_lake_files_are_removed(home: Home) -> None:
    fill(home)
    stray = home.lake / "fee_payments" / "0123456789abcdef.parquet"
    pl.DataFrame({"a": [1]}).write_parquet(stray)
    rebuild_lake(home)
    assert not stray.exists()
