"""Purchase money received by month, and the purchases that were cancelled.

Belongs here: both for the chosen period. Does not belong here: who sold them.
"""

from __future__ import annotations

from decimal import Decimal

from dashboards.components.chart import chart
from dashboards.components.kpi_rows import caption_of_total
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import frame_table, long_table
from dashboards.figures.month_bars import MonthBar, month_bars
from dashboards.queries import sales
from dashboards.text import formats

MONTHS_SHOWN = 12
RECEIVED_FIELDS = ("sales_month", "received_amount", "cancelled_count", "cancelled_amount")
CANCELLED_FIELDS = (
    "cancelled_on",
    "contract_status",
    "contract_id",
    "unit_name",
    "project_name",
    "sold_amount",
    "received_amount",
    "signed_at",
    *SOURCE,
)


def receipts(page: Page) -> None:
    """Money received in the months of the last year."""
    words, period = page.words, page.filters.period
    section(words, "sales.receipts", words("sales.receipts_note"))
    from_on = period.end_on.replace(year=period.end_on.year - 1)
    frame = page.ask(sales.overview_by_month, page.filters.project, from_on, period.end_on).tail(
        MONTHS_SHOWN
    )
    if frame.is_empty():
        notice(words, "state.no_sales")
        return
    labels = [formats.short_period(words, "month", month) for month in frame["period_start_on"]]
    exact = [formats.money(words, amount) for amount in frame["received_amount"]]
    amounts = [amount or Decimal(0) for amount in frame["received_amount"]]
    figure = month_bars(
        [
            MonthBar(label, amount, f"{label}: {told}")
            for label, amount, told in zip(labels, amounts, exact, strict=True)
        ],
        lambda amount: formats.money_compact(words, amount),
        page.palette,
    )
    rows = frame.rename({"period_start_on": "sales_month"})
    chart(
        words,
        figure,
        key="receipts",
        alt=words("sales.receipts_alt", month=labels[-1], amount=exact[-1]),
        table=lambda: frame_table(words, words("sales.receipts"), rows[::-1], RECEIVED_FIELDS),
    )


def cancellations(page: Page) -> None:
    """The contracts cancelled in the period, whenever they were signed."""
    words = page.words
    section(words, "sales.cancellations", words("sales.cancellations_note"))
    rows = page.ask(sales.contracts_cancelled, page.filters)
    if rows.is_empty():
        notice(words, "state.none_cancelled")
        return
    caption_of_total(words, rows, "sold_amount")
    long_table(words, rows, CANCELLED_FIELDS, alt=words("sales.cancellations"), key="cancellations")
