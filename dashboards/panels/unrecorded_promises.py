"""The promises that no register records, and what would be needed to measure them.

Belongs here: the list. Does not belong here: promises that are measured (`promise_table`).
"""

from __future__ import annotations

from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import small_table, two_lines
from dashboards.rule_reading import RuleReading


def unrecorded_promises(page: Page, readings: list[RuleReading]) -> None:
    words = page.words
    section(words, "promises.unrecorded", words("promises.unrecorded_note", n=len(readings)))
    if not readings:
        notice(words, "state.all_recorded")
        return
    rows = []
    for reading in readings:
        name = f"{reading.rule_id} {reading.words_of(words, 'name')}"
        quoted = words("promises.quoted", words=reading.words_of(words, "words"))
        rows.append([two_lines(name, quoted), reading.words_of(words, "missing")])
    small_table(
        words,
        words("promises.unrecorded"),
        [words("column.rule"), words("column.missing")],
        rows,
        classes={(r, 0): "wy-rule" for r in range(len(rows))},
    )
