"""What is true of the fees of a simulated company: sums in fen, and what was paid in time.

Belongs here: plain sums of bills and payments. Does not belong here: how a payment is laid on
bills; that is the warehouse's to settle.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl

from pipelines.simulate.company import EstateBooks


def fee_sums(bills: pl.DataFrame, payments: pl.DataFrame) -> dict[str, int]:
    """Counts, and sums in fen, of the bills and payments of one estate."""
    valid = bills.filter(pl.col("bill_status") == "有效")
    refund = pl.col("payment_kind") == "退费"
    paid, refunds = payments.filter(~refund), payments.filter(refund)
    return {
        "valid_bills": valid.height,
        "void_bills": bills.height - valid.height,
        "receivable_fen": _sum(valid["receivable_amount"]),
        "receivable_with_void_fen": _sum(bills["receivable_amount"]),
        "concession_fen": _sum(valid["concession_amount"]),
        "payments": paid.height,
        "payments_without_bill": int(paid["bill_id"].is_null().sum()),
        "refunds": refunds.height,
        "received_fen": _sum(paid["received_amount"]),
        "account_fen": _sum(paid["account_amount"]),
        "refunded_fen": _sum(refunds["received_amount"].abs())
        + _sum(refunds["account_amount"].abs()),
        "late_fee_fen": _sum(payments["late_fee_amount"]),
    }


def collection_by_quarter(
    project: str, books: EstateBooks, horizon: datetime
) -> list[dict[str, Any]]:
    """Per quarter of the first service day: fen due, and fen of the bills paid by its end
    and by the horizon (part payments count as paid, so this is what was meant, within a
    per mille or two of what a settlement gives)."""
    start = pl.col("service_from").dt.truncate("1q")
    paid = pl.col("paid_at")
    due = pl.col("receivable_amount") - pl.col("concession_amount").fill_null(0)
    bills = books.registers["fee_bills"].rows.with_columns(books.bill_paid_at.alias("paid_at"))
    quarters = (
        bills.filter(pl.col("_voided_at").is_null())
        .group_by(start.alias("quarter_start_on"))
        .agg(
            due_fen=due.sum(),
            paid_by_quarter_end_fen=due.filter(
                paid < start.dt.offset_by("3mo").cast(pl.Datetime), paid <= horizon
            ).sum(),
            paid_by_horizon_fen=due.filter(paid <= horizon).sum(),
        )
        .sort("quarter_start_on")
        .with_columns(pl.col("quarter_start_on").cast(pl.String))
    )
    return [{"project_name": project, **row} for row in quarters.to_dicts()]


def _sum(fen: pl.Series) -> int:
    return int(fen.sum())
