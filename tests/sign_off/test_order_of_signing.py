"""Which signature may be given when, and what is kept of what it signs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Home
from pipelines.sign_off import sources
from pipelines.sign_off.ledger import SignOffsBroken, ledger_path, read_entries
from pipelines.sign_off.records import STAGES, Stage, standing
from pipelines.sign_off.signing import SignOffRefused, sign, withdraw
from tests.sign_off.small_statements import (
    APRIL,
    APRIL_1,
    FEBRUARY,
    JANUARY,
    MARCH,
    new_home,
    publish_statements,
)

LATER = datetime(2015, 5, 1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Statements of January to April 2015 are published as of 1 April; nothing is signed."""
    where = new_home(tmp_path)
    publish_statements(where)
    return where


def raw_tables(home: Home) -> dict[str, list[tuple[object, ...]]]:
    tables = ("sign_offs", "signed_off_lines", "signed_off_statements")
    with duckdb.connect() as con:
        con.execute("create schema raw")
        sources.create_sign_off_sources(con, sources.signed_months(home, LATER))
        return {name: con.execute(f"select * from raw.{name}").fetchall() for name in tables}


def test_the_first_signature_closes_everything_before_it_as_well(home: Home) -> None:
    entry = sign(home, MARCH, Stage.COMPUTED, "会计")

    assert (entry.first_month, entry.month, entry.statements.rows) == (JANUARY, MARCH, 3)
    signed = raw_tables(home)
    assert [row[0] for row in signed["sign_offs"]] == [JANUARY, FEBRUARY, MARCH]
    assert len(signed["signed_off_statements"]) == len(signed["signed_off_lines"]) == 3


def test_stages_follow_one_another_and_sign_what_was_computed(home: Home) -> None:
    first = sign(home, JANUARY, Stage.COMPUTED, "会计")
    for skipped in (Stage.APPROVED, Stage.PAID):
        with pytest.raises(SignOffRefused):
            sign(home, JANUARY, skipped, "经理")
    for stage in STAGES[1:]:
        assert sign(home, JANUARY, stage, "经理").content_hash == first.content_hash
    with pytest.raises(SignOffRefused, match="already"):
        sign(home, JANUARY, Stage.PAID, "经理")


def test_months_follow_one_another_at_every_stage(home: Home) -> None:
    sign(home, JANUARY, Stage.COMPUTED, "会计")
    publish_statements(home)
    for wrong in (JANUARY, MARCH):
        with pytest.raises(SignOffRefused, match="2015-02"):
            sign(home, wrong, Stage.COMPUTED, "会计")
    sign(home, FEBRUARY, Stage.COMPUTED, "会计")
    with pytest.raises(SignOffRefused, match="2015-01"):
        sign(home, FEBRUARY, Stage.AUDITED, "审计")


def test_a_month_in_progress_or_unknown_is_not_signed(home: Home) -> None:
    sign(home, MARCH, Stage.COMPUTED, "会计")
    publish_statements(home)
    with pytest.raises(SignOffRefused, match="in progress"):
        sign(home, APRIL, Stage.COMPUTED, "会计")


def test_the_next_month_waits_for_a_build_that_knows_the_last_signature(home: Home) -> None:
    sign(home, JANUARY, Stage.COMPUTED, "会计")
    with pytest.raises(SignOffRefused, match="wuye build"):
        sign(home, FEBRUARY, Stage.COMPUTED, "会计")


def test_a_blocked_month_is_signed_only_on_purpose_and_that_is_kept(home: Home) -> None:
    publish_statements(home, blocked=[("no_target", FEBRUARY)])
    with pytest.raises(SignOffRefused, match="accept-blocked"):
        sign(home, FEBRUARY, Stage.COMPUTED, "会计")
    assert read_entries(home) == []
    assert sign(home, FEBRUARY, Stage.COMPUTED, "会计", accept_blocked=True).accepted_blocked == 1


