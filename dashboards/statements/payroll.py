"""The payroll of a month: one row per person, and the total.

Belongs here: the table and its two forms, workbook and csv. Does not belong here: any amount but
the total, which is checked against the rows where it is read.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from dashboards.annual.tables import Cell, Column, Table, text_cell
from dashboards.statement_reading import COLUMNS, column_text, stage_text
from dashboards.statements.cells import amount_of, money_cell, total_row
from dashboards.statements.content import Month, Row
from dashboards.statements.signing import flags, is_final
from dashboards.text import Words

AMOUNTS = (
    *(field for _, field in COLUMNS),
    "net_amount",
    "brought_forward_amount",
    "payable_amount",
    "carried_forward_amount",
    "forfeited_amount",
)
# What a spreadsheet would take for a formula when it opens a csv.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def payroll_table(words: Words, month: Month) -> Table:
    """The month's statements as a table; the last row is their sum."""
    columns = _columns(words, month)
    first = next(place for place, column in enumerate(columns) if column.kind == "money")
    totals = {
        first + place: sum((amount_of(row, field) for row in month.printed), Decimal(0))
        for place, field in enumerate(AMOUNTS)
    }
    rows = [_row(words, month, row) for row in month.printed]
    return Table(
        "payroll", words("statements.payroll"), columns, (*rows, total_row(words, columns, totals))
    )


def _columns(words: Words, month: Month) -> tuple[Column, ...]:
    named = (Column(words("statements.name")),) if month.names is not None else ()
    return (
        Column(words("statements.staff_id")),
        *named,
        Column(words("statements.project")),
        Column(words("statements.post")),
        *(Column(column_text(words, column), "money") for column, _ in COLUMNS),
        *(
            Column(words(f"statements.{field.removesuffix('_amount')}"), "money")
            for field in AMOUNTS[len(COLUMNS) :]
        ),
        Column(words("statements.stage")),
        Column(words("statements.remarks")),
    )


def _row(words: Words, month: Month, row: Row) -> tuple[Cell, ...]:
    named = () if month.names is None else (text_cell(month.names.get(row["staff_id"], "")),)
    return (
        text_cell(str(row["staff_id"])),
        *named,
        text_cell(str(row["project_name"] or "")),
        text_cell(str(row["post"] or "")),
        *(money_cell(words, amount_of(row, field)) for field in AMOUNTS),
        text_cell(stage_text(words, row["sign_off_stage"])),
        text_cell(words("statements.then").join(flags(words, month, row))),
    )


def not_final(month: Month) -> list[str]:
    """Whose statement is not approved for a month that is over."""
    return [str(row["staff_id"]) for row in month.printed if not is_final(row)]


def payroll_csv(table: Table) -> bytes:
    """The table as csv with a byte-order mark, so that a spreadsheet reads its Chinese; amounts
    without thousands separators, text that looks like a formula behind an apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(cell) for cell in row])
    return buffer.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell.value is None:
        return ""
    text = str(cell.value)
    if isinstance(cell.value, str) and text.startswith(FORMULA_STARTS):
        return f"'{text}"
    return text
