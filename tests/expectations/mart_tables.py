"""Money marts in which nothing is wrong, and one way to break each promise about them.

Only the columns that the suites read; the whole marts are built by the tests of dbt.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]

AS_OF = datetime(2026, 4, 1, 9)

COLUMNS: dict[str, dict[str, str]] = {
    "fct_fee_bills": {
        "bill_id": "varchar",
        "due_on": "date",
        "receivable_amount": "decimal(18, 2)",
        "concession_amount": "decimal(18, 2)",
        "settled_amount": "decimal(18, 2)",
        "settled_on": "date",
        "ageing_bucket": "varchar",
    },
    "fct_fee_settlements": {
        "payment_id": "varchar",
        "settlement_no": "bigint",
        "bill_id": "varchar",
        "paid_at": "timestamp",
        "settled_amount": "decimal(18, 2)",
        "is_prepayment": "boolean",
        "is_arrears_recovery": "boolean",
    },
    "fct_tickets": {
        "ticket_id": "varchar",
        "department": "varchar",
        "received_at": "timestamp",
        "resolved_at": "timestamp",
        "withdrawn_at": "timestamp",
        "minutes_to_dispatch": "double",
        "minutes_to_first_reply": "double",
    },
    "kpi_catalogue": {"kpi_id": "varchar", "unit": "varchar"},
    "kpi_values": {
        "kpi_id": "varchar",
        "period_kind": "varchar",
        "period_start_on": "date",
        "project_name": "varchar",
        "department": "varchar",
        "is_complete": "boolean",
        "denominator": "decimal(38, 4)",
        "value": "double",
    },
}


def good_tables() -> Tables:
    """120 settled bills with their payments, 30 tickets, eight months of two KPIs."""
    return {
        "fct_fee_bills": [
            {
                "bill_id": f"B{n}",
                "due_on": date(2025, 1, 15),
                "receivable_amount": Decimal("250.60"),
                "concession_amount": Decimal("10.00"),
                "settled_amount": Decimal("240.60"),
                "settled_on": date(2025, 2, 1),
                "ageing_bucket": "settled",
            }
            for n in range(120)
        ],
        "fct_fee_settlements": [
            {
                "payment_id": f"P{n}",
                "settlement_no": 1,
                "bill_id": f"B{n}",
                "paid_at": datetime(2025, 2, 1, 10),
                "settled_amount": Decimal("240.60"),
                "is_prepayment": False,
                "is_arrears_recovery": False,
            }
            for n in range(120)
        ],
        "fct_tickets": [
            {
                "ticket_id": f"C{n}",
                "department": "客服部",
                "received_at": datetime(2026, 3, 1, 10),
                "resolved_at": datetime(2026, 3, 1, 12),
                "minutes_to_dispatch": 5.0,
                "minutes_to_first_reply": 20.0,
            }
            for n in range(30)
        ],
        "kpi_catalogue": [
            {"kpi_id": "fee_collection_rate", "unit": "share"},
            {"kpi_id": "satisfaction_score", "unit": "score"},
        ],
        "kpi_values": [
            {
                "kpi_id": kpi,
                "period_kind": "month",
                "period_start_on": date(2025 + (8 + n) // 12, (8 + n) % 12 + 1, 1),
                "project_name": "all",
                "department": "all",
                "is_complete": n < 7,
                "denominator": Decimal(100),
                "value": value,
            }
            for kpi, value in (("fee_collection_rate", 0.9), ("satisfaction_score", 82.0))
            for n in range(8)
        ],
    }


def _set(table: str, first: int | None = 1, **values: Any) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        for row in tables[table][:first]:
            row.update(values)

    return change


LATER = AS_OF + timedelta(minutes=1)
NEXT_MONTH = date(2026, 5, 1)

BREAK: dict[str, Callable[[Tables], None]] = {
    "fct_fee_bills_settle_at_most_their_amount": _set(
        "fct_fee_bills", settled_amount=Decimal("240.61")
    ),
    "fct_fee_bills_are_settled_by_now": _set("fct_fee_bills", settled_on=date(2026, 4, 2)),
    "fct_fee_bills_have_known_ageing": _set("fct_fee_bills", ageing_bucket="0-30"),
    "fct_fee_bills_are_mostly_collected": _set(
        "fct_fee_bills", None, settled_amount=Decimal("10.00")
    ),
    "fct_fee_settlements_happened_by_now": _set("fct_fee_settlements", paid_at=LATER),
    "fct_fee_settlements_are_mostly_allocated": _set("fct_fee_settlements", 40, bill_id=None),
    "fct_fee_settlements_are_seldom_prepaid": _set("fct_fee_settlements", 80, is_prepayment=True),
    "fct_fee_settlements_are_one_thing": _set(
        "fct_fee_settlements", is_prepayment=True, is_arrears_recovery=True
    ),
    "kpi_values_shares_lie_between_0_and_1": _set("kpi_values", value=1.01),
    "kpi_values_scores_lie_between_0_and_100": lambda tables: tables["kpi_values"][-1].update(
        value=101.0
    ),
    "kpi_values_have_begun": lambda tables: tables["kpi_values"][7].update(
        period_start_on=NEXT_MONTH
    ),
    "kpi_values_move_plausibly": lambda tables: tables["kpi_values"][6].update(value=0.4),
    "fct_tickets_happened_by_now": _set("fct_tickets", resolved_at=LATER),
    "fct_tickets_run_forward": _set("fct_tickets", minutes_to_dispatch=-1.0),
    "fct_tickets_mostly_name_a_department": _set("fct_tickets", 20, department="未注明"),
}
