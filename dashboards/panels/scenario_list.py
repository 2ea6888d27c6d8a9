"""Every other reading of the plan, and what it would change in a month.

Belongs here: the list with whom it touches and by how much. Does not belong here: one scenario
(`scenario_differences`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from dashboards.components.address import link_to
from dashboards.components.lines import note
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import total
from dashboards.components.tables import small_table, two_lines
from dashboards.scenario_reading import Scenario
from dashboards.text import Words, formats


def scenario_list(page: Page, scenarios: Mapping[str, Scenario], differences: pl.DataFrame) -> None:
    """The scenarios that change anything first, the others named below."""
    words = page.words
    section(words, "readings.list", words("readings.list_note"))
    if not scenarios:
        notice(words, "state.no_scenarios")
        return
    rows, quiet = [], []
    changed = {name: _changed(differences, name) for name in scenarios}
    order = sorted(scenarios, key=lambda name: -abs(total(changed[name], "difference_amount")))
    for name in order:
        touched = changed[name]
        if touched.is_empty():
            quiet.append(scenarios[name].name)
            continue
        rows.append(_row(words, scenarios[name], touched))
    if rows:
        titles = [
            words("column.scenario"),
            words("column.clause"),
            words("readings.other"),
            words("column.person_count"),
            words("readings.sum"),
            words("readings.largest"),
        ]
        classes = {(r, 2): "wy-reason" for r in range(len(rows))}
        small_table(words, words("readings.list"), titles, rows, (3, 4, 5), classes)
    else:
        notice(words, "state.no_differences")
    if quiet:
        note(words("readings.no_change", names=words("pay.list_comma").join(quiet)))


def _changed(differences: pl.DataFrame, scenario_id: str) -> pl.DataFrame:
    return differences.filter(
        (pl.col("scenario_id") == scenario_id) & (pl.col("difference_amount") != 0)
    )


def _row(words: Words, scenario: Scenario, touched: pl.DataFrame) -> list[str]:
    amounts = [Decimal(amount) for amount in touched["difference_amount"]]
    other = words("readings.and").join(d.other for d in scenario.differences)
    question = words("readings.and").join(d.question for d in scenario.differences)
    return [
        two_lines(scenario.name, question, link_to("scenario", scenario.scenario_id)),
        words("pay.list_comma").join(scenario.clauses) or words("missing.blank"),
        other or words("missing.blank"),
        formats.count(words, touched.height),
        signed_money(words, total(touched, "difference_amount")),
        signed_money(words, max(amounts, key=abs)),
    ]


def signed_money(words: Words, amount: Decimal) -> str:
    """A difference with its sign: `+¥909.00`, `−¥909.00`."""
    sign = "+" if amount > 0 else "−" if amount < 0 else "±"
    return sign + formats.money(words, abs(amount))
