"""The complaints of each week of receipt: how many were resolved within 1, 3 and 7 days.

Belongs here: the table of weeks, with those too young to be judged marked. Does not belong here:
counting them.
"""

from __future__ import annotations

from typing import Any

from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table, two_lines
from dashboards.queries import complaint_turnaround
from dashboards.text import Words, formats

WEEKS_SHOWN = 14
LIMITS = (1, 3, 7)


def weekly_cohorts(page: Page) -> None:
    words = page.words
    frame = page.ask(complaint_turnaround.weekly_cohorts, page.filters, WEEKS_SHOWN)
    section(words, "turnaround.weeks", words("turnaround.weeks_note"))
    if frame.is_empty():
        notice(words, "state.no_weeks")
        return
    rows = frame.to_dicts()
    small_table(
        words,
        words("turnaround.weeks"),
        [
            words("turnaround.week_column"),
            words("turnaround.received_column"),
            *(words(f"turnaround.within_{days}d") for days in LIMITS),
            words("turnaround.still_open_column"),
            words("turnaround.withdrawn_column"),
        ],
        [_cells(words, row) for row in rows],
        tuple(range(1, 4 + len(LIMITS))),
        {
            (index, 2 + place): "wy-young"
            for index, row in enumerate(rows)
            for place, days in enumerate(LIMITS)
            if not row[f"is_mature_{days}d"]
        },
    )


def _cells(words: Words, row: dict[str, Any]) -> list[str]:
    return [
        two_lines(
            f"{row['week_start_on']:%Y-%m-%d}",
            formats.short_period(words, "week", row["week_start_on"]),
        ),
        formats.count(words, row["received_count"]),
        *(_share(words, row, days) for days in LIMITS),
        formats.count(words, row["open_count"]),
        formats.count(words, row["withdrawn_count"]),
    ]


def _share(words: Words, row: dict[str, Any], days: int) -> str:
    share = row[f"resolved_share_{days}d"]
    if share is None:
        return words("missing.blank")
    text = formats.share(words, share, places=0)
    return text if row[f"is_mature_{days}d"] else words("turnaround.immature", share=text)
