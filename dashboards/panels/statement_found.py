"""Everything that stands behind one statement, read at once.

Belongs here: which rows belong to the statement, and to one line of it. Does not belong here: their
words (`statement_line`), the statements that fetch them (`queries`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboards.components.page import Page
from dashboards.queries import plan, sales, source_cells, statement_month, statements
from dashboards.queries.statements import ACTUAL
from dashboards.statement_reading import Behind, terms_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """Everything that was read for one statement."""

    statement: Row
    lines: pl.DataFrame
    earned: pl.DataFrame
    taken_back: pl.DataFrame
    team: pl.DataFrame
    attained: dict[tuple[str, str], Row]
    contracts: dict[str, Row]
    cells: pl.DataFrame
    clauses: dict[str, Row]
    terms: pl.DataFrame


def read_found(page: Page, row: Row) -> Found:
    """Read all that stands behind the statement `row`."""
    asked = (row["scenario_id"], row["staff_id"], row["payroll_month"])
    lines = page.ask_pay(statements.statement_lines, *asked)
    attained, cells = pl.DataFrame(), pl.DataFrame()
    # Attainment and the trace are published as they count for pay: a what-if may have others.
    if row["scenario_id"] == ACTUAL:
        attained = page.ask_pay(statement_month.attainment, row["payroll_month"])
        line_ids = tuple(line_id(line) for line in lines.iter_rows(named=True))
        cells = page.ask_pay(
            source_cells.cells_of_lines, row["staff_id"], row["payroll_month"], line_ids
        )
    contract_ids = tuple(sorted(set(lines["contract_id"].drop_nulls())))
    team = page.ask_pay(
        statements.releases_of_team, row["scenario_id"], row["project_name"], row["payroll_month"]
    )
    return Found(
        statement=row,
        lines=lines,
        earned=page.ask_pay(statements.earned_behind, *asked),
        taken_back=page.ask_pay(statements.releases_taken_back, *asked),
        team=team,
        attained={(a["project_name"], a["staff_id"]): a for a in attained.iter_rows(named=True)},
        contracts={
            contract["contract_id"]: contract
            for contract in page.ask(sales.contracts_named, contract_ids).iter_rows(named=True)
        },
        cells=cells,
        clauses={
            clause["clause"]: clause for clause in page.ask_pay(plan.clauses).iter_rows(named=True)
        },
        terms=page.ask_pay(plan.plan_terms),
    )


def line_id(line: Row) -> str:
    """A line as the trace names it."""
    return f"{line['staff_id']}|{line['payroll_month']:%Y-%m}|{line['line_no']}"


def behind_line(found: Found, row: Row) -> Behind:
    """What may be written out beside one line."""
    return Behind(
        terms=terms_of(found.terms, row["plan_version"] or found.statement["plan_version"]),
        earned=_earned_of(row, found),
        released=_taken_back(row, found),
        contract=found.contracts.get(str(row["contract_id"])),
    )


def _earned_of(row: Row, found: Found) -> list[Row]:
    """The commission lines of a line's contract: this person's own, or for a reassigned part the
    ones of who earned it."""
    if row["line_kind"] not in ("release", "clawback"):
        return []
    of_contract = found.earned.filter(pl.col("contract_id") == row["contract_id"])
    own = pl.col("staff_id") == row["staff_id"]
    chosen = of_contract.filter(~own if row["detail"] == "reassigned" else own)
    return list((chosen if chosen.height else of_contract).iter_rows(named=True))


def _taken_back(row: Row, found: Found) -> list[Row]:
    if row["line_kind"] != "clawback":
        return []
    released = found.taken_back.filter(pl.col("contract_id") == row["contract_id"])
    return list(released.iter_rows(named=True))
