"""A file with too many refused rows waits whole until someone accepts it."""

from __future__ import annotations

import pytest

from pipelines.intake import ledger
from pipelines.intake.records import Status
from pipelines.intake.take_inbox import rebuild_lake, take_inbox
from pipelines.settings import Home
from tests.intake.files import END_OF_TIME, payment, payment_ids, write_payments


def rows(good: int, bad: int, *, good_amount: str = "100.00") -> list[str]:
    """`bad` rows whose time cannot be read; their money can."""
    return [payment(f"G{n}", good_amount) for n in range(good)] + [
        payment(f"B{n}", paid_at="soon") for n in range(bad)
    ]


@pytest.mark.parametrize(
    ("good", "bad", "status"),
    [
        (0, 20, Status.ACCEPTED),  # 20 rows never hold a file
        (379, 21, Status.HELD),  # 5.25 % of the rows
        (0, 21, Status.HELD),
    ],
)
def test_more_than_20_rows_and_more_than_5_percent_hold_the_file(
    home: Home, good: int, bad: int, status: Status
) -> None:
    write_payments(home.inbox, "pay_20260405.csv", rows(good, bad))
    (line,) = take_inbox(home, home.inbox).lines
    assert line.status is status


@pytest.mark.parametrize(("good_amount", "status"), [("9.00", "held"), ("900.00", "accepted")])
def test_more_than_1_percent_of_the_money_holds_the_file_too(
    home: Home, good_amount: str, status: str
) -> None:
    write_payments(home.inbox, "pay_20260405.csv", rows(1000, 21, good_amount=good_amount))
    (line,) = take_inbox(home, home.inbox).lines
    assert str(line.status) == status


def test_a_held_file_is_in_quarantine_whole_and_the_others_go_on(home: Home) -> None:
    write_payments(home.inbox, "held_20260404.csv", rows(10, 30))
    write_payments(home.inbox, "good_20260405.csv", [payment("P1")])
    report = take_inbox(home, home.inbox)
    assert report.any_held
    assert report.held_files == ("held_20260404.csv",)
    line = report.lines[0]
    assert (line.rows_in, line.rows_accepted, line.rows_quarantined) == (40, 0, 40)
    assert line.yuan_in == line.yuan_quarantined
    assert "--accept held_20260404.csv" in line.message_zh
    assert "--accept held_20260404.csv" in line.message_en
    assert payment_ids(home) == ["P1"]
    assert (home.quarantine / "held_20260404_更正.xlsx").exists()
    assert ledger.quarantine_findings_frame(home, END_OF_TIME).height == 30


def test_a_held_file_stays_held_in_the_next_run(home: Home) -> None:
    write_payments(home.inbox, "held_20260404.csv", rows(10, 30))
    take_inbox(home, home.inbox)
    again = take_inbox(home, home.inbox)
    assert again.any_held
    assert again.any_usable


def test_accepting_loads_the_good_rows_and_quarantines_the_others(home: Home) -> None:
    write_payments(home.inbox, "held_20260404.csv", rows(10, 30))
    take_inbox(home, home.inbox)
    report = take_inbox(home, home.inbox, accept=frozenset({"held_20260404.csv", "other.csv"}))
    (line,) = report.lines
    assert (line.status, line.rows_accepted, line.rows_quarantined) == (Status.ACCEPTED, 10, 30)
    assert not report.any_held
    assert report.unknown_accepts == ("other.csv",)
    assert len(payment_ids(home)) == 10
    assert not take_inbox(home, home.inbox).any_held


def test_a_file_may_be_accepted_in_the_run_in_which_it_arrives(home: Home) -> None:
    write_payments(home.inbox, "held_20260404.csv", rows(10, 30))
    report = take_inbox(home, home.inbox, accept=frozenset({"held_20260404.csv"}))
    assert not report.any_held
    assert report.unknown_accepts == ()
    assert len(payment_ids(home)) == 10


def test_accepting_does_not_need_the_file_in_the_inbox(home: Home) -> None:
    path = write_payments(home.inbox, "held_20260404.csv", rows(10, 30))
    take_inbox(home, home.inbox)
    path.unlink()
    assert not take_inbox(home, home.inbox).any_held, "nobody asks for it any more"
    take_inbox(home, home.inbox, accept=frozenset({"held_20260404.csv"}))
    assert len(payment_ids(home)) == 10


def test_a_mended_file_of_the_same_name_ends_the_waiting(home: Home) -> None:
    write_payments(home.inbox, "held_20260404.csv", rows(10, 30))
    take_inbox(home, home.inbox)
    write_payments(home.inbox, "held_20260404.csv", rows(40, 0))
    report = take_inbox(home, home.inbox)
    assert not report.any_held
    assert len(payment_ids(home)) == 40


def test_an_approval_survives_a_rebuild_of_the_lake(home: Home) -> None:
    write_payments(home.inbox, "held_20260404.csv", rows(10, 30))
    take_inbox(home, home.inbox, accept=frozenset({"held_20260404.csv"}))
    rebuild_lake(home)
    assert len(payment_ids(home)) == 10
