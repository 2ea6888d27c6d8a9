"""One ticket: what happened to it, how long it waited in between, and what was promised to it.

Belongs here: finding a ticket and showing its moments and verdicts. Does not belong here: what was
said in it; that is personal data, and the page says in which row of the register it stands.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

from dashboards.components.address import open_from_widget, opened
from dashboards.components.kpi_tile import verdict_text
from dashboards.components.lines import facts, note, subheading
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import in_language, small_table
from dashboards.components.timeline import Moment, timeline
from dashboards.queries import desk, kpis, promises
from dashboards.text import Words, formats

TICKETS_OFFERED = 40
# Moments that were promised, not things that happened.
PLANNED = ("promised_until",)
SEPARATOR = ":"


def ticket_timeline(page: Page) -> None:
    words = page.words
    section(words, "desk.ticket", words("desk.ticket_note"))
    kind_and_id = _chosen_ticket(page)
    if kind_and_id is None:
        return
    found = page.ask(desk.ticket, *kind_and_id)
    if found.is_empty():
        notice(words, "state.no_such_ticket", ticket=kind_and_id[1])
        return
    ticket = found.row(0, named=True)
    left, right = st.columns((2, 3))
    with left, st.container():
        _head(words, ticket)
        _events(page, ticket)
    with right, st.container():
        _promises(page, ticket)


def _chosen_ticket(page: Page) -> tuple[str, str] | None:
    """The ticket in the address, or the one picked from those that match the search."""
    words, current = page.words, opened("ticket") or ""
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters_ticket"):
        text = st.text_input(
            words("desk.search"),
            key="ticket_search",
            placeholder=words("desk.search_hint"),
            width=260,
        )
        offered = page.ask(desk.tickets_named, page.filters, text.strip(), TICKETS_OFFERED)
        labels = {
            SEPARATOR.join((row["ticket_kind"], row["ticket_id"])): _label(words, row)
            for row in offered.iter_rows(named=True)
        }
        if not labels and not current:
            notice(words, "state.no_ticket_found")
            return None
        if text.strip() and labels and current not in labels:
            current = next(iter(labels))
        shown = current or next(iter(labels))
        st.session_state["ticket_opened"] = shown
        st.selectbox(
            words("desk.which_ticket", n=len(labels)),
            list(dict.fromkeys([shown, *labels])),
            key="ticket_opened",
            filter_mode=None,
            width=460,
            format_func=lambda code: labels.get(code, code.partition(SEPARATOR)[2]),
            on_change=open_from_widget,
            args=("ticket", "ticket_opened"),
        )
    kind, _, ticket_id = shown.partition(SEPARATOR)
    return kind, ticket_id


def _label(words: Words, row: dict[str, Any]) -> str:
    parts = (
        row["ticket_id"],
        words.code("ticket_class", row["ticket_class"]),
        words.code("status", row["status"]),
        row["project_name"],
        row["room_name"],
    )
    return " · ".join(part for part in parts if part)


def _head(words: Words, ticket: dict[str, Any]) -> None:
    told = [
        ("column.ticket_id", ticket["ticket_id"]),
        ("column.ticket_kind", words.code("ticket_kind", ticket["ticket_kind"])),
        ("column.ticket_class", words.code("ticket_class", ticket["ticket_class"])),
        ("column.status", words.code("status", ticket["status"])),
        ("column.project_name", ticket["project_name"]),
        ("column.room_name", ticket["room_name"]),
        ("column.department", words.code("department", ticket["department"])),
        ("column.handler_staff_id", ticket["handler_staff_id"]),
    ]
    facts([(words(key), str(text or words("missing.blank"))) for key, text in told])
    note(words("desk.text_is_in", place=place(words, ticket)))


def place(words: Words, row: dict[str, Any]) -> str:
    """File, sheet and row of a row's source."""
    if row["source_file"] is None:
        return words("missing.blank")
    sheet = f" › {row['source_sheet']}" if row["source_sheet"] else ""
    return words("desk.place", file=f"{row['source_file']}{sheet}", row=row["source_row"])


def _events(page: Page, ticket: dict[str, Any]) -> None:
    words = page.words
    events = page.ask(desk.ticket_events, ticket["ticket_kind"], ticket["ticket_id"])
    if events.is_empty():
        notice(words, "state.no_events")
        return
    as_of = kpis.build_info(page.snapshot.cursor()).row(0, named=True)["as_of"]
    here = (ticket["source_file"], ticket["source_row"])
    told = [_told(words, event, here) for event in events.iter_rows(named=True)]
    if ticket["is_open"]:
        told.append((as_of, Moment(words("desk.still_open"), "", is_now=True)))
    moments: list[Moment] = []
    before: datetime | None = None
    # A time that is promised for later stands after the present.
    for at, moment in sorted(told, key=lambda pair: pair[0]):
        gap = "" if moment.is_planned else _gap(words, before, at)
        moments.append(replace(moment, at=formats.moment(words, at), gap=gap))
        before = before if moment.is_planned else at
    timeline(words("desk.ticket"), moments)


def _told(words: Words, event: dict[str, Any], here: tuple[str, int]) -> tuple[datetime, Moment]:
    """An event as a moment: who did it, and where it stands when not in the ticket's own row."""
    by = words("desk.by", staff=event["staff_id"]) if event["staff_id"] else ""
    elsewhere = (event["source_file"], event["source_row"]) != here
    more = " · ".join(text for text in (by, place(words, event) if elsewhere else "") if text)
    name = words.code("event", event["event_kind"])
    planned = event["event_kind"] in PLANNED
    return event["event_at"], Moment(name, "", more=more, is_planned=planned)


def _gap(words: Words, before: datetime | None, after: datetime) -> str:
    if before is None or after <= before:
        return ""
    return words("desk.gap", time=formats.hours(words, (after - before).total_seconds() / 3600))


def _promises(page: Page, ticket: dict[str, Any]) -> None:
    words = page.words
    rows = page.ask(promises.promises_of_ticket, ticket["ticket_kind"], ticket["ticket_id"])
    subheading(words("desk.promises"))
    if rows.is_empty():
        notice(words, "state.no_promises_of_ticket")
        return
    told = in_language(words, in_language(words, rows, "name"), "reason")
    lines, classes = [], {}
    for r, row in enumerate(told.iter_rows(named=True)):
        classes[r, 0], classes[r, 1] = "wy-rule", f"wy-{row['verdict']}"
        classes[r, 2] = classes[r, 3] = "wy-nowrap"
        classes[r, 4] = "wy-reason"
        lines.append(
            [
                " ".join(part for part in (row["rule_id"], row["name"]) if part),
                verdict_text(words, row["verdict"]),
                formats.moment(words, row["due_at"]) if row["due_at"] else words("missing.blank"),
                formats.moment(words, row["met_at"]) if row["met_at"] else words("missing.blank"),
                str(row["reason"] or words("missing.blank")),
            ]
        )
    titles = [words(f"column.{f}") for f in ("rule", "verdict", "due_at", "met_at", "reason")]
    small_table(words, words("desk.promises"), titles, lines, classes=classes)
