"""The counts that an outside survey was handed in with, row by row.

Belongs here: every tally with its file, sheet and row. Does not belong here: what follows from the
counts (`dashboards.annual.outside`).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dashboards.annual.content import Row
from dashboards.annual.outside import survey_of_tally
from dashboards.components.fold import fold
from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import long_table
from dashboards.text import formats

# The counts in words, since weighted ones have decimals.
TALLY_FIELDS = (
    "survey_name",
    "project_name",
    "question",
    "answers_very_satisfied",
    "answers_satisfied",
    "answers_fairly_satisfied",
    "answers_dissatisfied",
    "answers_very_dissatisfied",
    "answers_not_counted",
    "is_fairly_satisfied_counted",
    "published_percent",
    *SOURCE,
)
COUNTS = {
    "answers_very_satisfied": "very_satisfied_count",
    "answers_satisfied": "satisfied_count",
    "answers_fairly_satisfied": "fairly_satisfied_count",
    "answers_dissatisfied": "dissatisfied_count",
    "answers_very_dissatisfied": "very_dissatisfied_count",
    "answers_not_counted": "not_counted_count",
}


def outside_rows(page: Page, tallies: Sequence[Row]) -> None:
    """The rows, folded away."""
    words = page.words
    fold(words("annual.outside_rows"), "outside_rows", lambda: _rows(page, tallies))


def _rows(page: Page, tallies: Sequence[Row]) -> None:
    words = page.words
    rows = pl.DataFrame([_in_words(page, row) for row in tallies], infer_schema_length=None)
    caption_of_count(words, rows)
    long_table(words, rows, TALLY_FIELDS, alt=words("annual.outside_rows"), key="outside_rows")


def _in_words(page: Page, row: Row) -> Row:
    published = row["published_rate"]
    return {
        "survey_name": survey_of_tally(row),
        "project_name": row["project_name"],
        "question": row["question"] or row["question_id"],
        **{
            field: None if row[name] is None else formats.trimmed(row[name])
            for field, name in COUNTS.items()
        },
        "is_fairly_satisfied_counted": row["fairly_counts_as_satisfied"],
        "published_percent": None if published is None else formats.share(page.words, published),
        **{name: row[name] for name in SOURCE},
    }
