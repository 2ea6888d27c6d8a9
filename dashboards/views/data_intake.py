"""Data intake: what was received, what was refused and why, and what the checks said.

Belongs here: which panels, in which order. Does not belong here: the panels.
"""

from __future__ import annotations

import streamlit as st

from dashboards.components.frame import show_page
from dashboards.components.page import Page
from dashboards.panels.checks import checks
from dashboards.panels.received_files import received_files
from dashboards.panels.refused_rows import refused_rows


def body(page: Page) -> None:
    """Files, refused rows with their correction workbooks, checks."""
    with st.container(key="card_files"):
        received_files(page)
    with st.container(key="card_quarantine"):
        refused_rows(page)
    with st.container(key="card_checks"):
        checks(page)


if __name__ == "__main__":
    show_page("data_intake", body)
