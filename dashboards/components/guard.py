"""Nothing but words when something goes wrong.

Belongs here: turning a failure inside a page, or inside a dialog of it, into a notice, and the
cause into the log. Does not belong here: expected empty states.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from dashboards.components.notice import notice
from dashboards.published import SnapshotUnreadable
from dashboards.text import Words

logger = logging.getLogger(__name__)


@contextmanager
def failures_in_words(words: Words, where: str) -> Iterator[None]:
    """Run the block; a failure is logged with `where` and shown as a notice, never as a trace."""
    try:
        yield
    except (SnapshotUnreadable, duckdb.Error):
        logger.exception("%s: the published snapshot cannot be read", where)
        notice(words, "state.unreadable")
    except Exception:
        logger.exception("%s failed", where)
        notice(words, "state.failed")
