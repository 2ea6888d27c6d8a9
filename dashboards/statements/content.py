"""Everything the statements of one month rest on, as it was published.

Belongs here: asking for it, and picking what belongs to one person. Does not belong here: words and
tables (`person` and its parts), any amount.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from dashboards.queries import commission, kpis, people, plan, statement_month, statements
from dashboards.queries.scope import ALL, Principal

Row = Mapping[str, Any]
Rows = tuple[Row, ...]
Grouped = dict[str, Rows]


class NoStatements(Exception):
    """No statement of that month, or of that person in it; `known` are those there are."""

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        super().__init__(wanted)
        self.known = tuple(known)


class NotComputed(Exception):
    """The snapshot in force was published before there were statements in it."""


@dataclass(frozen=True)
class Month:
    """The statements of one month, in the order they are printed, and what stands behind them.

    `chosen` is the one person whose statement is wanted, None for everybody. `names` is None when
    the reader may not see names. Rows are published rows.
    """

    month: date
    as_of: datetime
    snapshot_id: str
    statements: Rows
    lines: Rows
    earned: Rows
    releases: Rows
    positions: Rows
    held: Rows
    attainment: Rows
    findings: Rows
    sign_offs: Rows
    clauses: Rows
    readings: Rows
    plan_terms: Rows
    tiers: Rows
    contracts: Mapping[str, Row]
    names: Mapping[str, str] | None
    chosen: str | None = None

    @property
    def printed(self) -> Rows:
        """The statements to print."""
        return tuple(r for r in self.statements if self.chosen in (None, r["staff_id"]))

    @cached_property
    def _lines(self) -> Grouped:
        return _grouped(self.lines, "staff_id")

    @cached_property
    def _earned(self) -> Grouped:
        return _grouped(self.earned, "contract_id")

    @cached_property
    def _releases(self) -> Grouped:
        return _grouped(self.releases, "contract_id")

    @cached_property
    def earned_now(self) -> Rows:
        """What was earned on the contracts of this very month."""
        return tuple(row for row in self.earned if row["commission_month"] == self.month)

    @cached_property
    def released_now(self) -> Rows:
        """What was released and taken back in this month."""
        return tuple(row for row in self.releases if row["payroll_month"] == self.month)

    def lines_of(self, staff_id: str) -> Rows:
        return self._lines.get(staff_id, ())

    def earned_on(self, contract_id: str, staff_id: str) -> Rows:
        """The commission lines of a contract and the person who earned them, whenever earned."""
        rows = self._earned.get(contract_id, ())
        return tuple(row for row in rows if row["staff_id"] == staff_id)

    def releases_on(self, contract_id: str) -> Rows:
        """Everything released and taken back on a contract up to this month."""
        return self._releases.get(contract_id, ())

    def attainment_of(self, staff_id: str, project: str | None = None) -> Rows:
        """A person's months in every project, or one project's ('all' is the project itself)."""
        return tuple(
            row
            for row in self.attainment
            if row["staff_id"] == staff_id and project in (None, row["project_name"])
        )

    def terms_of(self, plan_version: str | None) -> dict[str, Decimal]:
        return {
            row["term"]: row["value"]
            for row in self.plan_terms
            if row["plan_version"] == plan_version and row["value"] is not None
        }

    def sign_offs_of(self, project: str | None) -> Rows:
        return tuple(row for row in self.sign_offs if row["project_name"] in (ALL, project))


def read_published(
    home: Path, principal: Principal, month: date, staff_id: str | None = None
) -> Month:
    """The statements of `month` in the snapshot in force under `home`, of one person or of all.

    Raises FileNotFoundError when nothing is published, NotComputed, NoStatements, PermissionError.
    Names are read only for who may see them.
    """
    name = (home / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    directory = home / "published" / name
    names = None
    if principal.sees_personal:
        with _open(directory, "personal") as personal:
            names = dict(people.staff_names(personal, principal).iter_rows())
    with _open(directory, "main") as main, _open(directory, "pay") as pay:
        try:
            return read_month(main, pay, principal, month, name, names, staff_id)
        except duckdb.CatalogException as missing:
            raise NotComputed(str(missing)) from missing


def read_month(
    main: duckdb.DuckDBPyConnection,
    pay: duckdb.DuckDBPyConnection,
    principal: Principal,
    month: date,
    snapshot_id: str,
    names: Mapping[str, str] | None = None,
    staff_id: str | None = None,
) -> Month:
    """As `read_published`, from files that are open."""

    def ask(query: Callable[..., pl.DataFrame], *arguments: Any) -> Rows:
        return _rows(query(pay.cursor(), principal, *arguments))

    printed = ask(statements.statements, month, ALL)
    everybody = [str(row["staff_id"]) for row in printed]
    if not printed:
        months = [row["payroll_month"] for row in ask(statements.statement_months)]
        raise NoStatements(f"{month:%Y-%m}", [f"{known:%Y-%m}" for known in sorted(months)])
    if staff_id is not None and staff_id not in everybody:
        raise NoStatements(staff_id, everybody)
    contracts = _rows(statement_month.contracts(main.cursor(), principal))
    return Month(
        month=month,
        as_of=kpis.build_info(main.cursor()).row(0, named=True)["as_of"],
        snapshot_id=snapshot_id,
        statements=printed,
        lines=ask(statement_month.lines, month),
        earned=ask(statement_month.earned, month),
        releases=ask(statement_month.releases, month),
        positions=ask(statement_month.positions, month),
        held=ask(commission.held, ALL),
        attainment=ask(statement_month.attainment, month),
        findings=ask(statements.gate_findings, month, ALL),
        sign_offs=ask(statements.sign_offs, month),
        clauses=ask(plan.clauses),
        readings=tuple(row for row in ask(plan.readings) if row["is_default"]),
        plan_terms=ask(plan.plan_terms),
        tiers=ask(commission.tiers_of_month, month),
        contracts={row["contract_id"]: row for row in contracts},
        names=names,
        chosen=staff_id,
    )


def _grouped(rows: Rows, field: str) -> Grouped:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[field], []).append(row)
    return {key: tuple(group) for key, group in groups.items()}


def _open(directory: Path, name: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(directory / f"{name}.duckdb"), read_only=True)


def _rows(frame: pl.DataFrame) -> Rows:
    return tuple(frame.iter_rows(named=True))
