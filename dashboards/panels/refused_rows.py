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
    for file in files if chosen == ALL else [chosen]:
        _download(page, file)


def _download(page: Page, file: str) -> None:
    path = page.snapshot.correction_workbook(file)
    if path is not None:
        st.download_button(
            page.words("intake.download", file=path.name),
            data=path.read_bytes,
            file_name=path.name,
            mime=XLSX,
            key=f"download_{file}",
            on_click="ignore",
        )
