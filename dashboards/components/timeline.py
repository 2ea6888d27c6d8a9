"""What happened to one thing, one moment below the other.

Belongs here: drawing moments with the time between them. Does not belong here: which moments
(`panels`).
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class Moment:
    """One point of a timeline; `gap` says how long after the one before, `more` who and where."""

    name: str
    at: str
    gap: str = ""
    more: str = ""
    is_planned: bool = False
    is_now: bool = False


def timeline(label: str, moments: Sequence[Moment]) -> None:
    """Draw the moments from the first to the last as one list called `label`."""
    items = "".join(_item(moment) for moment in moments)
    # A long one scrolls, by the keyboard too.
    st.html(f'<ol class="wy-timeline" tabindex="0" aria-label="{html.escape(label)}">{items}</ol>')


def _item(moment: Moment) -> str:
    names = "wy-now" if moment.is_now else "wy-planned" if moment.is_planned else ""
    gap = f'<p class="wy-gap">{html.escape(moment.gap)}</p>' if moment.gap else ""
    more = f"<small>{html.escape(moment.more)}</small>" if moment.more else ""
    return (
        f'<li class="{names}">{gap}<p><b>{html.escape(moment.name)}</b> '
        f"<time>{html.escape(moment.at)}</time></p>{more}</li>"
    )
