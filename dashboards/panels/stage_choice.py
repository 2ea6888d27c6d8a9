"""Which stage of handling the turnaround page speaks of: dispatch, first reply or resolution.

Belongs here: the choice, kept in the address, and the cohort it is shown for. Does not belong
here: what is shown of it.
"""

from __future__ import annotations

import streamlit as st

from dashboards.components.address import choose, chosen, chosen_in_widget
from dashboards.components.page import Page
from dashboards.periods import Period, period_of

RESOLVE = "resolve"
STAGES = ("dispatch", "first_reply", RESOLVE)


def stage_choice(page: Page) -> str:
    """Draw the choice; the stage in the address, else the resolution."""
    words = page.words
    asked = chosen("stage")
    stage = asked if asked in STAGES else RESOLVE
    st.session_state["stage"] = stage
    with st.container(key="filters_stage", horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            words("turnaround.stage"),
            STAGES,
            required=True,
            key="stage",
            format_func=lambda code: words(f"turnaround.stage.{code}"),
            on_change=chosen_in_widget,
            args=("stage", "stage"),
        )
    choose("stage", stage)
    return stage


def cohort_of(page: Page) -> Period:
    """The period of receipt whose complaints are followed: a week is too short, its month is
    taken."""
    period = page.filters.period
    return period_of("month", period.start_on) if period.kind == "week" else period
