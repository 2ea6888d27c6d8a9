"""The cells of a statement: money, rates and totals, with the one way each is written.

Belongs here: one cell = one figure and its text, so that PDF and workbook cannot differ. Does not
belong here: which cells there are.
"""

from __future__ import annotations

from decimal import Decimal

from dashboards.annual.tables import Cell, Column, text_cell
from dashboards.statement_arithmetic import number
from dashboards.statements.content import Row
from dashboards.text import Words

TOTAL = "total"
NEGATIVE = "missed"


def money_cell(words: Words, amount: Decimal | None, mark: str = "") -> Cell:
    """An amount in yuan to the fen; below zero it is coloured."""
    if amount is None:
        return Cell(words("missing.blank"), None, mark)
    return Cell(number(amount), amount, mark or (NEGATIVE if amount < 0 else ""))


def total_row(
    words: Words, columns: tuple[Column, ...], values: dict[int, Decimal]
) -> tuple[Cell, ...]:
    """The last row of a table whose money columns it adds up: the label, then `values` by place."""
    cells = [Cell("", None, TOTAL) for _ in columns]
    label = next(place for place, column in enumerate(columns) if column.kind == "text")
    cells[label] = text_cell(words("statements.total"), TOTAL)
    for place, value in values.items():
        cells[place] = money_cell(words, value, TOTAL)
    return tuple(cells)


def attainment_text(words: Words, attainment: Decimal | None) -> str:
    """`122.80%`, `100.9999%`: cut after the fourth decimal where it was published, never rounded
    up to the next tier."""
    if attainment is None:
        return words("missing.blank")
    whole, _, decimals = f"{attainment * 100:.4f}".partition(".")
    return f"{int(whole):,}.{decimals[:2]}{decimals[2:].rstrip('0')}%"


def amount_of(row: Row, field: str) -> Decimal:
    """An amount of a row; what the row leaves empty is zero."""
    return Decimal("0.00") if row[field] is None else Decimal(row[field])
