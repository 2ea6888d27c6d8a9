"""A published snapshot that holds a few statements and nothing else.

Belongs here: the marts that a signature reads, with the columns that are kept. Does not
belong here: how a statement is computed (real builds: `test_signed_months_stay`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb

from pipelines.publish import snapshots
from pipelines.settings import Home
from pipelines.sign_off import sources
from pipelines.sign_off.frozen import LINE_COLUMNS, STATEMENT_COLUMNS

JANUARY, FEBRUARY, MARCH, APRIL = (date(2015, month, 1) for month in (1, 2, 3, 4))
APRIL_1 = datetime(2015, 4, 1, 9)


def publish_statements(
    home: Home,
    *,
    as_of: datetime = APRIL_1,
    base_pay: int = 1600,
    blocked: Sequence[tuple[str, date]] = (),
) -> snapshots.Snapshot:
    """Publish statements of January to March (complete) and April (in progress) of one person,
    built with the sign-offs that stand."""
    work = home.root / "by_hand"
    work.mkdir(parents=True, exist_ok=True)
    files = [work / f"{name}.duckdb" for name in snapshots.DATA_CLASSES]
    for file in files:
        file.unlink(missing_ok=True)
        with duckdb.connect(str(file)) as con:
            con.execute("create schema marts")
    with duckdb.connect(str(work / "pay.duckdb")) as con:
        _fill(con, sources.signed_months(home, as_of), base_pay, blocked)
    name = f"{as_of:%Y%m%dT%H%M%S}-{len(snapshots.kept(home)):010d}"
    return snapshots.publish(home, name, files, {"as_of": as_of.isoformat(sep=" ")})


def _fill(
    con: duckdb.DuckDBPyConnection,
    signed: sources.SignedMonths,
    base_pay: int,
    blocked: Sequence[tuple[str, date]],
) -> None:
    columns = {
        "fct_sales_statement_lines": LINE_COLUMNS,
        "fct_sales_statements": {**STATEMENT_COLUMNS, "sign_off_stage": "varchar"},
        "sales_sign_offs": sources.SIGN_OFF_COLUMNS,
    }
    for table, kinds in columns.items():
        listed = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
        con.execute(f"create table marts.{table} ({listed})")
    con.execute(
        "create table marts.sales_gate_findings (gate varchar, severity varchar,"
        " project_name varchar, contract_id varchar, staff_id varchar, month date)"
    )
    for gate, month in blocked:
        con.execute(
            "insert into marts.sales_gate_findings values ($1, 'blocks', null, 'A1', null, $2)",
            [gate, month],
        )
    for row in signed.sign_offs:
        marks = ", ".join(f"${n + 1}" for n in range(len(row)))
        con.execute(f"insert into marts.sales_sign_offs values ({marks})", list(row))
    for month in (JANUARY, FEBRUARY, MARCH, APRIL):
        con.execute(
            "insert into marts.fct_sales_statements by name select 'actual' as scenario_id,"
            " 'X' as staff_id, $1 as payroll_month, $2 as net_amount, $3 as is_complete",
            [month, base_pay, month < APRIL],
        )
        con.execute(
            "insert into marts.fct_sales_statement_lines by name select 'actual' as scenario_id,"
            " 'X' as staff_id, $1 as payroll_month, 1 as line_no, 'base_pay' as line_kind,"
            " $2 as amount",
            [month, base_pay],
        )


def new_home(root: Path) -> Home:
    return Home(root / "home")
