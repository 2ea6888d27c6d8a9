"""What lies in an inbox: which entries are files to take, and what they are called.

Belongs here: walking the folders, path safety and file names as text. Does not belong here:
opening a file (`landing`).
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.intake.exported_at import exported_at
from pipelines.intake.records import Message
from pipelines.settings import Home

UNFINISHED_SUFFIXES = (".tmp", ".part", ".partial", ".crdownload", ".download")
DESKTOP_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
# What `wuye simulate` tells about its exports stands beside them and is no export.
SIMULATION_DOCUMENTS = frozenset({"truth.json", "planted.json"})

SYMLINK = Message(
    "是符号链接，未读取；请放入文件本身",
    "is a symbolic link and was not read; put the file itself there",
)
NOT_A_FILE = Message("不是普通文件，未读取", "is not a regular file and was not read")
UNREADABLE = Message("没有读取权限，未读取", "may not be read (permissions)")
STILL_WRITTEN = Message("仍在写入，下次再取", "is still being written; it will be taken next time")
VANISHED = Message("读取前已被移走", "was gone before it could be read")


@dataclass(frozen=True)
class Skipped:
    """An inbox entry that was not taken, and why; nothing of it is kept."""

    path: str
    message: Message


@dataclass(frozen=True)
class InboxEntry:
    """A regular file of the inbox. `key` names its path in the ledger, `file_name` is its
    base name as people see it (always valid text), `project_hint` the first folder."""

    path: Path
    key: str
    file_name: str
    project_hint: str | None
    size_bytes: int
    modified_ns: int
    changed_ns: int

    @property
    def exported_at(self) -> datetime:
        return exported_at(self.file_name, self.modified_ns)


def list_inbox(home: Home, inbox: Path) -> tuple[list[InboxEntry], list[Skipped]]:
    """Regular files under the inbox; a missing inbox is an empty one."""
    entries: list[InboxEntry] = []
    skipped: list[Skipped] = []
    own = {p.resolve() for p in (home.landing, home.lake, home.quarantine, home.build,
                                 home.published, home.packs, home.dagster)}  # fmt: skip
    inbox = inbox.expanduser().resolve()
    folders: list[tuple[Path, str | None]] = [(inbox, None)] if inbox.is_dir() else []
    while folders:
        folder, project_hint = folders.pop()
        try:
            listing = list(os.scandir(folder))
        except PermissionError:
            skipped.append(Skipped(_text(str(folder)), UNREADABLE))
            continue
        for item in listing:
            path = Path(item.path)
            if _is_litter(item.name):
                continue
            if item.is_symlink():
                skipped.append(Skipped(_text(item.path), SYMLINK))
            elif item.is_dir(follow_symlinks=False):
                if path not in own:
                    folders.append((path, project_hint or _text(item.name)))
            elif not item.is_file(follow_symlinks=False):
                skipped.append(Skipped(_text(item.path), NOT_A_FILE))
            else:
                entries.append(_entry(item, project_hint))
    entries.sort(key=lambda e: e.key)
    return entries, sorted(skipped, key=lambda s: s.path)


def company_entries(home: Home, company_file: Path | None) -> list[InboxEntry]:
    """The settings workbook as an entry of its own: the file named, else HOME/company.xlsx."""
    path = (company_file or home.company_file).expanduser().resolve()
    if not path.is_file():
        return []
    with os.scandir(path.parent) as listing:
        return [_entry(item, None) for item in listing if Path(item.path) == path]


def _entry(item: os.DirEntry[str], project_hint: str | None) -> InboxEntry:
    found = item.stat(follow_symlinks=False)
    return InboxEntry(
        path=Path(item.path),
        key=_text(item.path),
        file_name=_text(item.name),
        project_hint=project_hint,
        size_bytes=found.st_size,
        modified_ns=found.st_mtime_ns,
        changed_ns=found.st_ctime_ns,
    )


def _is_litter(name: str) -> bool:
    """Hidden files, office lock files, downloads under way and the lists that the simulator
    writes beside its exports are nobody's export."""
    lowered = name.lower()
    return (
        lowered.startswith((".", "~$"))
        or lowered.endswith(UNFINISHED_SUFFIXES)
        or lowered in DESKTOP_LITTER
        or lowered in SIMULATION_DOCUMENTS
    )


def _text(name: str) -> str:
    """A file name as valid text: names zipped on a Chinese Windows arrive as GBK bytes, and
    control and direction marks would let a name pretend to be another."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            decoded = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        decoded = raw.decode("utf-8", "backslashreplace")
    visible = "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf") else c for c in decoded)
    return unicodedata.normalize("NFC", visible)
