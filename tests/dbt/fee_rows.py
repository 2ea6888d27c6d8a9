"""Bills and payments as rows of 账单 and 缴费, for the small warehouses of the fee tests.

Belongs here: rows in the contracts' fields, from a few plain values. Does not belong here:
expected figures (the tests), or building (`tests.small_warehouse`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.dbt.settlement_oracle import Bill, Payment

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


def bill(
    project: str,
    bill_id: str,
    service_from: date,
    due_on: date,
    receivable: str,
    concession: str = "0",
    *,
    status: str = "有效",
    room: str = "1-1-101",
) -> Row:
    return {
        "bill_id": f"{project}/{bill_id}",
        "project_name": project,
        "room_name": room,
        "fee_item": "物业费",
        "service_from": service_from,
        "service_to": service_from,
        "receivable_amount": Decimal(receivable),
        "concession_amount": Decimal(concession),
        "due_on": due_on,
        "bill_status": status,
    }


def paid(project: str, bill_id: str, paid_at: datetime, amount: str, number: int = 1) -> Row:
    return {
        "payment_id": f"{project}/{bill_id}/{number}",
        "bill_id": f"{project}/{bill_id}",
        "project_name": project,
        "room_name": "1-1-101",
        "paid_at": paid_at,
        "received_amount": Decimal(amount),
        "payment_kind": "缴费",
    }


def refunded(project: str, bill_id: str, paid_at: datetime, amount: str, number: int = 1) -> Row:
    """A refund of `amount` of the bill's payment `number`."""
    return {
        "payment_id": f"{project}/{bill_id}/{number}R",
        "project_name": project,
        "room_name": "1-1-101",
        "paid_at": paid_at,
        "received_amount": Decimal(amount),
        "payment_kind": "退费",
        "refunded_payment_id": f"{project}/{bill_id}/{number}",
    }
