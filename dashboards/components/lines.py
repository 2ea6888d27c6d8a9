"""A few words in the look of the pages: a fact list, a quotation, a line of counts.

Belongs here: their markup. Does not belong here: the words, tables (`tables`), headings of a part
(`notice`).
"""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st


def facts(pairs: Sequence[tuple[str, str]]) -> None:
    """Names and what they are, side by side as far as there is room."""
    lines = "".join(
        f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd></div>"
        for name, text in pairs
    )
    st.html(f'<dl class="wy-facts">{lines}</dl>')


def quotation(text: str) -> None:
    """The words of a source."""
    st.html(f'<blockquote class="wy-quote">{html.escape(text)}</blockquote>')


def judged_heading(name: str, verdict: str, verdict_text: str) -> None:
    """The heading of a part that is about one thing with one verdict."""
    st.html(
        f'<h2 class="wy-section">{html.escape(name)} <span class="wy-verdict wy-{verdict}">'
        f"{html.escape(verdict_text)}</span></h2>"
    )


def heading(text: str) -> None:
    """The heading of a part that is about one thing: a statement, a scenario."""
    st.html(f'<h2 class="wy-section">{html.escape(text)}</h2>')


def subheading(text: str) -> None:
    st.html(f'<h3 class="wy-subsection">{html.escape(text)}</h3>')


def line(text: str) -> None:
    """One line that sums a part up."""
    st.html(f'<p class="wy-agree">{html.escape(text)}</p>')


def note(text: str) -> None:
    """A quiet line that explains."""
    st.html(f'<p class="wy-note">{html.escape(text)}</p>')


def counts_line(counts: Sequence[tuple[str, str, bool]]) -> None:
    """Names with their count in one line; those that are pressing stand out."""
    spans = "".join(
        f'<span class="{"wy-missed" if pressing else ""}">{html.escape(name)} '
        f"<b>{html.escape(count)}</b></span>"
        for name, count, pressing in counts
    )
    st.html(f'<p class="wy-due">{spans}</p>', width="content")
