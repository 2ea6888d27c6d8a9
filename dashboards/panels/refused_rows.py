"""The rows that wait for a correction, why, and the workbook to correct them in.

Belongs here: the lines and the downloads. Does not belong here: writing the workbook.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import in_language, long_table
from dashboards.queries import data_intake
from dashboards.queries.scope import ALL
from dashboards.text import LANGUAGES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINE_FIELDS = (
    "file",
    "sheet",
    "row",
    "cell",
    "column",
    "found",
    "expected",
    "message",
    "amount_affected",
)


def refused_rows(page: Page) -> None:
    words = page.words
    frame = in_language(words, page.ask(data_intake.quarantined_rows, None), "message")
    frame = frame.with_columns(
        pl.col("expected").map_elements(
            lambda text: _half(text, words.language), return_dtype=pl.String
        )
    )
    section(words, "intake.quarantine", words("intake.quarantine_note"))
    if frame.is_empty():
        notice(words, "state.none_quarantined")
        return
    files = frame["file"].unique().sort().to_list()
    chosen = st.selectbox(
        words("column.file"),
        [ALL, *files],
        key="quarantine_file",
        filter_mode=None,
        width=420,
        format_func=lambda file: words("intake.all_files") if file == ALL else file,
    )
    shown = frame if chosen == ALL else frame.filter(pl.col("file") == chosen)
    long_table(words, shown, LINE_FIELDS, alt=words("intake.quarantine"), key="quarantine")
    with st.container(horizontal=True, key="downloads"):
        for file, batch_id in shown.select("file", "batch_id").unique().sort("file").iter_rows():
            _download(page, file, batch_id)


def _half(text: str, language: str) -> str:
    """What was expected, in one language: the text is "Chinese / English"."""
    halves = text.split(" / ")
    return halves[LANGUAGES.index(language)] if len(halves) == len(LANGUAGES) else text


def _download(page: Page, file: str, batch_id: str) -> None:
    path = page.snapshot.correction_workbook(file, batch_id)
    if path is not None:
        st.download_button(
            page.words("intake.download", file=path.name),
            data=path.read_bytes,
            file_name=path.name,
            mime=XLSX,
            key=f"download_{batch_id}",
            on_click="ignore",
        )
