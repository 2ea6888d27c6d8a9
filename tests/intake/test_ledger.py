"""What the warehouse asks of intake, as of a moment."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from pipelines.intake import ledger
from pipelines.intake.ledger import INTAKE_FILE_COLUMNS, QUARANTINE_FINDING_COLUMNS
from pipelines.intake.take_inbox import take_inbox
from pipelines.settings import Home
from tests.intake.files import (
    END_OF_TIME,
    dated,
    payment,
    payment_ids,
    write_payments,
    write_text,
)

FRIDAY = datetime(2026, 4, 5, 23, 59, 59)


def test_an_untouched_home_knows_nothing_and_stays_untouched(home: Home) -> None:
    assert ledger.known_batches(home, END_OF_TIME) == []
    assert ledger.newest_export_time(home) is None
    assert ledger.intake_files_frame(home, END_OF_TIME).schema == pl.Schema(INTAKE_FILE_COLUMNS)
    found = ledger.quarantine_findings_frame(home, END_OF_TIME)
    assert found.schema == pl.Schema(QUARANTINE_FINDING_COLUMNS)
    assert ledger.unbalanced_files(home, END_OF_TIME) == []
    assert not home.landing.exists()


def test_only_files_exported_by_the_moment_are_known(home: Home) -> None:
    write_payments(home.inbox, "pay_20260405.csv", [payment("P1"), payment("X1", "x")])
    write_payments(home.inbox, "pay_20260412.csv", [payment("P2"), payment("X2", "x")])
    take_inbox(home, home.inbox)
    assert payment_ids(home, datetime(2026, 4, 5, 23, 59, 58)) == []
    assert payment_ids(home, FRIDAY) == ["P1"]
    assert payment_ids(home) == ["P1", "P2"]
    assert ledger.newest_export_time(home) == datetime(2026, 4, 12, 23, 59, 59)
    assert ledger.intake_files_frame(home, FRIDAY)["file"].to_list() == ["pay_20260405.csv"]
    assert ledger.quarantine_findings_frame(home, FRIDAY)["file"].to_list() == ["pay_20260405.csv"]


def test_a_later_file_does_not_change_what_was_known_on_friday(home: Home) -> None:
    write_payments(home.inbox, "pay_20260405.csv", [payment("P1"), payment("X1", "x")])
    write_payments(home.inbox, "pay_20260406.csv", [payment("P3")])
    take_inbox(home, home.inbox)
    before = (
        ledger.fingerprint(home, FRIDAY),
        ledger.intake_files_frame(home, FRIDAY),
        ledger.quarantine_findings_frame(home, FRIDAY),
    )
    write_payments(home.inbox, "pay_20260412.csv", [payment("P2"), payment("X2", "x")])
    write_text(home.inbox / "notes.csv", "no export")
    take_inbox(home, home.inbox)
    assert ledger.fingerprint(home, FRIDAY) == before[0]
    assert ledger.intake_files_frame(home, FRIDAY).equals(before[1])
    assert ledger.quarantine_findings_frame(home, FRIDAY).equals(before[2])


def test_the_fingerprint_moves_with_everything_that_would_be_published(home: Home) -> None:
    seen = {ledger.fingerprint(home, END_OF_TIME)}
    path = write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    take_inbox(home, home.inbox)
    seen.add(ledger.fingerprint(home, END_OF_TIME))
    take_inbox(home, home.inbox)
    seen.add(ledger.fingerprint(home, END_OF_TIME))
    assert len(seen) == 2, "an unchanged inbox changes nothing"
    (home.inbox / "copy_20260406.csv").write_bytes(path.read_bytes())
    take_inbox(home, home.inbox)
    seen.add(ledger.fingerprint(home, END_OF_TIME))
    write_text(home.inbox / "bad_20260407.csv", "no export")
    take_inbox(home, home.inbox)
    seen.add(ledger.fingerprint(home, END_OF_TIME))
    assert len(seen) == 4


def test_equal_inboxes_give_equal_answers_whenever_they_are_taken(home: Home) -> None:
    other = Home(home.root.parent / "other")
    for each in (home, other):
        path = write_payments(each.inbox, "pay.csv", [payment("P1"), payment("P2", "x")])
        dated(path, datetime(2026, 4, 5))
        take_inbox(each, each.inbox)
    assert ledger.fingerprint(home, END_OF_TIME) == ledger.fingerprint(other, END_OF_TIME)
    one, two = (ledger.known_batches(each, END_OF_TIME)[0].lake_path for each in (home, other))
    assert one.read_bytes() == two.read_bytes()


def test_a_refused_file_without_a_date_is_listed_in_todays_build(home: Home) -> None:
    write_payments(home.inbox, "pay_20200405.csv", [payment("P1", paid_at="2020-01-01 08:00")])
    write_text(home.inbox / "broken.csv", "no export")
    take_inbox(home, home.inbox)
    newest = ledger.newest_export_time(home)
    assert newest == datetime(2020, 4, 5, 23, 59, 59), "a refused file does not move the moment"
    files = ledger.intake_files_frame(home, newest).select("file", "status").rows()
    assert set(files) == {("pay_20200405.csv", "accepted"), ("broken.csv", "rejected")}


def test_a_key_that_holds_a_name_is_hidden_too(home: Home) -> None:
    write_text(
        home.inbox / "households_20260405.csv",
        "项目,房号,业主,入住日期\n翠湖,1-1,王小明,2020-01-01\n翠湖,1-1,王小明,2021-01-01\n",
    )
    take_inbox(home, home.inbox)
    found = ledger.quarantine_findings_frame(home, END_OF_TIME)
    assert found["code"].to_list() == ["E211"]
    assert "王小明" not in found.write_csv()


def test_personal_data_and_pay_do_not_reach_the_published_quarantine(home: Home) -> None:
    write_text(
        home.inbox / "staff_20260405.csv",
        "工号,姓名,部门,岗位,底薪,入职日期\n"
        "S1,王小明,客服部,客服,三千八,2020-01-01\n"
        "S2,李小红,客服部,客服,4321.00,2030-01-01\n",
    )
    take_inbox(home, home.inbox)
    found = ledger.quarantine_findings_frame(home, END_OF_TIME)
    assert found.height == 2
    published = found.write_csv()
    assert "三千八" not in published
    assert "4321" not in published
    assert "***" in published
    files = ledger.intake_files_frame(home, END_OF_TIME)
    assert files["amount_in"].to_list() == [0]
    assert "4321" not in files.write_csv()
    assert ledger.control_totals_frame(home, END_OF_TIME).height == 1
