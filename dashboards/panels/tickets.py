"""The complaints received in the period, each with its source row.

Belongs here: the list. Does not belong here: counting it.
"""

from __future__ import annotations

from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import TURNAROUND_FIELDS
from dashboards.components.tables import long_table
from dashboards.queries import rows_behind
from dashboards.text import formats


def complaint_tickets(page: Page) -> None:
    words, period = page.words, page.filters.period
    said = formats.period(words, period.kind, period.start_on)
    rows = page.ask(rows_behind.tickets, page.filters, "complaint")
    section(words, "turnaround.tickets", words("turnaround.tickets_note", period=said))
    if rows.is_empty():
        notice(words, "state.no_complaints", period=said)
        return
    caption_of_count(words, rows)
    long_table(words, rows, TURNAROUND_FIELDS, alt=words("turnaround.tickets"), key="tickets")
