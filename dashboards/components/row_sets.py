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
from dashboards.instruments import COMPLETED, OVERALL
from dashboards.instruments import TICKET as TICKET_INSTRUMENT
from dashboards.queries import rows_behind, sales, satisfaction, service_rows
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
COMPLAINT_FIELDS = (
    *TICKET,
    "status",
    "dispatched_at",
    "first_replied_at",
    "resolved_at",
    "open_minutes",
    *SOURCE,
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
RULED_FIELDS = ("verdict", "met_at", *TICKET, "started_at", "due_at", *SOURCE)
REPLY_FIELDS = ("is_same_day", *TICKET, "first_replied_at", "status", *SOURCE)
REPEAT_FIELDS = ("is_repeat", *TICKET, *SOURCE)
TURNAROUND_FIELDS = (
    "status",
    *TICKET,
    "resolved_at",
    "minutes_to_resolve",
    "open_minutes",
    *SOURCE,
)
# Who gave which grade is not shown, on a visit or in a survey: neither room nor building, nor
# anything else that a group too small to be shown could be counted by.
VISIT_FIELDS = (
    "satisfaction_grade",
    "satisfaction_score",
    "is_satisfied",
    "project_name",
    "visit_id",
    "visited_on",
    *SOURCE,
)
SURVEY_ANSWER_FIELDS = (
    "satisfaction_grade",
    "satisfaction_score",
    "is_satisfied",
    "project_name",
    "survey_name",
    "service_area",
    "question",
    *SOURCE,
)
INVITATION_FIELDS = (
    "disposition",
    "is_respondent",
    "project_name",
    "room_name",
    "tenure",
    "survey_id",
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
SOLD_FIELDS = (
    "project_name",
    "contract_id",
    "unit_name",
    "signed_at",
    "sold_amount",
    "list_amount",
    "contract_status",
    *SOURCE,
)
TARGET_FIELDS = ("project_name", "sales_month", "target_amount")

# Done late is done; kept is done in time.
DONE, KEPT = pl.col("met_at").is_not_null(), pl.col("verdict") == "met"


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


def _ruled(page: Page, rule_id: str, kept: pl.Expr) -> list[RowSet]:
    rows = page.ask(service_rows.ruled_tickets, page.filters, rule_id)
    return [RowSet("rows.judged", rows, RULED_FIELDS, *_counted(rows, kept))]


def _same_day_replies(page: Page) -> list[RowSet]:
    rows = page.ask(service_rows.same_day_replies, page.filters)
    return [RowSet("rows.judged", rows, REPLY_FIELDS, *_counted(rows, pl.col("is_same_day")))]


def _repeats(page: Page) -> list[RowSet]:
    rows = page.ask(service_rows.repeats, page.filters)
    return [RowSet("rows.repeats", rows, REPEAT_FIELDS, *_counted(rows, pl.col("is_repeat")))]


def _visits(page: Page, *, scored: bool) -> list[RowSet]:
    rows = page.ask(rows_behind.graded_visits, page.filters)
    hits, n = _counted(rows, pl.col("is_satisfied"))
    top = total(rows, "satisfaction_score") if scored else hits
    return [RowSet("rows.visits", rows, VISIT_FIELDS, top, n)]


def _with_score(rows: pl.DataFrame) -> pl.DataFrame:
    """Without the answers of registers that know only two grades: they have no score."""
    return rows.filter(pl.col("satisfaction_score").is_not_null())


def _ticket_visits(page: Page, *, scored: bool) -> list[RowSet]:
    rows = page.ask(satisfaction.graded_visits, page.filters, TICKET_INSTRUMENT.visit_types)
    rows = _with_score(rows) if scored else rows
    hits, n = _counted(rows, pl.col("is_satisfied"))
    top = total(rows, "satisfaction_score") if scored else hits
    return [RowSet("rows.ticket_visits", rows, VISIT_FIELDS, top, n)]


def _survey_answers(page: Page, *, scored: bool) -> list[RowSet]:
    period = page.filters.period
    rows = page.ask(
        satisfaction.survey_answers,
        page.filters.project,
        period.start_on,
        period.end_on,
        OVERALL,
        None,
    ).filter(pl.col("service_area") == OVERALL)
    rows = _with_score(rows) if scored else rows
    hits, n = _counted(rows, pl.col("is_satisfied"))
    top = total(rows, "satisfaction_score") if scored else hits
    return [RowSet("rows.survey_answers", rows, SURVEY_ANSWER_FIELDS, top, n)]


def _invited(page: Page) -> list[RowSet]:
    period = page.filters.period
    rows = page.ask(
        satisfaction.invitations, page.filters.project, period.start_on, period.end_on, None
    ).filter(pl.col("is_eligible"))
    hits, n = _counted(rows, pl.col("disposition") == COMPLETED)
    return [RowSet("rows.invitations", rows, INVITATION_FIELDS, hits, n)]


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


def _sales(page: Page) -> list[RowSet]:
    sold = page.ask(sales.contracts_with_target, page.filters)
    targets = page.ask(sales.targets_of_period, page.filters)
    months = targets.rename({"period_start_on": "sales_month"})
    return [
        RowSet("rows.contracts", sold, SOLD_FIELDS, total(sold, "sold_amount"), None),
        RowSet("rows.targets", months, TARGET_FIELDS, None, total(targets, "target_amount")),
    ]


ROWS_OF: dict[str, Callable[[Page], list[RowSet]]] = {
    "complaint_dispatch_rate": lambda page: _judged(page, "SV2", "complaint", TICKET_FIELDS),
    "work_order_same_day_rate": lambda page: _judged(page, "SV10", "work_order", WORK_ORDER_FIELDS),
    "complaint_same_day_reply_rate": _same_day_replies,
    "complaint_followup_rate": lambda page: _ruled(page, "SV3", DONE),
    "complaint_promise_kept_rate": lambda page: _ruled(page, "SV29K", KEPT),
    "complaint_repeat_rate": _repeats,
    "work_order_callback_rate": lambda page: _ruled(page, "SV14", DONE),
    "satisfaction_rate": lambda page: _visits(page, scored=False),
    "satisfaction_score": lambda page: _visits(page, scored=True),
    "ticket_satisfaction_rate": lambda page: _ticket_visits(page, scored=False),
    "ticket_satisfaction_score": lambda page: _ticket_visits(page, scored=True),
    "survey_satisfaction_rate": lambda page: _survey_answers(page, scored=False),
    "survey_satisfaction_score": lambda page: _survey_answers(page, scored=True),
    "survey_response_rate": _invited,
    "complaint_resolution_km_median_hours": _turnaround,
    "fee_collection_rate": _bills,
    "fee_arrears_recovery_rate": _arrears,
    "fee_combined_collection_rate": lambda page: [*_bills(page), *_arrears(page)],
    "sales_attainment_rate": _sales,
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
