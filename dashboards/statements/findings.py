"""What the checks before paying found about one person.

Belongs here: picking a person's findings, and their table. Does not belong here: finding anything
(the warehouse).
"""

from __future__ import annotations

import re
from decimal import Decimal

from dashboards.annual.tables import Cell, Column, Section, Table, text_cell
from dashboards.statement_arithmetic import number
from dashboards.statement_reading import source_text
from dashboards.statements.behind import earners_behind
from dashboards.statements.cells import money_cell
from dashboards.statements.content import Month, Row, Rows
from dashboards.text import Words

AMOUNT = re.compile(r"-?[0-9]+[.][0-9]{2}")


def findings_section(words: Words, month: Month, row: Row) -> Section:
    """The findings about a person; one sentence when there are none."""
    title, found = words("statements.findings"), findings_of(month, row)
    if not found:
        return Section("findings", title, (words("statements.no_findings"),))
    columns = (
        Column(words("statements.gate")),
        Column(words("statements.severity")),
        Column(words("statements.about_what")),
        Column(words("statements.found")),
        Column(words("statements.expected")),
        Column(words("statements.amount"), "money"),
        Column(words("statements.source")),
    )
    rows = tuple(_cells(words, finding) for finding in found)
    return Section("findings", title, tables=(Table("findings", title, columns, rows),))


def findings_of(month: Month, row: Row) -> Rows:
    """What the checks before paying found about this person, or about a contract of this month's
    statement."""
    contracts = {contract for contract, _ in earners_behind(month, row)}
    return tuple(
        found
        for found in month.findings
        if found["staff_id"] == row["staff_id"]
        or (not found["staff_id"] and found["contract_id"] in contracts)
    )


def _cells(words: Words, row: Row) -> tuple[Cell, ...]:
    about = [str(row[name]) for name in ("project_name", "contract_id") if row[name]]
    blank = words("missing.blank")
    return (
        text_cell(words.code("gate", row["gate"])),
        text_cell(words.code("severity", row["severity"])),
        text_cell(" · ".join(about) or blank),
        text_cell(_said(row["found"]) or blank),
        text_cell(_said(row["expected"]) or blank),
        money_cell(words, row["amount"]),
        text_cell(source_text(words, row)),
    )


def _said(text: str | None) -> str:
    """What was found or expected; an amount in it is written as amounts are."""
    return number(Decimal(text)) if text and AMOUNT.fullmatch(text) else text or ""
