"""The releases that a manager's override is taken on.

Belongs here: their table, when they are its base exactly. Does not belong here: the override.
"""

from __future__ import annotations

from decimal import Decimal

from dashboards.annual.tables import Column, Table, text_cell
from dashboards.statement_reading import person_text, source_text
from dashboards.statements.cells import amount_of, money_cell, total_row
from dashboards.statements.content import Month, Row
from dashboards.text import Words


def override_table(words: Words, month: Month, row: Row) -> Table:
    """The movements that a manager's override is taken on, when they are its base exactly."""
    columns = (
        Column(words("statements.contract")),
        Column(words("statements.recipient")),
        Column(words("statements.released_on")),
        Column(words("statements.reason")),
        Column(words("statements.amount"), "money"),
        Column(words("statements.source")),
    )
    title = words("statements.table.override")
    overrides = [x for x in month.lines_of(row["staff_id"]) if x["line_kind"] == "override"]
    managers = {x["staff_id"] for x in month.statements if x["sales_role"] == "manager"}
    moved = [
        r
        for r in month.released_now
        if r["staff_id"] not in managers
        and any(r["project_name"] == x["project_name"] for x in overrides)
    ]
    total = sum((r["released_amount"] for r in moved), Decimal(0))
    if not moved or total != sum((amount_of(x, "base_amount") for x in overrides), Decimal(0)):
        return Table("override", title, columns, ())
    rows = [
        (
            text_cell(str(r["contract_id"])),
            text_cell(person_text(words, month.names or {}, r["staff_id"])),
            text_cell(f"{r['released_on']:%Y-%m-%d}"),
            text_cell(words.code("release_reason", r["reason"])),
            money_cell(words, r["released_amount"]),
            text_cell(source_text(words, r)),
        )
        for r in moved
    ]
    return Table("override", title, columns, (*rows, total_row(words, columns, {4: total})))
