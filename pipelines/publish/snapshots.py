"""Published snapshots: named once, never changed, found through CURRENT.

Belongs here: the directory protocol of `HOME/published` (publish, read CURRENT, roll back,
prune). Does not belong here: what is inside a snapshot's files.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.settings import Home

DATA_CLASSES = ("main", "personal", "pay")
KEPT_SNAPSHOTS = 24
INCOMING = ".incoming"


class NothingPublished(Exception):
    """No snapshot has been published in this data root yet."""


@dataclass(frozen=True)
class Snapshot:
    """One published directory: `main.duckdb`, `personal.duckdb`, `pay.duckdb`, manifest."""

    path: Path

    @property
    def id(self) -> str:
        return self.path.name

    @property
    def main(self) -> Path:
        return self.path / "main.duckdb"

    def database(self, data_class: str) -> Path:
        return self.path / f"{data_class}.duckdb"

    @property
    def manifest(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads((self.path / "manifest.json").read_text("utf-8"))
        return document


def current(home: Home) -> Snapshot:
    """The snapshot in force; raises NothingPublished when there is none."""
    try:
        name = (home.published / "CURRENT").read_text("utf-8").strip()
    except FileNotFoundError:
        raise NothingPublished from None
    return Snapshot(home.published / name)


def find(home: Home, snapshot_id: str) -> Snapshot | None:
    """The snapshot of that id, if it is kept."""
    path = home.published / snapshot_id
    return Snapshot(path) if (path / "manifest.json").is_file() else None


def kept(home: Home) -> list[Snapshot]:
    """Every kept snapshot, the one published last at the end."""
    if not home.published.is_dir():
        return []
    found = [
        Snapshot(path) for path in home.published.iterdir() if (path / "manifest.json").is_file()
    ]
    return sorted(found, key=lambda s: (s.manifest["published_no"], s.id))


def publish(
    home: Home, snapshot_id: str, files: Sequence[Path], manifest: dict[str, Any]
) -> Snapshot:
    """Move `files` into a new snapshot, make it durable, then point CURRENT at it.

    A reader sees the old snapshot or the new one, never a part: the directory gets its name
    only when its files are on disk, and CURRENT is swapped by rename.
    """
    home.published.mkdir(parents=True, exist_ok=True)
    sweep(home)
    incoming = home.published / f"{INCOMING}-{snapshot_id}"
    incoming.mkdir()
    for file in files:
        os.replace(file, incoming / file.name)
    numbered = manifest | {"published_no": _next_number(home)}
    (incoming / "manifest.json").write_text(
        json.dumps(numbered, ensure_ascii=False, indent=1, sort_keys=True), "utf-8"
    )
    for path in incoming.iterdir():
        path.chmod(0o444)
        _sync(path)
    _sync(incoming)
    final = home.published / snapshot_id
    os.rename(incoming, final)
    _sync(home.published)
    point_current_at(home, snapshot_id)
    prune(home)
    return Snapshot(final)


def point_current_at(home: Home, snapshot_id: str) -> None:
    """Make `snapshot_id` the snapshot in force."""
    pointer = home.published / ".CURRENT.new"
    pointer.write_text(snapshot_id + "\n", "utf-8")
    _sync(pointer)
    os.replace(pointer, home.published / "CURRENT")
    _sync(home.published)


def sweep(home: Home) -> None:
    """Remove what a killed publish left half made."""
    for leftover in home.published.glob(f"{INCOMING}-*"):
        shutil.rmtree(leftover)


def prune(home: Home, keep: int = KEPT_SNAPSHOTS) -> None:
    """Drop the oldest snapshots beyond `keep`, never the one in force."""
    in_force = current(home).id
    for old in kept(home)[:-keep]:
        if old.id != in_force:
            shutil.rmtree(old.path)


def _next_number(home: Home) -> int:
    return max((s.manifest["published_no"] for s in kept(home)), default=0) + 1


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
