"""What stands where there is nothing to show, and why.

Belongs here: the empty and the failed state. Does not belong here: deciding that there is nothing.
"""

from __future__ import annotations

import html

import streamlit as st

from dashboards.text import Words


def notice(words: Words, key: str, **values: object) -> None:
    """Say `<key>.title` and below it `<key>.text`, the reason and what to do next."""
    safe = {name: html.escape(str(value)) for name, value in values.items()}
    st.html(
        f'<div class="wy-notice" role="status"><b>{words(key + ".title", **safe)}</b>'
        f"{words(key + '.text', **safe)}</div>"
    )


def section(words: Words, key: str, note: str | None = None) -> None:
    """The heading of a part of a page, with a line under it that says what it counts."""
    below = f'<p class="wy-note">{html.escape(note)}</p>' if note else ""
    st.html(f'<h2 class="wy-section">{html.escape(words(key))}</h2>{below}')
