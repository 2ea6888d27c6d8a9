"""The small sample that is kept with the source: one file per export, a few dozen rows each.

Belongs here: which rows of a tiny company go into it. Does not belong here: drawing them.
`python -m pipelines.simulate.sample data/sample` writes it again.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.simulate.company import estate_books
from pipelines.simulate.delivery import DESKS, WHOLE, as_of_day
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
ROOMS_SURVEYED = 8
SOLD_SINCE = date(2026, 9, 1)
_STYLES = (PLAIN_BOOK, SYSTEM_CSV, GBK_CSV, SPREADSHEET_CSV, REGISTER_BOOK)


def write_sample(out: Path) -> list[Path]:
    """Writes one file per export; rows refer only to rows that are in the sample too."""
    out.mkdir(parents=True, exist_ok=True)
    frames = sample_frames()
    paths = []
    for place, name in enumerate(DESKS):
        export = EXPORTS_BY_NAME[name]
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
    frames["calls"] = frames["calls"].sort("called_at", "call_id").tail(TICKETS)
    frames["contacts"] = frames["contacts"].filter(pl.col("ticket_id").is_in(_tickets(frames)))
    for name in ("survey_invites", "survey_answers"):
        frames[name] = _of_the_last_survey(frames[name], frames["rooms"])
    frames["survey_tallies"] = _newest(frames["survey_tallies"])
    return frames | _sales(frames)


def _sales(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The last deals and those that a colleague took over, and all about these; the duties of
    the last month."""
    contracts, handed_over = frames["sales_contracts"], frames["resignation_followers"]
    recent = pl.col("subscribed_on") >= SOLD_SINCE
    deals = contracts.filter(
        recent | pl.col("contract_id").is_in(handed_over["contract_id"].implode())
    )
    of_deals = pl.col("contract_id").is_in(deals["contract_id"].implode())
    signed = deals.select("project_name", month=pl.col("signed_at").dt.truncate("1mo").dt.date())
    duty = pl.col("duty_on") >= PLAN.months_covered[-1].first_day
    return {
        "sales_contracts": deals,
        **{
            name: frames[name].filter(of_deals)
            for name in ("sales_credits", "sales_receipts", "discount_approvals")
        },
        "sales_targets": frames["sales_targets"].join(
            signed, on=["project_name", "month"], how="semi", maintain_order="left"
        ),
        "sales_deductions": frames["sales_deductions"].filter(pl.col("occurred_on") >= SOLD_SINCE),
        "lunch_duties": frames["lunch_duties"].filter(duty),
    }


def _tickets(frames: dict[str, pl.DataFrame]) -> pl.Expr:
    known = pl.concat(
        [frames["complaints"]["complaint_id"], frames["work_orders"]["work_order_id"]]
    )
    return pl.lit(known.implode())


def _of_the_last_survey(rows: pl.DataFrame, rooms: pl.DataFrame) -> pl.DataFrame:
    """Rows about the first rooms of each project in the newest survey."""
    chosen = rooms.group_by("project_name", maintain_order=True).head(ROOMS_SURVEYED)
    return _newest(rows).join(
        chosen, on=["project_name", "room_name"], how="semi", maintain_order="left"
    )


def _newest(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("survey_id") == pl.col("survey_id").max())


def _payments(payments: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    recent = payments.filter(
        pl.col("paid_at") >= FIRST_BILLED_ON,
        pl.col("bill_id").is_null() | pl.col("bill_id").is_in(bills["bill_id"].implode()),
    )
    refunded = pl.col("refunded_payment_id")
    return recent.filter(refunded.is_null() | refunded.is_in(recent["payment_id"].implode()))


def _visits(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    about = pl.col("ticket_id")
    visits = frames["visits"].filter(about.is_null() | about.is_in(_tickets(frames)))
    return visits.sort("visited_at", "visit_id").tail(TICKETS + 10)


if __name__ == "__main__":
    for written in write_sample(Path(sys.argv[1])):
        print(written)
