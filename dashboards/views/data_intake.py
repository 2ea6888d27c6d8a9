"""Data intake: what was received, what was refused and why, and what the checks said.

Belongs here: what this page shows. Does not belong here: parsing or checking anything.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.frame import show_page
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import long_table
from dashboards.queries import data_intake
from dashboards.queries.scope import ALL
from dashboards.text import formats

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE_FIELDS = ("file", "export", "file_status", "exported_at", "rows_in", "rows_accepted",
               "rows_quarantined", "rows_ignored", "amount_in", "amount_accepted",
               "amount_quarantined", "amount_ignored", "message")
LINE_FIELDS = ("file", "sheet", "row", "cell", "column", "found", "expected", "message",
               "amount_affected")
CHECK_FIELDS = ("check_status", "severity", "layer", "subject", "check_name", "description",
                "detail")


def body(page: Page) -> None:
    """Files, refused rows with their correction workbooks, checks."""
    with st.container(key="card_files"):
        _files(page)
    with st.container(key="card_quarantine"):
        _quarantine(page)
    with st.container(key="card_checks"):
        _checks(page)


def _in_language(page: Page, frame: pl.DataFrame, field: str) -> pl.DataFrame:
    """`field` in the reader's language, of the two columns the marts have."""
    return frame.with_columns(pl.col(f"{field}_{page.words.language}").alias(field))


def _files(page: Page) -> None:
    words = page.words
    frame = _in_language(page, page.ask(data_intake.files), "message")
    section(words, "intake.files", words(
        "intake.files_note", n=formats.count(words, frame.height)))
    if frame.is_empty():
        notice(words, "state.no_files")
        return
    long_table(words, frame.rename({"status": "file_status"}), FILE_FIELDS,
               alt=words("intake.files"), key="files")


def _quarantine(page: Page) -> None:
    words = page.words
    frame = _in_language(page, page.ask(data_intake.quarantined_rows, None), "message")
    section(words, "intake.quarantine", words("intake.quarantine_note"))
    if frame.is_empty():
        notice(words, "state.none_quarantined")
        return
    files = frame["file"].unique().sort().to_list()
    chosen = st.selectbox(
        words("column.file"), [ALL, *files], key="quarantine_file", filter_mode=None, width=420,
        format_func=lambda file: words("intake.all_files") if file == ALL else file)
    shown = frame if chosen == ALL else frame.filter(pl.col("file") == chosen)
    long_table(words, shown, LINE_FIELDS, alt=words("intake.quarantine"), key="quarantine")
    for file in files if chosen == ALL else [chosen]:
        _download(page, file)


def _download(page: Page, file: str) -> None:
    path = page.snapshot.correction_workbook(file)
    if path is not None:
        st.download_button(
            page.words("intake.download", file=path.name), data=path.read_bytes,
            file_name=path.name, mime=XLSX, key=f"download_{file}", on_click="ignore")


def _checks(page: Page) -> None:
    words = page.words
    frame = _in_language(page, page.ask(data_intake.checks), "description")
    section(words, "intake.checks", words("intake.checks_note"))
    if frame.is_empty():
        notice(words, "state.no_checks")
        return
    long_table(words, frame.rename({"status": "check_status"}), CHECK_FIELDS,
               alt=words("intake.checks"), key="checks")


if __name__ == "__main__":
    show_page("data_intake", body)
