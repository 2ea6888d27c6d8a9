"""What persons owe back: balances of clawback and deductions that later pay must cover.

Belongs here: the balances of the newest statements. Does not belong here: how they came about
(the statement).
"""

from __future__ import annotations

from urllib.parse import urlencode

from dashboards.components.kpi_rows import caption_of_total
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.pay import Names
from dashboards.components.tables import small_table, two_lines
from dashboards.periods import Period
from dashboards.queries import commission
from dashboards.statement_reading import month_text, person_text
from dashboards.text import formats

AMOUNTS = (
    "brought_forward_amount",
    "clawback_amount",
    "deductions_amount",
    "net_amount",
    "carried_forward_amount",
)


def balances_owed(page: Page, names: Names) -> None:
    words = page.words
    section(words, "held.balances", words("held.balances_note"))
    frame = page.ask_pay(commission.balances_owed, page.filters.project)
    if frame.is_empty():
        notice(words, "state.nothing_carried")
        return
    caption_of_total(words, frame, "carried_forward_amount")
    rows = []
    for row in frame.iter_rows(named=True):
        address = {
            "lang": words.language,
            "period": Period("month", row["payroll_month"]).code,
            "person": row["staff_id"],
        }
        rows.append(
            [
                two_lines(
                    person_text(words, names, row["staff_id"]),
                    str(row["project_name"] or words("missing.blank")),
                    f"month_statement?{urlencode(address)}",
                ),
                month_text(words, row["payroll_month"]),
                *(formats.money(words, row[field]) for field in AMOUNTS),
            ]
        )
    titles = [words(f"column.{field}") for field in ("person", "payroll_month", *AMOUNTS)]
    small_table(words, words("held.balances"), titles, rows, tuple(range(2, len(titles))))
