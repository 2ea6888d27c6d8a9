"""What the checks of this snapshot said.

Belongs here: the results as they were published. Does not belong here: any check.
"""

from __future__ import annotations

from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import in_language, long_table
from dashboards.queries import data_intake

CHECK_FIELDS = (
    "check_status",
    "severity",
    "layer",
    "subject",
    "check_name",
    "description",
    "detail",
)


def checks(page: Page) -> None:
    words = page.words
    frame = in_language(words, page.ask(data_intake.checks), "description")
    section(words, "intake.checks", words("intake.checks_note"))
    if frame.is_empty():
        notice(words, "state.no_checks")
        return
    long_table(
        words,
        frame.rename({"status": "check_status"}),
        CHECK_FIELDS,
        alt=words("intake.checks"),
        key="checks",
    )
