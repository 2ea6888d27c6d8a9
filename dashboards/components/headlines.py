"""Large figures side by side, and sentences one under another.

Belongs here: their markup. Does not belong here: the figures and the words; KPI tiles (`kpi_tile`).
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class LargeFigure:
    """A figure with its name, a verdict in words (may be empty) and quiet lines below."""

    name: str
    value: str
    verdict: str
    mark: str
    lines: tuple[str, ...]


def large_figures(figures: Sequence[LargeFigure]) -> None:
    """Draw them in a row as wide as the screen allows."""
    st.html(f'<div class="wy-headlines">{"".join(_figure(figure) for figure in figures)}</div>')


def _figure(figure: LargeFigure) -> str:
    lines = "".join(f'<p class="wy-tile-line">{html.escape(line)}</p>' for line in figure.lines)
    verdict = (
        f'<span class="wy-verdict wy-{figure.mark}">{html.escape(figure.verdict)}</span>'
        if figure.verdict
        else ""
    )
    return (
        '<div class="wy-headline"><div class="wy-tile-head">'
        f'<span class="wy-tile-name">{html.escape(figure.name)}</span>{verdict}</div>'
        f'<p class="wy-tile-value">{html.escape(figure.value)}</p>{lines}</div>'
    )


def titled(title: str, below: str = "") -> None:
    """A heading that is made of data, with a quiet line below."""
    quiet = f'<p class="wy-note">{html.escape(below)}</p>' if below else ""
    st.html(f'<h2 class="wy-section">{html.escape(title)}</h2>{quiet}')


def sentences(texts: Sequence[str]) -> None:
    """Sentences as a list, to be read."""
    items = "".join(f"<li>{html.escape(text)}</li>" for text in texts)
    st.html(f'<ul class="wy-findings">{items}</ul>')


def notes(texts: Sequence[str]) -> None:
    """Sentences as a quiet list, to be looked up."""
    items = "".join(f"<li>{html.escape(text)}</li>" for text in texts)
    st.html(f'<ul class="wy-note">{items}</ul>')


def said(texts: Sequence[str]) -> None:
    """Paragraphs."""
    st.html("".join(f'<p class="wy-said">{html.escape(text)}</p>' for text in texts))
