"""Every file received, with its rows and yuan.

Belongs here: the list of files. Does not belong here: what was wrong inside one (`refused_rows`).
"""

from __future__ import annotations

from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import in_language, long_table
from dashboards.queries import data_intake
from dashboards.text import formats

FILE_FIELDS = (
    "file_status",
    "file",
    "message",
    "export",
    "exported_at",
    "rows_in",
    "rows_accepted",
    "rows_quarantined",
    "rows_ignored",
    "amount_in",
    "amount_accepted",
    "amount_quarantined",
    "amount_ignored",
)


def received_files(page: Page) -> None:
    words = page.words
    frame = in_language(words, page.ask(data_intake.files), "message")
    section(words, "intake.files", words("intake.files_note", n=formats.count(words, frame.height)))
    if frame.is_empty():
        notice(words, "state.no_files")
        return
    long_table(
        words,
        frame.rename({"status": "file_status"}),
        FILE_FIELDS,
        alt=words("intake.files"),
        key="files",
    )
