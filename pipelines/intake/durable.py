"""Making sure that what was written survives a power cut.

Belongs here: syncing files and folders, and writing aside and renaming into place.
Does not belong here: what is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

ASIDE_SUFFIX = ".aside"


def sync_file(open_file: IO[Any]) -> None:
    """Flush an open file to the disk itself."""
    open_file.flush()
    os.fsync(open_file.fileno())


def sync_path(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_directory(folder: Path) -> None:
    """Make renames inside `folder` durable."""
    sync_path(folder)


def write_aside(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a file beside `path`, sync it and rename it to `path`.

    Readers see the whole old file or the whole new one; a failure leaves nothing behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ASIDE_SUFFIX)
    try:
        write(aside)
        sync_path(aside)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    sync_directory(path.parent)


def sweep_aside(folder: Path) -> None:
    """Remove half-written files that a killed run left under `folder`."""
    for leftover in folder.glob(f"**/*{ASIDE_SUFFIX}"):
        leftover.unlink()
