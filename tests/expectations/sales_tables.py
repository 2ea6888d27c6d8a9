"""Arriving tables of the sales office in which nothing is wrong.

Belongs here: rows by export. Does not belong here: the ways to break them (`arriving_tables`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Rows = list[dict[str, Any]]


def sales_tables(months: Sequence[date], projects: Sequence[str]) -> dict[str, Rows]:
    """One deal a month and project, credited, paid and discounted; a target for each month."""
    tables: dict[str, Rows] = {
        "sales_contracts": [],
        "sales_credits": [],
        "sales_receipts": [],
        "discount_approvals": [],
        "sales_targets": [],
        "discount_authority": [
            {
                "project_name": project,
                "post": "置业顾问",
                "authority_rate": Decimal("0.02"),
                "valid_from": date(2025, 1, 1),
            }
            for project in projects
        ],
        "sales_deductions": [
            {
                "deduction_id": "KF1",
                "staff_id": "S2",
                "occurred_on": date(2026, 3, 5),
                "deduction_kind": "迟到",
                "minutes": 12,
                "occurrences": 1,
            }
        ],
        "lunch_duties": [{"staff_id": "S2", "duty_on": date(2026, 3, 5)}],
        "resignation_followers": [
            {
                "contract_id": "HT1",
                "from_staff_id": "S9",
                "to_staff_id": "S2",
                "effective_on": date(2026, 3, 5),
            }
        ],
    }
    for project in projects:
        for month in months:
            contract = {"contract_id": f"HT{project}{month:%Y%m}"}
            signed_at = datetime(month.year, month.month, 12, 15, 30)
            tables["sales_contracts"].append(contract | _contract(project, signed_at))
            tables["sales_credits"].append(
                contract | {"staff_id": "S2", "share": Decimal("1.0000")}
            )
            tables["sales_receipts"].append(
                contract
                | {
                    "receipt_id": f"SK{project}{month:%Y%m}",
                    "received_on": signed_at.date(),
                    "amount": Decimal("985000.00"),
                }
            )
            tables["discount_approvals"].append(
                contract
                | {
                    "requested_by_staff_id": "S2",
                    "approved_by_staff_id": "S1",
                    "signed_at": signed_at,
                }
            )
            tables["sales_targets"].append(
                {
                    "project_name": project,
                    "staff_id": "S2",
                    "month": month,
                    "target_amount": Decimal("3000000.00"),
                }
            )
    return tables


def _contract(project: str, signed_at: datetime) -> dict[str, Any]:
    return {
        "project_name": project,
        "unit_name": "5-2-1801",
        "list_price": Decimal("1000000.00"),
        "sold_price": Decimal("985000.00"),
        "payment_plan": "全款",
        "subscribed_on": signed_at.date(),
        "signed_at": signed_at,
        "contract_status": "有效",
    }
