"""Which instrument the satisfaction page speaks of, and in which period it can.

Belongs here: the choice, kept in the address, and the words about it. Does not belong here: what
is shown of it.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboards.components.address import choose, chosen, chosen_in_widget
from dashboards.components.page import Page
from dashboards.instruments import INSTRUMENTS, MONTHLY, Instrument
from dashboards.periods import Period, period_of
from dashboards.queries import satisfaction
from dashboards.queries.scope import ALL
from dashboards.text import formats


def instrument_choice(page: Page) -> Instrument:
    """Draw the choice; the instrument in the address, else monthly visits."""
    words = page.words
    asked = chosen("instrument")
    name = asked if asked in INSTRUMENTS else MONTHLY.name
    st.session_state["instrument"] = name
    with st.container(key="filters_instrument", horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            words("satisfaction.instrument"),
            list(INSTRUMENTS),
            required=True,
            key="instrument",
            format_func=lambda code: words(f"satisfaction.instrument.{code}"),
            on_change=chosen_in_widget,
            args=("instrument", "instrument"),
        )
    choose("instrument", name)
    notes = ["satisfaction.never_mixed"]
    if name == MONTHLY.name:
        notes.append("satisfaction.chosen_by_staff")
    st.html(f'<p class="wy-note">{" ".join(words(note) for note in notes)}</p>')
    return INSTRUMENTS[name]


def at_least_a_month(page: Page) -> Page:
    """The page of the month around a week: a week has too few answers."""
    period = page.filters.period
    if period.kind != "week":
        return page
    month = period_of("month", period.start_on)
    said = formats.period(page.words, month.kind, month.start_on)
    st.caption(page.words("satisfaction.weekly", period=said))
    return replace(page, filters=replace(page.filters, period=month))


def survey_in_period(page: Page) -> bool:
    """Whether a survey began in the period; if none did, say when the latest began and offer to
    go there."""
    words, filters = page.words, page.filters
    surveys = page.ask(satisfaction.surveys)
    if filters.project != ALL:
        surveys = surveys.filter(pl.col("project_name") == filters.project)
    starts = surveys["started_on"].to_list()
    if not starts or any(filters.period.start_on <= day < filters.period.end_on for day in starts):
        return bool(starts)
    latest = max(starts)
    there = period_of(filters.period.kind, latest)
    with st.container(key="card_no_survey"):
        st.markdown(words("satisfaction.no_survey", day=formats.day(words, latest)))
        st.button(
            words("satisfaction.go_to_survey"),
            key="go_to_survey",
            on_click=choose,
            args=("period", Period(there.kind, there.start_on).code),
        )
    return False
