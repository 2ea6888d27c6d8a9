"""The look of the pages: one style sheet, coloured by the palette.

Belongs here: CSS. Does not belong here: any text or layout of a page.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

import streamlit as st

from dashboards.palette import Palette

_SHEET = Template((Path(__file__).parent / "style.css").read_text(encoding="utf-8"))


def apply_style(palette: Palette) -> None:
    """Lay the style sheet under the page in the colours of the reader's theme."""
    st.html(f"<style>{_SHEET.substitute(_colours(palette))}</style>")


def _colours(palette: Palette) -> dict[str, str]:
    names = (
        "ground",
        "card",
        "ink",
        "muted",
        "line",
        "accent",
        "accent_soft",
        "met",
        "missed",
        "scarce",
        "neutral",
    )
    return {name: getattr(palette, name) for name in names}
