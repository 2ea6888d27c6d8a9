"""What is true of the sales offices of a simulated company: contracts and money by month.

Belongs here: plain counts and sums in fen of the registers. Does not belong here: attainment,
commission or pay, which have rules of their own.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.simulate.sales_deals import CANCELLED, EXCHANGED, FORFEITED


def sales_by_month(project: str, known: dict[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """One entry per month in which a contract was signed: how many, and list and sold prices."""
    months = (
        _signed(known["sales_contracts"])
        .group_by(pl.col("signed_at").dt.truncate("1mo").dt.date().alias("month"))
        .agg(
            contracts=pl.len(),
            list_fen=pl.col("list_price").sum(),
            sold_fen=pl.col("sold_price").sum(),
        )
        .sort("month")
        .with_columns(pl.col("month").cast(pl.String))
    )
    return [{"project_name": project, **row} for row in months.to_dicts()]


def sales_sums(known: dict[str, pl.DataFrame]) -> dict[str, int]:
    """Contracts by what became of them, and the purchase money received."""
    contracts = known["sales_contracts"]
    ended = contracts["contract_status"].to_list()
    return {
        "contracts_signed": _signed(contracts).height,
        "contracts_cancelled": ended.count(CANCELLED),
        "contracts_exchanged": ended.count(EXCHANGED),
        "bookings_forfeited": ended.count(FORFEITED),
        "received_fen": int(known["sales_receipts"]["amount"].sum()),
    }


def _signed(contracts: pl.DataFrame) -> pl.DataFrame:
    return contracts.filter(
        pl.col("signed_at").is_not_null(), pl.col("contract_status") != FORFEITED
    )
