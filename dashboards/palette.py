"""The colours of the pages, light and dark.

Belongs here: every colour that carries a meaning, chosen to stay apart for colour-blind eyes and
readable (at least 4.5:1 for words) on its ground. Does not belong here: where they are used. The
grounds themselves are the same as in `.streamlit/config.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    name: str
    ground: str
    card: str
    ink: str
    muted: str
    line: str
    accent: str
    accent_soft: str
    met: str
    missed: str
    scarce: str
    neutral: str
    series: tuple[str, ...]
    # From young to old: one hue, so that age reads as depth even without colour.
    ages: tuple[str, ...]


LIGHT = Palette(
    name="light",
    ground="#F6F5F1",
    card="#FFFFFF",
    ink="#1B2A33",
    muted="#5A676E",
    line="#E0DDD3",
    accent="#0F6B66",
    accent_soft="rgba(15,107,102,0.14)",
    met="#12724F",
    missed="#B4431A",
    scarce="#7A5C0E",
    neutral="#5A676E",
    series=("#0F6B66", "#C8680A", "#2E6FB7", "#A24E86", "#6B7A12", "#7B5A43", "#3E94B5", "#8A4B2F"),
    ages=("#B9D3CF", "#E9C79A", "#E0A96A", "#D28B45", "#BE6B28", "#A14F16", "#7F390E", "#5C270A"),
)
DARK = Palette(
    name="dark",
    ground="#11181C",
    card="#1A2429",
    ink="#E4EAE9",
    muted="#A3B1B6",
    line="#2F3D44",
    accent="#5CC1B4",
    accent_soft="rgba(92,193,180,0.20)",
    met="#63CBA0",
    missed="#F2976E",
    scarce="#E3C066",
    neutral="#A3B1B6",
    series=("#5CC1B4", "#F0A44E", "#7FB5EA", "#DB93C2", "#B9C95A", "#C9A58B", "#8FD0E8", "#E08E6D"),
    ages=("#3E5F5C", "#7A5A31", "#97682F", "#B5792F", "#D08B3B", "#E6A155", "#F3BC7E", "#FBD9AF"),
)


def palette_for(theme: str | None) -> Palette:
    """The palette of a theme the browser reports (`light`, `dark`; light when it does not say)."""
    return DARK if theme == "dark" else LIGHT
