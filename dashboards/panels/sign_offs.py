"""Who signed a month off, and at which stage it is.

Belongs here: the signatures. Does not belong here: signing (a command), what was signed.
"""

from __future__ import annotations

from datetime import date

from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table
from dashboards.queries import statements
from dashboards.statement_reading import month_text, stage_text
from dashboards.text import formats


def sign_offs(page: Page, month: date) -> None:
    words = page.words
    section(words, "pay.sign_offs", words("pay.sign_offs_note"))
    frame = page.ask_pay(statements.sign_offs, month)
    if frame.is_empty():
        notice(words, "state.no_sign_offs", month=month_text(words, month))
        return
    rows = [
        [
            words.code("project", row["project_name"]),
            stage_text(words, row["stage"]),
            str(row["signed_by"] or words("missing.blank")),
            formats.moment(words, row["recorded_at"]),
            formats.moment(words, row["as_of"]),
        ]
        for row in frame.iter_rows(named=True)
    ]
    titles = [
        words(f"column.{field}")
        for field in ("project_name", "sign_off_stage", "signed_by", "recorded_at", "as_of")
    ]
    small_table(words, words("pay.sign_offs"), titles, rows)
