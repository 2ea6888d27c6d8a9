"""The card a panel stands in.

Belongs here: its frame, and that its failure leaves the other panels standing. Does not belong
here: what is in it (`panels`).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboards.components.guard import failures_in_words
from dashboards.components.page import Page


def card(page: Page, name: str, panel: Callable[[Page], None]) -> None:
    """Draw `panel` in a card called `name`."""
    with st.container(key=f"card_{name}"), failures_in_words(page.words, f"panel {name}"):
        panel(page)
