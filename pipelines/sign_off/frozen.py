"""The statements of a signed month, kept as they stood.

Belongs here: the stored columns, taking the rows from a published snapshot, the immutable
Parquet files. Does not belong here: the ledger that names them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import duckdb
import polars as pl

from pipelines.intake.durable import write_aside
from pipelines.settings import Home
from pipelines.sign_off.records import FrozenFile

READ_ONLY = 0o444

_SOURCE = {"source_file": "varchar", "source_sheet": "varchar", "source_row": "bigint"}

# The columns of the marts `fct_sales_statement_lines` and `fct_sales_statements` that are
# kept, with their types. The stage is left out: it goes on after the month was frozen.
LINE_COLUMNS: Mapping[str, str] = {
    "scenario_id": "varchar",
    "staff_id": "varchar",
    "payroll_month": "date",
    "line_no": "bigint",
    "statement_column": "varchar",
    "line_kind": "varchar",
    "clause": "varchar",
    "project_name": "varchar",
    "contract_id": "varchar",
    "detail": "varchar",
    "quantity": "decimal(18, 4)",
    "base_amount": "decimal(18, 2)",
    "rate": "decimal(12, 7)",
    "amount": "decimal(18, 2)",
    "origin_month": "date",
    "plan_version": "varchar",
    "cause_zh": "varchar",
    "cause_en": "varchar",
    **_SOURCE,
}
STATEMENT_COLUMNS: Mapping[str, str] = {
    "scenario_id": "varchar",
    "staff_id": "varchar",
    "payroll_month": "date",
    "project_name": "varchar",
    "post": "varchar",
    "sales_role": "varchar",
    "base_pay_amount": "decimal(18, 2)",
    "released_commission_amount": "decimal(18, 2)",
    "clawback_amount": "decimal(18, 2)",
    "awards_amount": "decimal(18, 2)",
    "override_amount": "decimal(18, 2)",
    "site_bonus_amount": "decimal(18, 2)",
    "lunch_duty_amount": "decimal(18, 2)",
    "deductions_amount": "decimal(18, 2)",
    "adjustments_amount": "decimal(18, 2)",
    "net_amount": "decimal(18, 2)",
    "brought_forward_amount": "decimal(18, 2)",
    "payable_amount": "decimal(18, 2)",
    "carried_forward_amount": "decimal(18, 2)",
    "forfeited_amount": "decimal(18, 2)",
    "plan_version": "varchar",
    "pay_on": "date",
    "is_complete": "boolean",
    "is_part_month": "boolean",
    "is_blocked": "boolean",
    **_SOURCE,
}


def freeze(
    con: duckdb.DuckDBPyConnection, home: Home, first_month: date, month: date
) -> tuple[FrozenFile, FrozenFile]:
    """Keep the published lines and statements of the months `first_month`..`month`.

    `con` reads a published snapshot with its pay data. The files are named by their content,
    so the same statements give the same files.
    """
    months = (first_month, month)
    lines = _published(con, "fct_sales_statement_lines", LINE_COLUMNS, "line_no", months)
    statements = _published(con, "fct_sales_statements", STATEMENT_COLUMNS, "post", months)
    return _keep(home, month, "lines", lines), _keep(home, month, "statements", statements)


def content_hash(lines: FrozenFile, statements: FrozenFile) -> str:
    """What a signature signs, in 32 hex digits."""
    return hashlib.sha256(f"{lines.sha256}{statements.sha256}".encode()).hexdigest()[:32]


def _published(
    con: duckdb.DuckDBPyConnection,
    mart: str,
    columns: Mapping[str, str],
    last_key: str,
    months: tuple[date, date],
) -> pl.DataFrame:
    selected = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in columns.items())
    rows: pl.DataFrame = con.sql(
        f"select {selected} from {mart}"
        " where scenario_id = 'actual' and payroll_month between $1 and $2"
        f" order by payroll_month, staff_id, {last_key} nulls last",
        params=list(months),
    ).pl()
    return rows


def _keep(home: Home, month: date, kind: str, rows: pl.DataFrame) -> FrozenFile:
    buffer = BytesIO()
    rows.write_parquet(buffer, compression="zstd")
    content = buffer.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    name = f"{month:%Y-%m}/{kind}-{digest[:16]}.parquet"

    def write(aside: Path) -> None:
        aside.write_bytes(content)
        aside.chmod(READ_ONLY)

    write_aside(home.sign_offs / name, write)
    return FrozenFile(name, digest, rows.height)
