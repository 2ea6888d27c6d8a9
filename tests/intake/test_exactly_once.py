"""Whatever is done to the inbox, every row is loaded exactly once."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import hypothesis.strategies as st
import openpyxl
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from pipelines.intake import ledger
from pipelines.intake.take_inbox import rebuild_lake, take_inbox
from pipelines.settings import Home
from tests.intake.files import END_OF_TIME, PAYMENT_HEADERS, dated, payment, payment_ids


class InboxMachine(RuleBasedStateMachine):
    """Drops, copies, renames, saves again, touches, deletes and re-drops files, between
    runs of intake; the model is the set of contents that lay in the inbox at a run."""

    contents: Bundle[int] = Bundle("contents")

    def __init__(self) -> None:
        super().__init__()
        self.home = Home(Path(tempfile.mkdtemp(prefix="inbox-")))
        self.home.inbox.mkdir(parents=True)
        self.made = 0
        self.names = 0
        self.loaded: set[int] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.home.root)

    def rows(self, content: int) -> list[str]:
        bad = payment(f"X{content}", "x")
        return [payment(f"P{content}-{n}", f"{content}.0{n}") for n in range(2)] + [bad]

    def new_name(self, suffix: str) -> Path:
        self.names += 1
        return self.home.inbox / f"file{self.names}{suffix}"

    def put(self, content: int, path: Path) -> None:
        text = "\n".join([PAYMENT_HEADERS, *self.rows(content)])
        if path.suffix == ".xlsx":
            book = openpyxl.Workbook()
            for line in text.splitlines():
                book.active.append([cell or None for cell in line.split(",")])
            book.save(path)
        else:
            path.write_text(text + "\n", "utf-8")
        dated(path, datetime(2026, 5, 1 + self.names % 28))

    def inbox_files(self) -> list[Path]:
        return sorted(self.home.inbox.iterdir())

    @rule(target=contents)
    def drop_a_new_file(self) -> int:
        self.made += 1
        self.put(self.made, self.new_name(".csv"))
        return self.made

    @rule(content=contents)
    def drop_the_same_bytes_again(self, content: int) -> None:
        self.put(content, self.new_name(".csv"))

    @rule(content=contents)
    def save_it_again_as_a_workbook(self, content: int) -> None:
        self.put(content, self.new_name(".xlsx"))

    @rule(pick=st.integers(0, 99))
    def rename_a_file(self, pick: int) -> None:
        files = self.inbox_files()
        if files:
            chosen = files[pick % len(files)]
            chosen.rename(self.new_name(chosen.suffix))

    @rule(pick=st.integers(0, 99))
    def touch_a_file(self, pick: int) -> None:
        files = self.inbox_files()
        if files:
            os.utime(files[pick % len(files)])

    @rule(pick=st.integers(0, 99))
    def delete_a_file(self, pick: int) -> None:
        files = self.inbox_files()
        if files:
            files[pick % len(files)].unlink()

    @rule(content=contents, pick=st.integers(0, 99))
    def overwrite_a_file(self, content: int, pick: int) -> None:
        files = [p for p in self.inbox_files() if p.suffix == ".csv"]
        if files:
            self.put(content, files[pick % len(files)])

    @rule()
    def take_the_inbox(self) -> None:
        lying = {self.content_of(path) for path in self.inbox_files()}
        report = take_inbox(self.home, self.home.inbox)
        assert report.bugs == 0
        assert report.files_seen == len(self.inbox_files())
        self.loaded |= lying

    @rule()
    def rebuild(self) -> None:
        if self.loaded:
            rebuild_lake(self.home)

    def content_of(self, path: Path) -> int:
        if path.suffix == ".xlsx":
            return int(str(openpyxl.load_workbook(path).active["A2"].value)[1:].split("-")[0])
        return int(path.read_text("utf-8").splitlines()[1][1:].split("-")[0])

    @invariant()
    def every_row_is_loaded_once(self) -> None:
        wanted = sorted(f"P{c}-{n}" for c in self.loaded for n in range(2))
        assert payment_ids(self.home) == wanted

    @invariant()
    def every_refused_row_is_open_once(self) -> None:
        found = ledger.quarantine_findings_frame(self.home, END_OF_TIME)
        assert found["row_key"].n_unique() == found.height == len(self.loaded)

    @invariant()
    def everything_balances(self) -> None:
        assert ledger.unbalanced_files(self.home, END_OF_TIME) == []


InboxMachine.TestCase.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
TestExactlyOnce = InboxMachine.TestCase
