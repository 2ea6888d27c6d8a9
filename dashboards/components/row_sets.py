"""Which rows are behind which KPI, and whether they add up to it.

Belongs here: the rows of every KPI with what they add to its numerator and denominator. Does not
belong here: showing them (`kpi_rows`), the statements (`queries`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from dashboards.components.page import Page
from dashboards.queries import rows_behind
from dashboards.queries.scope import ROW_LIMIT

SOURCE = ("source_file", "source_sheet", "source_row")
TICKET = (
    "project_name",
    "department",
    "ticket_id",
    "ticket_class",
    "room_name",
    "received_at",
)
TICKET_FIELDS = (
    "verdict",
    *TICKET,
    "dispatched_at",
    "minutes_to_dispatch",
    *SOURCE,
)
WORK_ORDER_FIELDS = (
    "verdict",
    *TICKET,
    "resolved_at",
    "due_at",
    *SOURCE,
)
TURNAROUND_FIELDS = (
    "status",
    *TICKET,
    "resolved_at",
    "minutes_to_resolve",
    "open_minutes",
    *SOURCE,
)
VISIT_FIELDS = (
    "satisfaction_grade",
    "satisfaction_score",
    "is_satisfied",
    "project_name",
    "department",
    "visit_id",
    "room_name",
    "visited_at",
    *SOURCE,
)
BILL_FIELDS = (
    "project_name",
    "room_name",
    "bill_id",
    "fee_item",
    "service_from",
    "due_on",
    "receivable_amount",
    "concession_amount",
    "settled_amount",
    "outstanding_amount",
    "ageing_bucket",
    *SOURCE,
)
RECOVERED_FIELDS = (
    "project_name",
    "room_name",
    "payment_id",
    "bill_id",
    "fee_item",
    "due_on",
    "paid_at",
    "settled_amount",
    *SOURCE,
)
OPENING_FIELDS = (
    "project_name",
    "room_name",
    "bill_id",
    "fee_item",
    "due_on",
    "line_kind",
    "line_amount",
    *SOURCE,
)


@dataclass(frozen=True)
class RowSet:
    """Rows of one kind, with what they add to the numerator and the denominator (None: nothing
    that can be compared)."""

    title: str
    rows: pl.DataFrame
    fields: tuple[str, ...]
    numerator: Decimal | None
    denominator: Decimal | None

    @property
    def is_cut(self) -> bool:
        return self.rows.height >= ROW_LIMIT


def _counted(rows: pl.DataFrame, hit: pl.Expr) -> tuple[Decimal, Decimal]:
    return Decimal(rows.filter(hit).height), Decimal(rows.height)


def total(rows: pl.DataFrame, field: str) -> Decimal:
    return sum((Decimal(value) for value in rows[field] if value is not None), Decimal(0))


def _judged(page: Page, rule_id: str, ticket_kind: str, fields: tuple[str, ...]) -> list[RowSet]:
    rows = page.ask(rows_behind.judged_tickets, page.filters, rule_id, ticket_kind)
    return [RowSet("rows.judged", rows, fields, *_counted(rows, pl.col("verdict") == "met"))]


def _visits(page: Page, *, scored: bool) -> list[RowSet]:
    rows = page.ask(rows_behind.graded_visits, page.filters)
    hits, n = _counted(rows, pl.col("is_satisfied"))
    top = total(rows, "satisfaction_score") if scored else hits
    return [RowSet("rows.visits", rows, VISIT_FIELDS, top, n)]


def _turnaround(page: Page) -> list[RowSet]:
    rows = page.ask(rows_behind.tickets, page.filters, "complaint")
    return [RowSet("rows.turnaround", rows, TURNAROUND_FIELDS, *_counted(rows, ~pl.col("is_open")))]


def _bills(page: Page) -> list[RowSet]:
    rows = page.ask(rows_behind.bills, page.filters)
    net = total(rows, "receivable_amount") - total(rows, "concession_amount")
    return [RowSet("rows.bills", rows, BILL_FIELDS, total(rows, "settled_amount"), net)]


def _arrears(page: Page) -> list[RowSet]:
    recovered = page.ask(rows_behind.recovered_arrears, page.filters)
    opening = page.ask(rows_behind.opening_arrears, page.filters)
    owed = total(opening.filter(pl.col("line_kind") == "receivable"), "line_amount")
    less = total(opening.filter(pl.col("line_kind") != "receivable"), "line_amount")
    return [
        RowSet(
            "rows.recovered", recovered, RECOVERED_FIELDS, total(recovered, "settled_amount"), None
        ),
        RowSet("rows.opening", opening, OPENING_FIELDS, None, owed - less),
    ]


ROWS_OF: dict[str, Callable[[Page], list[RowSet]]] = {
    "complaint_dispatch_rate": lambda page: _judged(page, "SV2", "complaint", TICKET_FIELDS),
    "work_order_same_day_rate": lambda page: _judged(page, "SV10", "work_order", WORK_ORDER_FIELDS),
    "satisfaction_rate": lambda page: _visits(page, scored=False),
    "satisfaction_score": lambda page: _visits(page, scored=True),
    "complaint_resolution_km_median_hours": _turnaround,
    "fee_collection_rate": _bills,
    "fee_arrears_recovery_rate": _arrears,
    "fee_combined_collection_rate": lambda page: [*_bills(page), *_arrears(page)],
}


def agrees(row: dict[str, Any], sets: list[RowSet]) -> bool | None:
    """Whether the rows add up to the published KPI; None when not all of them were fetched."""
    if any(rows.is_cut for rows in sets):
        return None
    for side in ("numerator", "denominator"):
        parts = [getattr(rows, side) for rows in sets if getattr(rows, side) is not None]
        if parts and row[side] is not None and sum(parts) != row[side]:
            return False
    return True
