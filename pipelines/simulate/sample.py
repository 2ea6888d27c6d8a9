"""The small sample that is kept with the source: one file per export, a few dozen rows each.

Belongs here: which rows of a tiny company go into it. Does not belong here: drawing them.
`python -m pipelines.simulate.sample data/sample` writes it again.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.exports import ALL_EXPORTS
from pipelines.simulate.company import estate_books
from pipelines.simulate.delivery import WHOLE, as_of_day
from pipelines.simulate.faulty_table import stamped
from pipelines.simulate.plan import Plan
from pipelines.simulate.sheets import (
    GBK_CSV,
    PLAIN_BOOK,
    REGISTER_BOOK,
    SPREADSHEET_CSV,
    SYSTEM_CSV,
    write_sheet,
)
from pipelines.simulate.staff import head_office

PLAN = Plan(estates=2, months=24, households_per_estate=16)
FIRST_BILLED_ON = date(2026, 9, 1)
TICKETS = 30
_STYLES = (PLAIN_BOOK, SYSTEM_CSV, GBK_CSV, SPREADSHEET_CSV, REGISTER_BOOK)


def write_sample(out: Path) -> list[Path]:
    """Writes one file per export; rows refer only to rows that are in the sample too."""
    out.mkdir(parents=True, exist_ok=True)
    frames = sample_frames()
    paths = []
    for place, export in enumerate(ALL_EXPORTS):
        style = _STYLES[place % len(_STYLES)]
        path = out / stamped(export.name, PLAN.exported_at, style.extension)
        write_sheet(path, export, frames[export.name], style, f"{export.title_zh} 样例")
        paths.append(path)
    return paths


def sample_frames() -> dict[str, pl.DataFrame]:
    """The rows of the sample by export, money in fen."""
    parts: dict[str, list[pl.DataFrame]] = {"staff": [head_office(PLAN)]}
    for books in estate_books(PLAN):
        known = {name: r.known_at(PLAN.horizon) for name, r in books.registers.items()}
        for name, rows in (books.whole | known).items():
            parts.setdefault(name, []).append(rows)
    frames = {name: pl.concat(part) for name, part in parts.items()}
    for name in WHOLE:
        frames[name] = as_of_day(name, frames[name], PLAN.end)
    frames["complaints"] = frames["complaints"].sort("received_at").tail(TICKETS)
    frames["work_orders"] = frames["work_orders"].sort("opened_at").tail(TICKETS)
    frames["fee_bills"] = frames["fee_bills"].filter(pl.col("service_from") >= FIRST_BILLED_ON)
    frames["fee_payments"] = _payments(frames["fee_payments"], frames["fee_bills"])
    frames["visits"] = _visits(frames)
    return frames


def _payments(payments: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    recent = payments.filter(
        pl.col("paid_at") >= FIRST_BILLED_ON,
        pl.col("bill_id").is_null() | pl.col("bill_id").is_in(bills["bill_id"].implode()),
    )
    refunded = pl.col("refunded_payment_id")
    return recent.filter(refunded.is_null() | refunded.is_in(recent["payment_id"].implode()))


def _visits(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    known = pl.concat(
        [frames["complaints"]["complaint_id"], frames["work_orders"]["work_order_id"]]
    )
    about = pl.col("ticket_id")
    visits = frames["visits"].filter(about.is_null() | about.is_in(known.implode()))
    return visits.sort("visited_at", "visit_id").tail(TICKETS + 10)


if __name__ == "__main__":
    for written in write_sample(Path(sys.argv[1])):
        print(written)
