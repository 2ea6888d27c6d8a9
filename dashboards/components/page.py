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

    def ask_personal(self, query: Query, *arguments: Any) -> pl.DataFrame | None:
        """The answer of a query on the personal file, never kept; None for a reader without the
        right, for whom the file is not even opened."""
        if not self.principal.sees_personal:
            return None
        with self.snapshot.personal() as cursor:
            return query(cursor, self.principal, *arguments)

    def ask_pay(self, query: Query, *arguments: Any) -> pl.DataFrame:
        """The answer of a query on the pay file, never kept.

        Raises PermissionError for a reader without the right, for whom the file is not opened.
        """
        if not self.principal.sees_pay:
            raise PermissionError(self.principal.name)
        with self.snapshot.pay() as cursor:
            return query(cursor, self.principal, *arguments)


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
