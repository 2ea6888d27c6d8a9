"""One other reading: the clause's question, both readings, and what it would change for whom.

Belongs here: one scenario in one month. Does not belong here: computing it (the same SQL as pay).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import polars as pl

from dashboards.components.chart import chart
from dashboards.components.lines import facts, heading, line, note, quotation, subheading
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.components.pay import Names
from dashboards.components.row_sets import total
from dashboards.components.tables import small_table, two_lines
from dashboards.figures.differences import difference_bars
from dashboards.panels.scenario_list import signed_money
from dashboards.periods import Period
from dashboards.queries import plan
from dashboards.scenario_reading import Scenario
from dashboards.statement_reading import month_text, person_text
from dashboards.text import Words, formats

AMOUNTS = ("actual_net_amount", "net_amount", "actual_payable_amount", "payable_amount")


def scenario_differences(
    page: Page, scenario: Scenario, month: date, differences: pl.DataFrame, names: Names
) -> None:
    """`differences` are the rows of this scenario in the month."""
    words = page.words
    heading(words("readings.of", scenario=scenario.name, month=month_text(words, month)))
    _readings(page, scenario)
    changed = differences.filter(pl.col("difference_amount") != 0)
    if changed.is_empty():
        notice(words, "state.no_difference_here", month=month_text(words, month))
        return
    line(
        words(
            "readings.in_short",
            n=formats.count(words, changed.height),
            amount=signed_money(words, total(changed, "difference_amount")),
        )
    )
    amounts = [Decimal(amount) for amount in changed["difference_amount"]]
    persons = [person_text(words, names, staff_id) for staff_id in changed["staff_id"]]
    texts = [signed_money(words, amount) for amount in amounts]
    chart(
        words,
        difference_bars(persons, [float(a) for a in amounts], texts, page.palette),
        key="differences",
        alt=words("readings.alt", person=persons[0], amount=texts[0]),
        table=None,
    )
    _table(words, scenario, month, changed, names)
    note(words("readings.never_paid"))


def _readings(page: Page, scenario: Scenario) -> None:
    """The question of each item with both readings, then the words of its clauses."""
    words = page.words
    for difference in scenario.differences:
        subheading(difference.question)
        facts(
            [
                (words("readings.usual"), difference.usual),
                (words("readings.other"), difference.other),
            ]
        )
    clauses = page.ask_pay(plan.clauses)
    for clause in scenario.clauses:
        for row in clauses.filter(pl.col("clause") == clause).iter_rows(named=True):
            quoted = row[f"words_{words.language}"]
            quotation(words("readings.clause", clause=clause, words=quoted))


def _table(
    words: Words, scenario: Scenario, month: date, changed: pl.DataFrame, names: Names
) -> None:
    rows = []
    for row in changed.iter_rows(named=True):
        address = {
            "lang": words.language,
            "period": Period("month", month).code,
            "person": row["staff_id"],
            "scenario": scenario.scenario_id,
        }
        rows.append(
            [
                two_lines(
                    person_text(words, names, row["staff_id"]),
                    str(row["project_name"] or words("missing.blank")),
                    f"month_statement?{urlencode(address)}",
                ),
                formats.money(words, row["actual_net_amount"]),
                formats.money(words, row["net_amount"]),
                signed_money(words, Decimal(row["difference_amount"])),
                formats.money(words, row["actual_payable_amount"]),
                formats.money(words, row["payable_amount"]),
            ]
        )
    titles = [
        words("column.person"),
        words("column.actual_net_amount"),
        words("readings.net"),
        words("column.difference_amount"),
        words("column.actual_payable_amount"),
        words("readings.payable"),
    ]
    small_table(words, words("readings.persons"), titles, rows, tuple(range(1, 6)))
