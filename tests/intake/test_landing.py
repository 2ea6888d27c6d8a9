"""What landing takes from an inbox and what it must never touch."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipelines.intake import inbox, landing
from pipelines.intake.landing import land_inbox
from pipelines.intake.ledger_store import open_ledger
from pipelines.intake.take_inbox import take_inbox
from pipelines.settings import Home
from tests.intake.files import payment, payment_ids, write_payments, write_text


def landed_names(home: Home) -> list[str]:
    return sorted(p.name for p in home.landing.iterdir() if not p.name.startswith("ledger"))


def land(home: Home, inbox: Path | None = None) -> landing.Landed:
    with open_ledger(home, create=True) as ledger:
        return land_inbox(home, ledger, inbox or home.inbox)


def test_the_original_is_kept_under_its_content_hash(home: Home) -> None:
    path = write_payments(home.inbox, "pay_20260405.CSV", [payment("P1")])
    land(home)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert landed_names(home) == [f"{sha256}.csv"]
    assert (home.landing / f"{sha256}.csv").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "name",
    [".hidden.csv", "~$pay.xlsx", "pay.csv.tmp", "pay.csv.part", "pay.crdownload", "Thumbs.db",
     "PAY.TMP", "planted.json"],
)  # fmt: skip
def test_lock_files_and_unfinished_downloads_are_nobodys_export(home: Home, name: str) -> None:
    write_text(home.inbox / name, "x")
    found = land(home)
    assert (found.new, found.skipped) == ((), ())


def test_a_symbolic_link_is_not_followed_and_the_answer_says_so(home: Home, tmp_path: Path) -> None:
    secret = write_text(tmp_path / "secret.csv", "secret")
    (home.inbox / "link.csv").symlink_to(secret)
    (home.inbox / "folder").symlink_to(tmp_path)
    found = land(home)
    assert found.new == ()
    assert len(found.skipped) == 2
    assert all(
        "符号链接" in s.message.zh and "symbolic link" in s.message.en for s in found.skipped
    )
    assert landed_names(home) == []


def test_a_pipe_in_the_inbox_does_not_block(home: Home) -> None:
    os.mkfifo(home.inbox / "pipe.csv")
    found = land(home)
    assert found.new == ()
    assert len(found.skipped) == 1


def test_a_file_that_becomes_a_link_after_listing_is_not_read(home: Home, tmp_path: Path) -> None:
    path = write_text(home.inbox / "a.csv", "abc")
    entries, _ = inbox.list_inbox(home, home.inbox)
    secret = write_text(tmp_path / "secret.csv", "abc")
    path.unlink()
    path.symlink_to(secret)
    with pytest.raises(OSError, match=r"symbolic links|Too many levels"):
        landing._hash_only(entries[0])


def test_a_file_that_grows_while_it_is_copied_waits_for_the_next_run(home: Home) -> None:
    path = write_text(home.inbox / "a.csv", "abc")
    entries, _ = inbox.list_inbox(home, home.inbox)
    path.write_text("abcdef")
    with pytest.raises(landing._Changed):
        landing._hash_only(entries[0])
    settled, unsettled = landing._settled(entries)
    assert settled == []
    assert unsettled[0].message is inbox.STILL_WRITTEN


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_named(home: Home) -> None:
    write_text(home.inbox / "a.csv", "abc").chmod(0)
    assert land(home).skipped[0].message is inbox.UNREADABLE


def test_names_that_are_not_utf8_or_lie_about_themselves_are_made_readable(home: Home) -> None:
    gbk = os.path.join(os.fsencode(home.inbox), "投诉登记20260405.csv".encode("gb18030"))
    with open(gbk, "wb") as file:
        file.write(b"a")
    write_text(home.inbox / "pay\u202evsc.csv", "b")
    names = sorted(f.file_name for f in land(home).new)
    assert names == sorted(["投诉登记20260405.csv", "pay\ufffdvsc.csv"])


def test_a_strange_extension_never_reaches_a_path(home: Home) -> None:
    write_text(home.inbox / "a.c$v;x", "a")
    write_text(home.inbox / "noextension", "b")
    land(home)
    assert {Path(name).suffix for name in landed_names(home)} == {".bin"}


def test_leftovers_of_a_killed_run_are_swept(home: Home) -> None:
    home.landing.mkdir(parents=True)
    write_text(home.landing / ".incoming-99", "half")
    land(home)
    assert not (home.landing / ".incoming-99").exists()


def test_the_home_itself_as_inbox_does_not_take_its_own_landing(home: Home) -> None:
    write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    take_inbox(home, home.root)
    report = take_inbox(home, home.root)
    assert (report.files_new, report.files_unchanged) == (0, 1)
    assert payment_ids(home) == ["P1"]


def test_the_order_does_not_depend_on_the_directory(home: Home) -> None:
    for name in ("z_20260401.csv", "a_20260403.csv", "m_20260402.csv", "b_20260402.csv"):
        write_text(home.inbox / name, name)
    assert [f.file_name for f in land(home).new] == [
        "z_20260401.csv", "b_20260402.csv", "m_20260402.csv", "a_20260403.csv",
    ]  # fmt: skip


def test_thousands_of_unchanged_files_are_not_opened_again(home: Home) -> None:
    for n in range(100):
        write_text(home.inbox / f"f{n}.csv", str(n))
    land(home)
    for path in home.inbox.iterdir():
        path.chmod(path.stat().st_mode)  # the same mode: nothing that shows in the content
    with open_ledger(home) as ledger:
        remembered = ledger.seen_paths()
    assert len(remembered) == 100
    assert land(home).unchanged == 100
