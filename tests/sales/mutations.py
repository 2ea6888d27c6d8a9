"""Copies of a sales office in which one cell says something else.

Belongs here: another value for a cell, renaming a copy so that many stand side by side in one
build, and choosing cells. Does not belong here: what a change must do (the test).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from pipelines.exports import EXPORTS_BY_NAME, Column, ColumnType

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

EXPORTS = (
    "sales_contracts",
    "sales_credits",
    "sales_receipts",
    "discount_approvals",
    "sales_targets",
    "discount_authority",
    "sales_deductions",
    "lunch_duties",
    "resignation_followers",
    "staff",
)
STAFF_FIELDS = {
    "staff_id",
    "responsible_staff_id",
    "decided_by_staff_id",
    "requested_by_staff_id",
    "approved_by_staff_id",
    "verified_by_staff_id",
    "manager_staff_id",
    "from_staff_id",
    "to_staff_id",
}
POSTS = ("置业顾问", "销售经理", "行政专员", "副总经理", "高级置业顾问")
# A register row without its first day would be another person's history altogether.
NEVER_EMPTY = {("staff", "effective_on")}


@dataclass(frozen=True)
class Cell:
    """One cell of an office: the row counts from 0 within the export."""

    export: str
    row: int
    field: str


def columns() -> Iterator[tuple[str, Column]]:
    """Every column of the exports that a statement is made of."""
    for export in EXPORTS:
        for column in EXPORTS_BY_NAME[export].columns:
            yield export, column


def renamed(rows: Rows, prefix: str) -> dict[str, list[dict[str, Any]]]:
    """A copy whose people, contracts, entries and projects are called otherwise; the order of
    their names stays, because ties are broken by it."""
    named = {
        (name, column.field)
        for name in rows
        for column in EXPORTS_BY_NAME[name].columns
        if column.type is ColumnType.IDENTIFIER
    }
    return {
        name: [
            {
                field: f"{prefix}{value}" if (name, field) in named and value is not None else value
                for field, value in row.items()
            }
            for row in given
        ]
        for name, given in rows.items()
    }


def with_cell(rows: Rows, cell: Cell, value: Any) -> dict[str, list[dict[str, Any]]] | None:
    """A copy with another value in one cell; None when its row then has another row's key."""
    copy = {name: [dict(row) for row in given] for name, given in rows.items()}
    changed = copy[cell.export][cell.row]
    changed[cell.field] = value
    key = EXPORTS_BY_NAME[cell.export].key
    keys = [tuple(row.get(field) for field in key) for row in copy[cell.export]]
    return copy if len(set(keys)) == len(keys) else None


def other_values(draw: Random, rows: Rows, export: str, column: Column, value: Any) -> list[Any]:
    """Values that the cell could hold instead, in random order."""
    found = _others(draw, rows, export, column, value)
    may_be_empty = not column.required and (export, column.field) not in NEVER_EMPTY
    if value is not None and may_be_empty:
        found.append(None)
    draw.shuffle(found)
    return [other for other in found if other != value]


def _others(draw: Random, rows: Rows, export: str, column: Column, value: Any) -> list[Any]:
    if column.type is ColumnType.CODE:
        return [code.value for code in column.codes]
    if column.type is ColumnType.BOOLEAN:
        return [True, False]
    if column.type is ColumnType.MONEY:
        amount = Decimal("1000.00") if value is None else value
        return [amount + Decimal("0.01"), (amount * 2).quantize(Decimal("0.01")), Decimal("100.00")]
    if column.type is ColumnType.INTEGER:
        return [31 if value is None else value + 40, 1]
    if column.type is ColumnType.RATE:
        return _rates(column.field)
    if column.type is ColumnType.NUMBER:
        return [Decimal("0.5"), Decimal("4")]
    if column.type is ColumnType.MONTH:
        return [date(value.year, 1 + (value.month + step) % 12, 1) for step in (0, 4)]
    if column.type in (ColumnType.DATE, ColumnType.TIMESTAMP):
        return _moments(draw, column, value)
    return _names(rows, column)


def _rates(field: str) -> list[Any]:
    if field == "share":
        return [Decimal("0.2500"), Decimal("1.0000"), Decimal("0.5000")]
    return [Decimal("0.0500"), Decimal("0.1500"), Decimal("0.0010")]


def _moments(draw: Random, column: Column, value: Any) -> list[Any]:
    """A little and a lot earlier and later, and any day of the year."""
    day = date(2015, draw.randint(1, 12), draw.randint(1, 28))
    if column.type is ColumnType.TIMESTAMP:
        moved = [] if value is None else [value + timedelta(days=d) for d in (-40, -3, 3, 40)]
        return [*moved, datetime(day.year, day.month, day.day, 9, 30)]
    moved = [] if value is None else [value + timedelta(days=d) for d in (-90, -9, 9, 60)]
    return [*moved, day]


def _names(rows: Rows, column: Column) -> list[Any]:
    if column.field in STAFF_FIELDS:
        return [*sorted({row["staff_id"] for row in rows["staff"]}), "nobody"]
    if column.field == "contract_id":
        return [
            *sorted({row["contract_id"] for row in rows["sales_contracts"]}),
            "no-such-contract",
        ]
    if column.field in ("post", "approver_post"):
        return list(POSTS)
    return ["something else"]
