"""A part of a page that is folded away until it is wanted.

Belongs here: drawing it only when it is open, so that a folded part costs no query. Does not
belong here: what is in it.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def fold(label: str, key: str, body: Callable[[], None]) -> None:
    """A line `label` that opens onto what `body` draws."""
    part = st.expander(label, key=f"fold_{key}", on_change="rerun")
    if part.open:
        with part:
            body()
