"""The ledger of signatures: JSON lines, each with a hash of itself and of the line before it.

Belongs here: reading, proving and appending, and what of the frozen files is still as it was.
Does not belong here: which signature may be given (`signing`).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pipelines.intake.durable import write_aside
from pipelines.settings import Home
from pipelines.sign_off.records import Entry, FrozenFile, read_entry

FILE_NAME = "ledger.jsonl"
NO_LINE = ""  # stands for the hash before the first line


class SignOffsBroken(Exception):
    """The ledger or a frozen file is not what was signed; the message says which."""


def ledger_path(home: Home) -> Path:
    return home.sign_offs / FILE_NAME


def read_entries(home: Home) -> list[Entry]:
    """Every entry in the order of signing; raises SignOffsBroken when a line was changed."""
    path = ledger_path(home)
    if not path.exists():
        return []
    entries, previous = [], NO_LINE
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            document = json.loads(line)
            stored = document.pop("hash")
            entries.append(read_entry(document))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SignOffsBroken(f"{FILE_NAME}: 第 {number} 行无法读取 unreadable line") from None
        if stored != _hash(document, previous):
            raise SignOffsBroken(f"{FILE_NAME}: 第 {number} 行有改动 line {number} was changed")
        previous = stored
    return entries


def append_entry(home: Home, entry: Entry) -> None:
    """Add an entry durably: a reader finds the ledger with all of it or without it."""
    path = ledger_path(home)
    before = path.read_text("utf-8") if path.exists() else ""
    lines = before.splitlines()
    previous = json.loads(lines[-1])["hash"] if lines else NO_LINE
    document = entry.as_document()
    line = _canonical(document | {"hash": _hash(document, previous)})
    write_aside(path, lambda aside: _write(aside, f"{before}{line}\n"))


def intact(home: Home, file: FrozenFile) -> bool:
    """Whether a frozen file still has the bytes that were signed."""
    path = home.sign_offs / file.name
    return path.is_file() and sha256_of(path) == file.sha256


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _hash(document: dict[str, Any], previous: str) -> str:
    return hashlib.sha256(f"{previous}{_canonical(document)}".encode()).hexdigest()


def _canonical(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def _write(path: Path, content: str) -> None:
    path.write_text(content, "utf-8")
