"""The period, project and department a page is narrowed to.

Belongs here: our own period picker (kind, then the periods there are) and the name pickers, all
kept in the address. Does not belong here: what a page does with them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import polars as pl
import streamlit as st

from dashboards.components.address import choose, chosen, chosen_in_widget
from dashboards.periods import KINDS, Period, parse_period, period_of
from dashboards.queries.scope import ALL, Filters
from dashboards.text import Words, formats

DEFAULT_KIND = "month"


def resolve_filters(
    starts: pl.DataFrame, projects: Sequence[str], departments: Sequence[str], today: date
) -> Filters:
    """The filters the address asks for; what it does not say, or says wrongly, by default."""
    period = parse_period(chosen("period") or "") or _newest(starts, DEFAULT_KIND, today)
    project = chosen("project") or ALL
    department = chosen("department") or ALL
    return Filters(
        period,
        project if project in projects else ALL,
        department if department in departments else ALL,
    )


def filter_bar(
    words: Words,
    filters: Filters,
    starts: pl.DataFrame,
    projects: Sequence[str],
    departments: Sequence[str],
    narrowed_by: Collection[str],
    today: date,
) -> None:
    """Draw the pickers of `narrowed_by` (`period`, `project`, `department`) in one row."""
    if not narrowed_by:
        return
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        if "period" in narrowed_by:
            _period_picker(words, filters.period, starts, today)
        if "project" in narrowed_by:
            name_picker(words, "project", filters.project, projects)
        if "department" in narrowed_by:
            name_picker(words, "department", filters.department, departments)


def _newest(starts: pl.DataFrame, kind: str, today: date) -> Period:
    """The newest finished period of a kind, the one in progress when none is finished."""
    of_kind = starts.filter(pl.col("period_kind") == kind)
    finished = of_kind.filter(pl.col("is_complete"))
    found = finished if finished.height else of_kind
    if found.is_empty():
        return period_of(kind, today)
    return Period(kind, max(found["period_start_on"].to_list()))


def _period_picker(words: Words, period: Period, starts: pl.DataFrame, today: date) -> None:
    st.session_state["filter_kind"] = period.kind
    st.segmented_control(
        words("filter.kind"),
        KINDS,
        required=True,
        key="filter_kind",
        format_func=lambda kind: words(f"kind.{kind}"),
        on_change=_kind_chosen,
        args=(period, starts, today),
    )
    found = starts.filter(pl.col("period_kind") == period.kind)["period_start_on"].to_list()
    options = sorted({*found, period.start_on}, reverse=True)
    codes = [Period(period.kind, start).code for start in options]
    st.session_state["filter_period"] = period.code
    position = codes.index(period.code)
    with st.container(
        key="steps", horizontal=True, vertical_alignment="bottom", gap="small", width="content"
    ):
        _step_button(words, "earlier", codes, position + 1)
        st.selectbox(
            words("filter.period"),
            codes,
            key="filter_period",
            filter_mode=None,
            width=250,
            format_func=lambda code: _say(words, code),
            on_change=chosen_in_widget,
            args=("period", "filter_period"),
        )
        _step_button(words, "later", codes, position - 1)


def _say(words: Words, code: str) -> str:
    period = parse_period(code)
    return formats.period(words, period.kind, period.start_on) if period else code


def _step_button(words: Words, step: str, codes: Sequence[str], position: int) -> None:
    there_is_one = 0 <= position < len(codes)
    st.button(
        words(f"filter.{step}"),
        key=f"filter_{step}",
        disabled=not there_is_one,
        on_click=choose,
        args=("period", codes[position] if there_is_one else ""),
    )


def _kind_chosen(period: Period, starts: pl.DataFrame, today: date) -> None:
    """Keep the place in time: the newest period of the new kind inside, or around, the old one."""
    kind = st.session_state["filter_kind"]
    inside = starts.filter(
        (pl.col("period_kind") == kind)
        & (pl.col("period_start_on") >= period.start_on)
        & (pl.col("period_start_on") < period.end_on)
    )
    around = period_of(kind, period.start_on)
    known = starts.filter(
        (pl.col("period_kind") == kind) & (pl.col("period_start_on") == around.start_on)
    )
    if inside.height or known.is_empty():
        choose("period", _newest(inside if inside.height else starts, kind, today).code)
    else:
        choose("period", around.code)


def name_picker(words: Words, key: str, current: str, names: Sequence[str]) -> None:
    """Draw the picker of a `project` or a `department`, all of them on top."""
    widget = f"filter_{key}"
    st.session_state[widget] = current
    st.selectbox(
        words(f"filter.{key}"),
        [ALL, *names],
        key=widget,
        filter_mode=None,
        width=190,
        format_func=lambda name: (
            words(f"filter.all_{key}s") if name == ALL else words.code(key, name)
        ),
        on_change=chosen_in_widget,
        args=(key, widget),
    )
