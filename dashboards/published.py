"""The published snapshot: which one is in force, and reading it.

Belongs here: CURRENT, the manifest, one shared read-only connection per snapshot, a cursor per
query. Does not belong here: any question asked of the data (`queries`), any writing.

A snapshot is opened by its own versioned path: a process that opens a replaced file of the same
name keeps reading the old one without a word.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

CHINA = timezone(timedelta(hours=8))


class NothingPublished(Exception):
    """No snapshot is in force under this data root."""


class SnapshotUnreadable(Exception):
    """CURRENT names a snapshot that cannot be opened or lacks its tables."""


@dataclass(frozen=True)
class Snapshot:
    """One published snapshot, open for reading: main data; personal and pay only for a moment and
    for who may see it."""

    snapshot_id: str
    home: Path
    manifest: Mapping[str, Any]
    connection: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for each query: a shared connection serialises on a lock."""
        return self.connection.cursor()

    @contextmanager
    def personal(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The personal file of this snapshot, open for reading as long as the block runs; only for
        a reader who may see it (the caller asks the principal)."""
        with self._beside("personal.duckdb") as connection:
            yield connection

    @contextmanager
    def pay(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The pay file of this snapshot, like `personal`."""
        with self._beside("pay.duckdb") as connection:
            yield connection

    def _beside(self, file: str) -> duckdb.DuckDBPyConnection:
        path = self.home / "published" / self.snapshot_id / file
        return duckdb.connect(str(path), read_only=True)

    @property
    def built_at(self) -> datetime | None:
        """When it was built (China time), None when the manifest does not say."""
        text = str(self.manifest.get("built_at") or "")
        try:
            built_at = datetime.fromisoformat(text)
        except ValueError:
            return None
        return built_at.astimezone(CHINA).replace(tzinfo=None) if built_at.tzinfo else built_at

    def correction_workbook(self, file: str, batch_id: str = "") -> Path | None:
        """The workbook that asks the clerk to correct the refused rows of `file`, if there is one.

        Of two files of the same stem the second's workbook carries its batch. Both names come out
        of the data, so only the last part of a path is used.
        """
        stem = f"{Path(file).stem}_更正"
        for name in (f"{stem}_{Path(batch_id).name[:8]}.xlsx", f"{stem}.xlsx"):
            path = self.home / "quarantine" / name
            if path.is_file():
                return path
        return None


def home_directory() -> Path:
    """The data root: `WUYE_HOME`, else `./data`."""
    return Path(os.environ.get("WUYE_HOME") or "data").expanduser().resolve()


def current_snapshot_id(home: Path) -> str:
    """The snapshot in force; NothingPublished when there is none."""
    try:
        name = (home / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError:
        raise NothingPublished from None
    if not name or Path(name).name != name:
        raise NothingPublished
    return name


def _close(snapshot: Snapshot) -> None:
    snapshot.connection.close()


@st.cache_resource(max_entries=3, show_spinner=False, on_release=_close)
def open_snapshot(home: Path, snapshot_id: str) -> Snapshot:
    """The snapshot of that name, opened once per process; SnapshotUnreadable when it cannot be."""
    directory = (home / "published" / snapshot_id).resolve()
    try:
        manifest = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
        connection = duckdb.connect(str(directory / "main.duckdb"), read_only=True)
    except (OSError, ValueError, duckdb.Error) as problem:
        raise SnapshotUnreadable(str(problem)) from problem
    return Snapshot(snapshot_id, home, manifest, connection)


@st.cache_resource(show_spinner=False)
def freeze_imports() -> bool:
    """Take what the imports made out of garbage collection, once per process.

    Streamlit collects all garbage after every run of a page; with the libraries loaded that
    costs more than the page itself, and what the imports made is never garbage.
    """
    gc.collect()
    gc.freeze()
    return True
