"""One writer at a time on a data root.

Belongs here: taking, naming and releasing the writer's lock. The operating system drops
the lock of a process that died, so nobody has to clean up after a crash.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from pipelines.settings import Home


class LockHeld(Exception):
    """Another run holds the writer's lock; `holder` says which (pid, command, since)."""

    def __init__(self, holder: dict[str, object]) -> None:
        self.holder = holder
        super().__init__(
            f"another run holds the writer's lock: process {holder.get('pid', '?')}"
            f" ({holder.get('command', '?')}) since {holder.get('since', '?')}"
        )


@contextmanager
def writer_lock(home: Home) -> Iterator[None]:
    """Hold the writer's lock of `home`; raises LockHeld at once when it is taken."""
    home.root.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(home.lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockHeld(_holder(descriptor)) from None
        holder = {
            "pid": os.getpid(),
            "command": " ".join(sys.argv[:3]),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(holder).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> dict[str, object]:
    try:
        holder = json.loads(os.pread(descriptor, 4096, 0).decode() or "{}")
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) else {}
