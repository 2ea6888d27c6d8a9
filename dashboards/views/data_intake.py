"""Data intake: what was received, what was refused and why, and what the checks said.

Belongs here: which panels, in which order. Does not belong here: the panels.
"""

from __future__ import annotations

from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.page import Page
from dashboards.panels.checks import checks
from dashboards.panels.received_files import received_files
from dashboards.panels.refused_rows import refused_rows


def body(page: Page) -> None:
    """Files, refused rows with their correction workbooks, checks."""
    card(page, "files", received_files)
    card(page, "quarantine", refused_rows)
    card(page, "checks", checks)


if __name__ == "__main__":
    show_page("data_intake", body)
