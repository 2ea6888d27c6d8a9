"""What is due next at the desk: how much of what, how urgent, and the list of it.

Belongs here: duties whose limit has passed or is coming, seen from the time of the data. Does not
belong here: judging them.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import in_language, long_table, small_table
from dashboards.queries import desk
from dashboards.queries.scope import ALL
from dashboards.rule_reading import subject_text
from dashboards.text import Words, formats

# What can still be saved comes before what is late already.
URGENCIES = ("within_4_hours", "within_24_hours", "within_7_days", "overdue", "later")
LATE = URGENCIES.index("overdue")
DUTY_FIELDS = (
    "urgency",
    "time_left",
    "due_at",
    "rule",
    "matter",
    "subject_kind",
    "project_name",
    "department",
    "room_name",
    "started_at",
    *SOURCE,
)


def duties(page: Page) -> None:
    words = page.words
    section(words, "desk.duties", words("desk.duties_note"))
    counts = page.ask(desk.duty_counts, page.filters)
    if counts.is_empty():
        notice(words, "state.no_duties")
        return
    _matrix(words, counts)
    found = [u for u in URGENCIES if u in set(counts["urgency"])]
    kinds = counts["duty_kind"].unique().sort().to_list()
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters_duties"):
        urgency = st.segmented_control(
            words("column.urgency"),
            [*found, ALL],
            required=True,
            default=found[0],
            key="duty_urgency",
            format_func=lambda code: (
                words("desk.all_urgencies") if code == ALL else words.code("urgency", code)
            ),
        )
        kind = st.selectbox(
            words("column.duty_kind"),
            [ALL, *kinds],
            key="duty_kind",
            filter_mode=None,
            width=230,
            format_func=lambda code: (
                words("desk.all_kinds") if code == ALL else words.code("duty_kind", code)
            ),
        )
    rows = page.ask(desk.duties, page.filters, urgency or found[0], kind or ALL)
    caption_of_count(words, rows)
    if not rows.is_empty():
        long_table(
            words,
            duties_in_words(words, rows),
            DUTY_FIELDS,
            alt=words("desk.duties"),
            key="duties",
        )


def _matrix(words: Words, counts: pl.DataFrame) -> None:
    number = {(r["duty_kind"], r["urgency"]): r["duty_count"] for r in counts.to_dicts()}
    kinds = sorted({kind for kind, _ in number})
    body = [[number.get((kind, urgency), 0) for urgency in URGENCIES] for kind in kinds]
    totals = [sum(column) for column in zip(*body, strict=True)]
    lines = [[words.code("duty_kind", kind)] for kind in kinds] + [[words("promises.together")]]
    classes: dict[tuple[int, int], str] = {}
    for r, values in enumerate([*body, totals]):
        lines[r] += [formats.count(words, v) if v else words("missing.blank") for v in values]
        if values[LATE]:
            classes[r, 1 + LATE] = "wy-missed"
    titles = [words("column.duty_kind"), *(words.code("urgency", u) for u in URGENCIES)]
    small_table(words, words("desk.duties"), titles, lines, tuple(range(1, 6)), classes)


def duties_in_words(words: Words, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of `duties` with rule, subject and the time left as texts."""
    kinds = pl.col("duty_kind").map_elements(
        lambda kind: words.code("duty_kind", kind), return_dtype=pl.String
    )
    return in_language(words, rows, "name").with_columns(
        pl.coalesce(pl.concat_str("rule_id", "name", separator=" "), kinds).alias("rule"),
        pl.col("subject_id")
        .map_elements(lambda subject: subject_text(words, subject), return_dtype=pl.String)
        .alias("matter"),
        pl.col("minutes_left")
        .map_elements(lambda minutes: time_left(words, minutes), return_dtype=pl.String)
        .alias("time_left"),
    )


def time_left(words: Words, minutes: float) -> str:
    """`逾期 3.0 天` or `还有 2.5 小时`."""
    key = "desk.late_by" if minutes < 0 else "desk.left"
    return words(key, time=formats.hours(words, abs(minutes) / 60))
