"""What a view is given: words, data, filters and colours.

Belongs here: the one object of a page run, and the cache of answers. Does not belong here: where
these come from (`frame`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from dashboards.palette import Palette
from dashboards.published import Snapshot
from dashboards.queries.scope import Filters, Principal
from dashboards.text import Words

Query = Callable[..., pl.DataFrame]


@dataclass(frozen=True)
class Page:
    """One run of one page for one reader."""

    words: Words
    snapshot: Snapshot
    principal: Principal
    filters: Filters
    palette: Palette

    def ask(self, query: Query, *arguments: Any, **named: Any) -> pl.DataFrame:
        """The answer of `query(cursor, principal, …)`, kept per snapshot, reader and arguments."""
        return _answer(
            self.snapshot,
            query,
            self.snapshot.snapshot_id,
            f"{query.__module__}.{query.__name__}",
            self.principal,
            arguments,
            named,
        )


@st.cache_data(max_entries=512, show_spinner=False)
def _answer(
    _snapshot: Snapshot,
    _query: Query,
    snapshot_id: str,
    query_name: str,
    principal: Principal,
    arguments: tuple[Any, ...],
    named: dict[str, Any],
) -> pl.DataFrame:
    return _query(_snapshot.cursor(), principal, *arguments, **named)
