"""A small real warehouse of bills and payments, built by dbt in a directory of its own.

Belongs here: rows of 账单 and 缴费 in their contract's types, one dbt call, reading the
result. Does not belong here: expected figures (the tests), or intake (typed rows go in).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.exports import ColumnType, Export
from pipelines.exports.fee_bills import FEE_BILLS
from pipelines.exports.fee_payments import FEE_PAYMENTS
from pipelines.warehouse.dbt import run_dbt
from pipelines.warehouse.raw import create_raw_schema
from tests.dbt.settlement_oracle import Bill, Payment

POLARS_TYPES = {
    ColumnType.MONEY: pl.Decimal(18, 2),
    ColumnType.DATE: pl.Date(),
    ColumnType.TIMESTAMP: pl.Datetime("us"),
}
Row = Mapping[str, Any]


def yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def fen(amount: Decimal) -> int:
    return int(amount.scaleb(2))


def bill_row(bill: Bill, project_name: str) -> Row:
    return {
        "bill_id": bill.bill_id,
        "project_name": project_name,
        "room_name": bill.room,
        "fee_item": bill.item,
        "service_from": bill.service_from,
        "service_to": bill.service_from,
        "receivable_amount": yuan(bill.receivable),
        "concession_amount": yuan(bill.concession) if bill.concession else None,
        "due_on": bill.due_on,
        "bill_status": "作废" if bill.is_void else None,
    }


def payment_row(payment: Payment, project_name: str) -> Row:
    return {
        "payment_id": payment.payment_id,
        "bill_id": payment.bill_id,
        "project_name": project_name,
        "room_name": payment.room,
        "fee_item": payment.item,
        "paid_at": payment.paid_at,
        "received_amount": yuan(payment.value),
        "payment_kind": "退费" if payment.is_refund else "缴费",
        "refunded_payment_id": payment.refunded_id,
    }


class FeeWarehouse:
    """Writes `rows` as a lake under `root` and builds the fee marts as of `as_of`."""

    def __init__(
        self, root: Path, as_of: datetime, bills: Iterable[Row], payments: Iterable[Row]
    ) -> None:
        build_dir = root / "build"
        build_dir.mkdir(parents=True)
        lake = {
            export.name: [_write(root, export, list(rows), as_of)]
            for export, rows in ((FEE_BILLS, bills), (FEE_PAYMENTS, payments))
        }
        with duckdb.connect(str(build_dir / "work.duckdb")) as con:
            create_raw_schema(
                con,
                as_of=as_of,
                lake_files=lake,
                refused_rows=_empty("export", "batch_id", "source_sheet", "source_row"),
                intake_files=_empty("file"),
                quarantine_findings=_empty("file"),
            )
        self.run = run_dbt(
            ["build", "--select", "+marts.fees", "+kpis.fees", "--indirect-selection", "cautious"],
            build_dir,
        )
        self.main = build_dir / "main.duckdb"

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.main), read_only=True) as con:
            return con.execute(sql, list(parameters)).fetchall()


def _empty(*columns: str) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(columns, pl.Utf8))


def _write(root: Path, export: Export, rows: Sequence[Row], as_of: datetime) -> Path:
    frame = pl.DataFrame(
        {
            column.field: pl.Series(
                column.field,
                [row.get(column.field) for row in rows],
                dtype=POLARS_TYPES.get(column.type, pl.Utf8()),
            )
            for column in export.columns
        }
    ).with_columns(
        pl.lit(f"{export.name}_20250101.csv").alias("source_file"),
        pl.lit("").alias("source_sheet"),
        (pl.int_range(pl.len(), dtype=pl.Int32) + 2).alias("source_row"),
        pl.lit(min(as_of, datetime(2025, 1, 1))).alias("exported_at"),
        pl.lit(as_of).alias("file_received_at"),
        pl.lit("0123456789abcdef").alias("batch_id"),
        pl.lit("").alias("missing_columns"),
    )
    path = root / f"{export.name}.parquet"
    frame.write_parquet(path)
    return path