def test_only_the_last_signature_is_withdrawn_and_only_with_a_reason(home: Home) -> None:
    sign(home, JANUARY, Stage.COMPUTED, "会计")
    sign(home, JANUARY, Stage.AUDITED, "审计")
    with pytest.raises(SignOffRefused, match="reason"):
        withdraw(home, JANUARY, Stage.AUDITED, "审计", " ")
    with pytest.raises(SignOffRefused, match="2015-01 audited"):
        withdraw(home, JANUARY, Stage.COMPUTED, "审计", "底薪有误")
    withdraw(home, JANUARY, Stage.AUDITED, "审计", "底薪有误")
    withdraw(home, JANUARY, Stage.COMPUTED, "会计", "底薪有误")

    assert standing(read_entries(home)) == []
    assert [e.action for e in read_entries(home)] == ["sign", "sign", "withdraw", "withdraw"]
    assert raw_tables(home)["signed_off_statements"] == []
    assert sources.fingerprint(home, LATER) == ""


def test_what_was_approved_is_never_withdrawn(home: Home) -> None:
    for stage in STAGES[:3]:
        sign(home, JANUARY, stage, "经理")
    for stage in STAGES[:3]:
        with pytest.raises(SignOffRefused):
            withdraw(home, JANUARY, stage, "经理", "底薪有误")


def test_a_month_signed_anew_after_a_withdrawal_keeps_the_new_statements(home: Home) -> None:
    first = sign(home, JANUARY, Stage.COMPUTED, "会计")
    withdraw(home, JANUARY, Stage.COMPUTED, "会计", "底薪有误")
    publish_statements(home, base_pay=1700)
    second = sign(home, JANUARY, Stage.COMPUTED, "会计")

    assert first.content_hash != second.content_hash
    (statement,) = raw_tables(home)["signed_off_statements"]
    assert 1700 in statement


def test_a_build_of_an_earlier_moment_does_not_know_the_signature(home: Home) -> None:
    sign(home, JANUARY, Stage.COMPUTED, "会计")

    assert sources.signed_months(home, datetime(2015, 3, 31)).sign_offs == ()
    assert len(sources.signed_months(home, APRIL_1).sign_offs) == 1
    assert sources.fingerprint(home, datetime(2015, 3, 31)) != sources.fingerprint(home, APRIL_1)


def test_nothing_is_signed_on_a_snapshot_older_than_the_last_signature(home: Home) -> None:
    sign(home, JANUARY, Stage.COMPUTED, "会计")
    publish_statements(home, as_of=datetime(2015, 3, 20))
    with pytest.raises(SignOffRefused, match="older"):
        sign(home, JANUARY, Stage.AUDITED, "审计")


def test_a_changed_file_is_noticed_and_not_read(home: Home) -> None:
    entry = sign(home, JANUARY, Stage.COMPUTED, "会计")
    before = sources.fingerprint(home, LATER)
    kept = home.sign_offs / entry.statements.name
    assert kept.stat().st_mode & 0o222 == 0
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"X", b"Y"))

    signed = sources.signed_months(home, LATER)
    assert entry.statements.name in signed.broken[0]
    assert signed.statement_files == ()
    assert sources.fingerprint(home, LATER) != before
    with pytest.raises(SignOffsBroken):
        sign(home, JANUARY, Stage.AUDITED, "审计")


@pytest.mark.parametrize("edit", ["first", "last", "gone"])
def test_an_edited_ledger_is_noticed(home: Home, edit: str) -> None:
    for stage in STAGES[:3]:
        sign(home, JANUARY, stage, "会计")
    path = ledger_path(home)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    changed = lines[1:]
    if edit != "gone":
        place = 0 if edit == "first" else -1
        changed = list(lines)
        changed[place] = lines[place].replace("会计", "出纳")
    path.write_text("".join(changed), "utf-8")

    assert sources.signed_months(home, LATER).broken != ()
    with pytest.raises(SignOffsBroken):
        sign(home, JANUARY, Stage.PAID, "经理")
