"""How far a person, or a project, came towards the month's target, and the rate that gives.

Belongs here: the table, and the contracts that make a performance written out. Does not belong
here: choosing the rate (the warehouse).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dashboards.annual.tables import Cell, Column, Table, text_cell
from dashboards.queries.scope import ALL
from dashboards.statement_arithmetic import fen, number
from dashboards.statement_reading import source_text
from dashboards.statements.cells import attainment_text, money_cell
from dashboards.statements.content import Month, Row
from dashboards.text import Words, formats


def attainment_table(words: Words, month: Month, row: Row) -> Table:
    columns = (
        Column(words("statements.project")),
        Column(words("statements.performance"), "money"),
        Column(words("statements.target"), "money"),
        Column(words("statements.attainment"), "rate"),
        Column(words("statements.rate"), "rate"),
        Column(words("statements.performance_of")),
        Column(words("statements.source")),
    )
    shown = list(month.attainment_of(row["staff_id"]))
    if row["sales_role"] == "manager":
        shown += month.attainment_of(ALL, row["project_name"])
    return Table(
        "attainment",
        words("statements.table.attainment"),
        columns,
        tuple(_attained(words, month, found) for found in shown),
    )


def _attained(words: Words, month: Month, row: Row) -> tuple[Cell, ...]:
    blank = words("missing.blank")
    project = str(row["project_name"])
    return (
        text_cell(words("statements.whole_project", project=project))
        if row["staff_id"] == ALL
        else text_cell(project),
        money_cell(words, row["performance_amount"]),
        money_cell(words, row["target_amount"]),
        Cell(attainment_text(words, row["attainment"]), row["attainment"]),
        Cell(formats.rate(words, row["rate"]), row["rate"]),
        text_cell(performance_equation(words, month, row) or blank),
        text_cell(source_text(words, row)),
    )


def performance_equation(words: Words, month: Month, row: Row) -> str:
    """The contracts that make a month's performance, `1,500,000.00 + 1,200,000.00 × 50%`; '' when
    the commission lines do not say all of it (a contract without one counts too)."""
    told, total, seen = [], Fraction(0), set()
    for line in month.earned_now:
        if (
            line["project_name"] != row["project_name"]
            or line["contract_id"] in seen
            or row["staff_id"] not in (ALL, line["staff_id"])
        ):
            continue
        seen.add(line["contract_id"])
        text, share = _share(words, Decimal(1) if row["staff_id"] == ALL else line["share"])
        told.append(number(line["contract_amount"]) + text)
        total += Fraction(line["contract_amount"]) * share
    return " + ".join(told) if told and fen(total) == row["performance_amount"] else ""


def _share(words: Words, published: Decimal) -> tuple[str, Fraction]:
    """A share as it is written and as it is: a third is published as 0.333333."""
    share = Fraction(published)
    people = round(1 / share) if share else 0
    if share == 1:
        return "", share
    if people and share != Fraction(1, people) and abs(share * people - 1) < Fraction(1, 10**4):
        return f" ÷ {people}", Fraction(1, people)
    return f" × {formats.rate(words, published)}", share


def tiers_sentence(words: Words, month: Month, plan_version: str | None) -> str:
    """The tiers of a plan version in one sentence; '' when it has none."""
    steps = [
        words(
            "statements.tier",
            start=f"{formats.trimmed(row['from_attainment'] * 100)}%",
            rate=formats.rate(words, row["rate"]),
        )
        for row in month.tiers
        if row["plan_version"] == plan_version
    ]
    if not steps:
        return ""
    told = words("statements.then").join(steps)
    return words("statements.tiers", plan=plan_version, tiers=told)
