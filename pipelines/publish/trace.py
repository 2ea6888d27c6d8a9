"""From a statement back to the cells that it is made of, for `wuye why --statement`.

Belongs here: walking the edges of the mart `commission_trace`, and naming each cell. Does not
belong here: which edges there are (dbt_project), or how the tree is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from pipelines.intake.source_cells import SourceCell, SourceSheets

SOURCE = "source"

Key = tuple[str, str]


@dataclass(frozen=True)
class SourceRow:
    """A row of an export, and the fields of it that were used."""

    export: str
    file: str
    sheet: str
    row: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class TraceNode:
    """One thing that a statement depends on. `is_told_above`: what it depends on stands
    earlier in the same tree."""

    kind: str
    id: str
    rows: tuple[SourceRow, ...]
    depends_on: tuple[TraceNode, ...]
    is_told_above: bool = False


class TraceGraph:
    """The edges of one published snapshot."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        """Read every edge; `con` reads a snapshot with its pay data."""
        self._next: dict[Key, list[Key]] = {}
        self._rows: dict[Key, list[SourceRow]] = {}
        edges = con.execute(
            "select from_kind, from_id, to_kind, to_id, source_export, source_columns,"
            " source_file, source_sheet, source_row from commission_trace"
            " order by from_kind, from_id, to_kind, to_id, source_export, source_columns"
        ).fetchall()
        for from_kind, from_id, to_kind, to_id, export, columns, file, sheet, row in edges:
            start = (from_kind, from_id)
            if to_kind == SOURCE:
                found = SourceRow(export, file, sheet or "", row, tuple(columns.split(",")))
                self._rows.setdefault(start, []).append(found)
            else:
                self._next.setdefault(start, []).append((to_kind, to_id))

    def tree(self, kind: str, id: str) -> TraceNode:
        """What a thing depends on, down to rows; nothing is told twice."""
        return self._tree((kind, id), {(kind, id)})

    def things_behind(self, kind: str, id: str) -> set[Key]:
        """Kind and id of everything that a thing depends on, itself included."""
        waiting, seen = [(kind, id)], {(kind, id)}
        while waiting:
            for child in self._next.get(waiting.pop(), []):
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return seen

    def _tree(self, key: Key, told: set[Key]) -> TraceNode:
        children = []
        for child in sorted(self._next.get(key, []), key=_telling_order):
            if child in told:
                children.append(TraceNode(*child, (), (), is_told_above=True))
            else:
                told.add(child)
                children.append(self._tree(child, told))
        return TraceNode(*key, tuple(self._rows.get(key, [])), tuple(children))


def _telling_order(key: Key) -> tuple[bool, int, Key]:
    """Lines in the order of the statement, then everything else."""
    kind, id = key
    number = int(id.rsplit("|", 1)[1]) if kind == "line" else 0
    return kind != "line", number, key


@dataclass(frozen=True)
class StatementTrace:
    """A statement, its lines in order, and the tree behind each; `behind` is what the
    statement as a whole depends on (who the person is, the balance brought forward)."""

    statement: dict[str, Any]
    lines: tuple[tuple[dict[str, Any], TraceNode], ...]
    behind: TraceNode


def trace_statement(
    con: duckdb.DuckDBPyConnection, staff_id: str, month: date
) -> StatementTrace | None:
    """The statement of a person and month (scenario 'actual') and what is behind it; None when
    there is none. The trees together tell everything once."""
    key = [staff_id, month]
    where = "where scenario_id = 'actual' and staff_id = $1 and payroll_month = $2"
    statements = _rows(con, f"select * from fct_sales_statements {where}", key)
    if not statements:
        return None
    lines = _rows(con, f"select * from fct_sales_statement_lines {where} order by line_no", key)
    graph = TraceGraph(con)
    whole = graph.tree("statement", statement_node(staff_id, month))
    by_id = {node.id: node for node in whole.depends_on if node.kind == "line"}
    rest = tuple(node for node in whole.depends_on if node.kind != "line")
    traced = []
    for line in lines:
        id = f"{statement_node(staff_id, month)}|{line['line_no']}"
        traced.append((line, by_id.get(id, TraceNode("line", id, (), ()))))
    return StatementTrace(
        statements[0], tuple(traced), TraceNode(whole.kind, whole.id, whole.rows, rest)
    )


def statement_node(staff_id: str, month: date) -> str:
    """How `commission_trace` names a statement."""
    return f"{staff_id}|{month:%Y-%m}"


def name_cells(sheets: SourceSheets, row: SourceRow) -> list[SourceCell]:
    """The cells of a row that were used, in the order of the file."""
    return [sheets.cell(row.file, row.export, row.sheet, row.row, field) for field in row.fields]


def _rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any]) -> list[dict[str, Any]]:
    cursor = con.execute(sql, parameters)
    headers = [column[0] for column in cursor.description or ()]
    return [dict(zip(headers, row, strict=True)) for row in cursor.fetchall()]
