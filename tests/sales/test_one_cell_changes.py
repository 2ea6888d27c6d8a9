"""One cell says something else: exactly the statements change that the slow calculator names,
and each of them leads back to the cell.

Every column of the exports is tried in several random offices, all in one build. In each, cells
are tried until one moves a figure, so that a column that never does is one that only is shown.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from pipelines.exports import Column
from pipelines.publish.trace import TraceGraph, statement_node
from tests.sales.mutations import Cell, Rows, columns, other_values, renamed, with_cell
from tests.sales.office import Office
from tests.sales.random_offices import AS_OF, random_office
from tests.sales.slow_office import SlowOffice, Statement
from tests.small_warehouse import build_small_warehouse

# Offices in which, among them, people leave, follow up, walk out, sell below the floor.
SEEDS = (20, 50, 2, 3)
MORE_OFFICES = int(os.environ.get("WUYE_MORE_MUTATED_OFFICES", "0"))
TRIES = 30
ONLY_SHOWN = {
    ("sales_contracts", "unit_name"),
    ("sales_credits", "decided_by_staff_id"),
    ("sales_credits", "reason"),
    ("sales_receipts", "receipt_id"),
    ("sales_receipts", "source"),
    ("sales_deductions", "deduction_id"),
    ("staff", "staff_name"),
    ("staff", "department"),
    ("staff", "manager_staff_id"),
}
AMOUNTS = (
    "base_pay_amount, released_commission_amount, clawback_amount, awards_amount,"
    " override_amount, site_bonus_amount, lunch_duty_amount, deductions_amount,"
    " net_amount, brought_forward_amount, payable_amount, carried_forward_amount,"
    " forfeited_amount"
)

# Person (by his name in the untouched office) and month → amounts in fen.
Statements = dict[tuple[str, date], tuple[int, ...]]
Thing = tuple[str, str]  # kind and id, without the prefix of the copy
Place = tuple[str, int, str]  # export, row within the copy, field


@dataclass(frozen=True)
class Copy:
    """One office of the build. `cell` and `base` are None for an untouched one; `first_row` is
    where its rows begin in each export."""

    prefix: str
    base: str | None
    cell: Cell | None
    by_hand: Statements
    first_row: dict[str, int]


@dataclass(frozen=True)
class Built:
    """`cells` are those that a thing was made from: by prefix, then by kind and id."""

    copies: dict[str, Copy]
    statements: dict[str, Statements]
    graph: TraceGraph
    cells: dict[str, dict[Thing, set[Place]]]


def by_hand(rows: Rows) -> Statements:
    return {(s.staff_id, s.month): in_fen(s) for s in SlowOffice(Office(rows, AS_OF)).statements}


def in_fen(s: Statement) -> tuple[int, ...]:
    return (*s.columns, s.net, s.brought_forward, s.payable, s.carried_forward, s.forfeited)


def changed(before: Statements, after: Statements) -> set[tuple[str, date]]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def mutated(
    draw: Random, rows: Rows, export: str, column: Column, before: Statements
) -> tuple[Cell, Rows, Statements] | None:
    """A cell of the column with another value that moves a figure, else the last one tried."""
    tried = None
    for _ in range(TRIES if rows.get(export) else 0):
        cell = Cell(export, draw.randrange(len(rows[export])), column.field)
        value = rows[export][cell.row].get(column.field)
        for other in other_values(draw, rows, export, column, value)[:3]:
            copy = with_cell(rows, cell, other)
            if copy is None:
                continue
            tried = (cell, copy, by_hand(copy))
            if tried[2] != before:
                return tried
    return tried


def offices() -> Iterator[tuple[str, str | None, Cell | None, Rows, Statements]]:
    """Prefix, prefix of the untouched office, cell, rows, statements by hand."""
    for seed in (*SEEDS, *range(100, 100 + MORE_OFFICES)):
        rows, draw = random_office(seed), Random(seed)
        before = by_hand(rows)
        base = f"{seed:03d}-000-"
        yield base, None, None, rows, before
        for number, (export, column) in enumerate(columns(), start=1):
            found = mutated(draw, rows, export, column, before)
            if found is not None:
                yield f"{seed:03d}-{number:03d}-", base, *found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    together: dict[str, list[dict[str, Any]]] = defaultdict(list)
    copies = {}
    for prefix, base, cell, rows, statements in offices():
        first_row = {name: len(given) for name, given in together.items()}
        for name, given in renamed(rows, prefix).items():
            together[name] += given
        copies[prefix] = Copy(prefix, base, cell, statements, defaultdict(int, first_row))
    main = build_small_warehouse(
        tmp_path_factory.mktemp("mutations"), together, AS_OF, select=["+commission_trace"]
    )
    return read(main.with_name("pay.duckdb"), copies)


def read(pay: Path, copies: dict[str, Copy]) -> Built:
    statements: dict[str, Statements] = defaultdict(dict)
    with duckdb.connect(str(pay), read_only=True) as con:
        con.execute("use marts")
        found = con.execute(
            f"select staff_id, payroll_month, {AMOUNTS} from fct_sales_statements"
            " where scenario_id = 'actual'"
        ).fetchall()
        for staff_id, month, *amounts in found:
            prefix = staff_id[:8]
            fen = tuple(int(amount * 100) for amount in amounts)
            statements[prefix][staff_id[8:], month] = fen
        cells: dict[str, dict[Thing, set[Place]]] = defaultdict(lambda: defaultdict(set))
        for kind, id, export, fields, row in con.execute(
            "select from_kind, from_id, source_export, source_columns, source_row"
            " from commission_trace where to_kind = 'source'"
        ).fetchall():
            copy = copies[id[:8]]
            place = row - 2 - copy.first_row[export]
            made_from = cells[copy.prefix][kind, id.replace(copy.prefix, "")]
            made_from.update((export, place, field) for field in fields.split(","))
        return Built(copies, statements, TraceGraph(con), cells)


def things_behind(built: Built, copy: Copy, staff_id: str, month: date) -> set[Thing]:
    """What a statement depends on, by its name in the untouched office.

    One that stood only for a balance is gone without it: then the last one before it tells.
    """
    months = [m for who, m in built.statements[copy.prefix] if who == staff_id and m <= month]
    node = statement_node(copy.prefix + staff_id, max(months, default=month))
    found = built.graph.things_behind("statement", node)
    return {(kind, id.replace(copy.prefix, "")) for kind, id in found}


def test_the_warehouse_agrees_with_the_slow_calculator_on_every_copy(built: Built) -> None:
    wrong = {
        (prefix, copy.cell): sorted(changed(copy.by_hand, built.statements[prefix]))
        for prefix, copy in built.copies.items()
        if copy.by_hand != built.statements[prefix]
    }

    assert wrong == {}


def test_a_column_changes_a_statement_or_is_only_shown(built: Built) -> None:
    moving, tried = set(), set()
    for copy in built.copies.values():
        if copy.cell is not None and copy.base is not None:
            column = (copy.cell.export, copy.cell.field)
            tried.add(column)
            if built.statements[copy.prefix] != built.statements[copy.base]:
                moving.add(column)

    assert tried == {(export, column.field) for export, column in columns()}
    assert tried - moving == ONLY_SHOWN


def test_every_changed_statement_leads_back_to_the_cell(built: Built) -> None:
    """Before or after the change it depends on a thing that, before or after, was made from it:
    a signature that is gone is no part of what the penalty for want of it is made of."""
    lost = []
    for copy in built.copies.values():
        if copy.cell is None or copy.base is None:
            continue
        place = (copy.cell.export, copy.cell.row, copy.cell.field)
        both = (built.copies[copy.base], copy)
        made_of_it = {
            thing
            for side in both
            for thing, cells in built.cells[side.prefix].items()
            if place in cells
        }
        statements = changed(*(built.statements[side.prefix] for side in both))
        lost += [
            (copy.prefix, place, staff_id, month)
            for staff_id, month in statements
            if not any(made_of_it & things_behind(built, side, staff_id, month) for side in both)
        ]

    assert lost == []
