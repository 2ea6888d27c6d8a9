"""Keeping the original: inbox files are copied to landing before anything reads them.

Belongs here: whether a file is still being written, the copy named by its content hash, and
entering it in the ledger. Does not belong here: what lies in the inbox (`inbox`), or what
is inside a file.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.intake.durable import sync_directory, sync_file
from pipelines.intake.inbox import (
    STILL_WRITTEN,
    UNREADABLE,
    VANISHED,
    InboxEntry,
    Skipped,
    company_entries,
    list_inbox,
)
from pipelines.intake.ledger_store import LedgerStore
from pipelines.intake.records import Delivery, ReceivedFile, SeenPath, Status
from pipelines.settings import CHINA, Home

CHUNK_BYTES = 1 << 20
FILES_PER_TRANSACTION = 200
FRESH_SECONDS = 2.0
SETTLE_SECONDS = 0.1
INCOMING_PREFIX = ".incoming-"


@dataclass(frozen=True)
class Landed:
    """What landing did: `seen` holds the sha256 of every file that lies in the inbox."""

    new: tuple[ReceivedFile, ...]
    redelivered: tuple[Delivery, ...]
    unchanged: int
    seen: frozenset[str]
    skipped: tuple[Skipped, ...]


def land_inbox(
    home: Home, ledger: LedgerStore, inbox: Path, company_file: Path | None = None
) -> Landed:
    """Copy every new or changed inbox file, and the company's settings workbook, to landing
    and enter it in the ledger.

    Files are left where they lie. Everything returned is durable. Order: export time, then
    name, then path, whatever the order of the directory.
    """
    home.landing.mkdir(parents=True, exist_ok=True)
    for leftover in home.landing.glob(f"{INCOMING_PREFIX}*"):
        leftover.unlink()
    entries, skipped = list_inbox(home, inbox)
    listed = {e.key for e in entries}
    entries += [e for e in company_entries(home, company_file) if e.key not in listed]
    remembered = ledger.seen_paths()
    fresh = [e for e in entries if not _is_unchanged(e, remembered)]
    unchanged = [e for e in entries if _is_unchanged(e, remembered)]
    settled, unsettled = _settled(fresh)
    settled.sort(key=lambda e: (e.exported_at, e.file_name, e.key))
    lander = _Lander(home, ledger, remembered)
    for start in range(0, len(settled), FILES_PER_TRANSACTION):
        lander.land(settled[start : start + FILES_PER_TRANSACTION])
    return Landed(
        new=tuple(lander.new),
        redelivered=tuple(lander.redelivered),
        unchanged=len(unchanged) + lander.touched,
        seen=frozenset(lander.seen) | {remembered[e.key].sha256 for e in unchanged},
        skipped=tuple(skipped + unsettled + lander.skipped),
    )


class _Lander:
    """Copies files and enters them in the ledger, some hundred to a transaction."""

    def __init__(self, home: Home, ledger: LedgerStore, remembered: dict[str, SeenPath]) -> None:
        self._home = home
        self._ledger = ledger
        self._remembered = remembered
        known = ledger.files()
        self._known = {f.sha256: f for f in known}
        self._sizes = {f.size_bytes for f in known}
        self._same_time: dict[tuple[str, datetime], int] = {}
        for f in known:
            self._count_name(f.file_name, f.exported_at)
        self._arrival = ledger.next_arrival()
        self.new: list[ReceivedFile] = []
        self.redelivered: list[Delivery] = []
        self.seen: set[str] = set()
        self.skipped: list[Skipped] = []
        self.touched = 0

    def land(self, entries: Sequence[InboxEntry]) -> None:
        new: list[ReceivedFile] = []
        redelivered: list[Delivery] = []
        paths: list[SeenPath] = []
        for entry in entries:
            kept = self._keep(entry)
            if isinstance(kept, Skipped):
                self.skipped.append(kept)
                continue
            before = self._remembered.get(entry.key)
            paths.append(
                SeenPath(entry.key, entry.size_bytes, entry.modified_ns, entry.changed_ns, kept)
            )
            self.seen.add(kept)
            if kept not in self._known:
                new.append(self._new_file(entry, kept))
            elif before and before.sha256 == kept and before.modified_ns == entry.modified_ns:
                self.touched += 1  # only its rights or its name's place in the folder changed
            else:
                redelivered.append(
                    Delivery(kept, entry.key, entry.file_name, entry.modified_ns, entry.exported_at)
                )
        sync_directory(self._home.landing)
        self._ledger.enter_landed(new, redelivered, paths, datetime.now(CHINA).replace(tzinfo=None))
        self.new += new
        self.redelivered += redelivered

    def _new_file(self, entry: InboxEntry, sha256: str) -> ReceivedFile:
        received = ReceivedFile(
            sha256=sha256,
            arrival=self._arrival,
            file_name=entry.file_name,
            extension=_safe_extension(entry.file_name),
            size_bytes=entry.size_bytes,
            project_hint=entry.project_hint,
            exported_at=entry.exported_at,
            same_time_number=self._count_name(entry.file_name, entry.exported_at),
            status=Status.LANDED,
        )
        self._arrival += 1
        self._known[sha256] = received
        self._sizes.add(entry.size_bytes)
        return received

    def _count_name(self, file_name: str, moment: datetime) -> int:
        number = self._same_time.get((file_name, moment), 0)
        self._same_time[file_name, moment] = number + 1
        return number

    def _keep(self, entry: InboxEntry) -> str | Skipped:
        """The sha256 of the file, which now lies in landing; or why it was left."""
        try:
            if entry.size_bytes in self._sizes:  # perhaps known: do not copy it to find out
                sha256 = _hash_only(entry)
                if sha256 in self._known:
                    return sha256
            return _copy_to_landing(self._home, entry)
        except _Changed:
            return Skipped(entry.key, STILL_WRITTEN)
        except FileNotFoundError:
            return Skipped(entry.key, VANISHED)
        except PermissionError:
            return Skipped(entry.key, UNREADABLE)


class _Changed(Exception):
    """The file was not the same at the end of reading as it was when listed."""


def _copy_to_landing(home: Home, entry: InboxEntry) -> str:
    aside = home.landing / f"{INCOMING_PREFIX}{os.getpid()}"
    digest = hashlib.sha256()
    try:
        with aside.open("wb") as copy:
            for chunk in _chunks(entry):
                digest.update(chunk)
                copy.write(chunk)
            sync_file(copy)
        sha256 = digest.hexdigest()
        kept = home.landing / f"{sha256}.{_safe_extension(entry.file_name)}"
        os.replace(aside, kept)
    finally:
        aside.unlink(missing_ok=True)
    return sha256


def _hash_only(entry: InboxEntry) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(entry):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(entry: InboxEntry) -> Iterator[bytes]:
    """The bytes of exactly the file that was listed: no link is followed, no pipe waited
    on, and _Changed is raised when it was written to meanwhile."""
    descriptor = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb", buffering=0) as source:
        if not _is_same(entry, os.fstat(descriptor)):
            raise _Changed
        length = 0
        while chunk := source.read(CHUNK_BYTES):
            length += len(chunk)
            yield chunk
        if length != entry.size_bytes or not _is_same(entry, os.fstat(descriptor)):
            raise _Changed


def _is_same(entry: InboxEntry, found: os.stat_result) -> bool:
    return (
        stat.S_ISREG(found.st_mode)
        and found.st_size == entry.size_bytes
        and found.st_mtime_ns == entry.modified_ns
    )


def _is_unchanged(entry: InboxEntry, remembered: dict[str, SeenPath]) -> bool:
    before = remembered.get(entry.key)
    return before is not None and (
        before.size_bytes, before.modified_ns, before.changed_ns
    ) == (entry.size_bytes, entry.modified_ns, entry.changed_ns)  # fmt: skip


def _settled(entries: list[InboxEntry]) -> tuple[list[InboxEntry], list[Skipped]]:
    """Files that are not growing. Only those touched in the last seconds cost a wait."""
    newest_ns = max((e.changed_ns for e in entries), default=0)
    if time.time_ns() - newest_ns > FRESH_SECONDS * 1e9:
        return entries, []
    time.sleep(SETTLE_SECONDS)
    settled, unsettled = [], []
    for entry in entries:
        try:
            same = _is_same(entry, entry.path.lstat())
        except FileNotFoundError:
            unsettled.append(Skipped(entry.key, VANISHED))
            continue
        if same:
            settled.append(entry)
        else:
            unsettled.append(Skipped(entry.key, STILL_WRITTEN))
    return settled, unsettled


def _safe_extension(file_name: str) -> str:
    found = re.search(r"\.([A-Za-z0-9]{1,8})$", file_name)
    return found.group(1).lower() if found else "bin"
