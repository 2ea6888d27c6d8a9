"""Promise board: every service promise, how it was kept in a period, and what stands behind it.

Belongs here: which panels, in which order, the board or one promise. Does not belong here: the
panels.
"""

from __future__ import annotations

import streamlit as st

from dashboards.components.address import opened
from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.page import Page
from dashboards.panels.promise_detail import promise_head, promise_subjects, verdicts_by_part
from dashboards.panels.promise_table import promise_table
from dashboards.panels.unrecorded_promises import unrecorded_promises
from dashboards.queries import promises
from dashboards.rule_reading import RuleReading, read_rules

# Periods of a trend, the chosen one among them.
PERIODS_SHOWN = 12


def body(page: Page) -> None:
    """The board with what is not recorded below it; or the promise that the address opens."""
    history = page.ask(promises.rule_history, page.filters, PERIODS_SHOWN)
    readings = read_rules(history, page.filters.period, PERIODS_SHOWN)
    measured = [reading for reading in readings if reading.is_measured]
    chosen = next((r for r in measured if r.rule_id == opened("rule")), None)
    if chosen is not None:
        _one_promise(page, chosen, measured)
        return
    card(page, "promises", lambda page: promise_table(page, measured))
    unrecorded = [reading for reading in readings if not reading.is_measured]
    card(page, "unrecorded", lambda page: unrecorded_promises(page, unrecorded))


def _one_promise(page: Page, chosen: RuleReading, measured: list[RuleReading]) -> None:
    card(page, "promise", lambda page: promise_head(page, chosen, measured))
    left, right = st.columns(2)
    with left:
        card(page, "by_project", lambda page: verdicts_by_part(page, chosen, "project_name"))
    with right:
        card(page, "by_department", lambda page: verdicts_by_part(page, chosen, "department"))
    card(page, "subjects", lambda page: promise_subjects(page, chosen))


if __name__ == "__main__":
    show_page("promise_board", body, narrowed_by=("period", "project", "department"))
