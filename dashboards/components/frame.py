"""The frame around every page: style, title, freshness, language, filters, and what went wrong.

Belongs here: turning the address and the published snapshot into a `Page`. Does not belong here:
the content of a page (`views`), the list of pages (`app`).
"""

from __future__ import annotations

import html
from collections.abc import Callable, Collection

import streamlit as st

from dashboards.components.address import choose, chosen, chosen_in_widget
from dashboards.components.filter_bar import filter_bar, resolve_filters
from dashboards.components.freshness import freshness_line
from dashboards.components.guard import failures_in_words
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.components.style import apply_style
from dashboards.palette import Palette, palette_for
from dashboards.published import (
    NothingPublished,
    Snapshot,
    current_snapshot_id,
    freeze_imports,
    home_directory,
    open_snapshot,
)
from dashboards.queries import kpis
from dashboards.queries.scope import Filters, local_reader
from dashboards.text import DEFAULT_LANGUAGE, LANGUAGES, Words, load_words

POLL_SECONDS = 5


def reader_words() -> Words:
    """The catalogue of the language in the address."""
    return load_words(chosen("lang") or DEFAULT_LANGUAGE)


def show_page(
    name: str, body: Callable[[Page], None], *, narrowed_by: Collection[str] = ()
) -> None:
    """Draw page `name`: its frame and `body`, or in its place why there is nothing to show."""
    words, palette = reader_words(), palette_for(st.context.theme.type)
    freeze_imports()
    apply_style(palette)
    _title(words, name)
    home = home_directory()
    try:
        snapshot_id = current_snapshot_id(home)
    except NothingPublished:
        _watch(None)
        notice(words, "state.nothing_published")
        return
    _watch(snapshot_id)
    with failures_in_words(words, f"page {name}"):
        snapshot = open_snapshot(home, snapshot_id)
        freshness_line(words, snapshot)
        body(_page(words, palette, snapshot, narrowed_by))


def _title(words: Words, name: str) -> None:
    with st.container(
        key="title", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.html(f'<h1 class="wy-title">{html.escape(words(f"page.{name}"))}</h1>', width="content")
        st.session_state["language"] = words.language
        st.segmented_control(
            words("language.label"),
            LANGUAGES,
            required=True,
            key="language",
            format_func=lambda code: words(f"language.{code}"),
            label_visibility="collapsed",
            on_change=chosen_in_widget,
            args=("lang", "language"),
        )


def _page(words: Words, palette: Palette, snapshot: Snapshot, narrowed_by: Collection[str]) -> Page:
    cursor, principal = snapshot.cursor(), local_reader()
    starts = kpis.period_starts(cursor, principal)
    projects = kpis.project_names(cursor, principal)["project_name"].to_list()
    departments = kpis.department_names(cursor, principal)["department"].to_list()
    today = kpis.build_info(cursor).row(0, named=True)["as_of"].date()
    filters = resolve_filters(starts, projects, departments, today)
    filter_bar(words, filters, starts, projects, departments, narrowed_by, today)
    _write_address(words, filters)
    if "department" not in narrowed_by:
        filters = Filters(filters.period, filters.project)
    return Page(words, snapshot, principal, filters, palette)


def _write_address(words: Words, filters: Filters) -> None:
    """Put the whole state into the address, so that a reload or a sent link restores it."""
    choose("lang", words.language)
    choose("period", filters.period.code)
    choose("project", filters.project)
    choose("department", filters.department)


def _watch(shown: str | None) -> None:
    st.fragment(run_every=POLL_SECONDS)(_rerun_when_newer)(shown)


def _rerun_when_newer(shown: str | None) -> None:
    """Show a newly published snapshot in an open page within seconds."""
    try:
        current = current_snapshot_id(home_directory())
    except NothingPublished:
        current = None
    if current != shown:
        st.rerun()
