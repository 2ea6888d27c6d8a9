"""Complaint desk: what is due next, one ticket's story, who waits for a word or a visit.

Belongs here: which panels, in which order. Does not belong here: the panels.
"""

from __future__ import annotations

import streamlit as st

from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.lines import note
from dashboards.components.page import Page
from dashboards.panels.duties import duties
from dashboards.panels.repeat_households import repeat_households
from dashboards.panels.ticket_timeline import ticket_timeline
from dashboards.panels.visits_to_make import dissatisfied_households, visits_of_the_month
from dashboards.panels.weekly_contact import weekly_contact
from dashboards.queries import kpis
from dashboards.text import formats


def body(page: Page) -> None:
    """The duties, a ticket, the visits to make, the weekly words, the repeated complaints."""
    as_of = kpis.build_info(page.snapshot.cursor()).row(0, named=True)["as_of"]
    note(page.words("desk.now", as_of=formats.moment(page.words, as_of)))
    card(page, "duties", duties)
    card(page, "ticket", ticket_timeline)
    left, right = st.columns(2)
    with left:
        card(page, "month_visits", visits_of_the_month)
    with right:
        card(page, "dissatisfied", dissatisfied_households)
    card(page, "contacts", weekly_contact)
    card(page, "repeats", repeat_households)


if __name__ == "__main__":
    show_page("complaint_desk", body, narrowed_by=("project", "department"))
