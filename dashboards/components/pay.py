"""The frame of the pages on pay, and what they share: who may see them, names, months, persons.

Belongs here: refusing a reader without the right, the names of staff, the pickers kept in the
address. Does not belong here: what a page shows (`panels`). The right itself is enforced where data
is read (`queries.scope.select_pay`); here it is said in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

import polars as pl
import streamlit as st

from dashboards.components.address import choose, chosen_in_widget, open_from_widget, opened
from dashboards.components.filter_bar import name_picker
from dashboards.components.frame import show_page
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.periods import Period, parse_period
from dashboards.queries import kpis, people
from dashboards.statement_reading import person_text
from dashboards.text import formats

Names = Mapping[str, str]


def show_pay_page(name: str, body: Callable[[Page], None]) -> None:
    """`show_page` for who may see pay; anybody else is told so, and nothing of pay is read."""

    def for_who_may(page: Page) -> None:
        if page.principal.sees_pay:
            body(page)
        else:
            notice(page.words, "state.no_pay_right")

    show_page(name, for_who_may)


@contextmanager
def pay_filters(page: Page) -> Iterator[None]:
    """One row with the picker of the project, and after it the pickers that the block draws."""
    projects = page.ask(kpis.project_names)["project_name"].to_list()
    with st.container(key="filters_pay", horizontal=True, vertical_alignment="bottom"):
        name_picker(page.words, "project", page.filters.project, projects)
        yield


def staff_names(page: Page) -> Names:
    """What staff are called, by id; nothing for a reader who may not see names."""
    frame = page.ask_personal(people.staff_names)
    return {} if frame is None else dict(frame.iter_rows())


def with_person(page: Page, frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    """`frame` with its `staff_id` said as a person, in a column `person`."""
    return frame.with_columns(
        pl.col("staff_id")
        .map_elements(
            lambda staff_id: person_text(page.words, names, staff_id), return_dtype=pl.String
        )
        .alias("person")
    )


def month_choice(page: Page, months: Sequence[date], label: str = "kind.month") -> date:
    """Draw the picker of a month; the address's period if it is one of `months` (newest first),
    else the newest of them inside that period, else the newest of all."""
    period = page.filters.period
    inside = [month for month in months if period.start_on <= month < period.end_on]
    month = (inside or list(months))[0]
    codes = [Period("month", start).code for start in months]
    st.session_state["pay_month"] = Period("month", month).code
    st.selectbox(
        page.words(label),
        codes,
        key="pay_month",
        filter_mode=None,
        width=170,
        format_func=lambda code: _say(page, code),
        on_change=chosen_in_widget,
        args=("period", "pay_month"),
    )
    choose("period", Period("month", month).code)
    return month


def _say(page: Page, code: str) -> str:
    period = parse_period(code)
    return formats.period(page.words, "month", period.start_on) if period else code


def review_choice(page: Page, periods: pl.DataFrame) -> date:
    """Draw the picker of two reviewed months; `periods` are theirs, the newest first. Returns the
    first day of the pair that holds the address's period, else of the newest."""
    words, period = page.words, page.filters.period
    ends: dict[date, date] = dict(periods.iter_rows())
    inside = [
        start for start, end in ends.items() if start < period.end_on and end >= period.start_on
    ]
    start_on = (inside or list(ends))[0]
    codes = {Period("month", start).code: start for start in ends}
    st.session_state["pay_pair"] = Period("month", start_on).code
    st.selectbox(
        words("review.pair"),
        list(codes),
        key="pay_pair",
        filter_mode=None,
        width=230,
        format_func=lambda code: words(
            "review.pair_of",
            first=formats.period(words, "month", codes[code]),
            second=formats.period(words, "month", ends[codes[code]].replace(day=1)),
        ),
        on_change=chosen_in_widget,
        args=("period", "pay_pair"),
    )
    return start_on


def person_choice(page: Page, staff_ids: Sequence[str], names: Names) -> str | None:
    """Draw the picker of a person; who is opened in the address, None for nobody."""
    asked = opened("person")
    person = asked if asked in staff_ids else None
    st.session_state["pay_person"] = person
    st.selectbox(
        page.words("pay.person"),
        list(staff_ids),
        index=None,
        key="pay_person",
        placeholder=page.words("pay.everybody"),
        filter_mode=None,
        width=230,
        format_func=lambda staff_id: person_text(page.words, names, staff_id),
        on_change=open_from_widget,
        args=("person", "pay_person"),
    )
    return person
