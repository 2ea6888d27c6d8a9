"""The complaints that are open now, by age and one by one.

Belongs here: what is open at the time of the data. Does not belong here: any period.
"""

from __future__ import annotations

import polars as pl

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE, TICKET
from dashboards.components.tables import frame_table, long_table
from dashboards.figures.bars import bucket_bars
from dashboards.queries import complaint_turnaround
from dashboards.text import formats

OPEN_FIELDS = (
    *TICKET,
    "dispatched_at",
    "open_minutes",
    *SOURCE,
)


def open_complaints(page: Page) -> None:
    words = page.words
    by_team = page.ask(complaint_turnaround.open_by_age, page.filters)
    frame = by_team.group_by("age_bucket_order", "age_bucket", maintain_order=True).agg(
        pl.col("ticket_count").sum()
    )
    section(words, "turnaround.ages", words("turnaround.ages_note"))
    if frame.is_empty():
        notice(words, "state.none_open")
        return
    labels = [words.code("age", bucket) for bucket in frame["age_bucket"]]
    texts = [formats.count(words, n) for n in frame["ticket_count"]]
    figure = bucket_bars(
        labels,
        frame["ticket_count"].to_list(),
        texts,
        [f"{label}: {text}" for label, text in zip(labels, texts, strict=True)],
        [page.palette.ages[order] for order in frame["age_bucket_order"]],
        page.palette,
    )
    chart(
        words,
        figure,
        key="ages",
        alt=words("turnaround.ages_alt", worst=labels[-1], n=texts[-1]),
        table=lambda: frame_table(
            words, words("turnaround.ages"), frame, ("age_bucket", "ticket_count")
        ),
    )
    fold(words("turnaround.open_rows"), "open_rows", lambda: _rows(page))


def _rows(page: Page) -> None:
    words = page.words
    rows = page.ask(complaint_turnaround.open_complaints, page.filters)
    caption_of_count(words, rows)
    long_table(words, rows, OPEN_FIELDS, alt=words("turnaround.open_rows"), key="open_rows")
