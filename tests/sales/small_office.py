"""One small sales office whose figures a test sets one by one.

Belongs here: rows with everything that does not matter filled in. Does not belong here: the
worked example (march_2015), random offices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.sales.office import Office
from tests.sales.slow_office import SlowOffice
from tests.sales.slow_plan import DEFAULT_READINGS

PROJECT = "示例花园"
AS_OF = datetime(2015, 12, 31, 23, 59)
MARCH = date(2015, 3, 1)


def consultant(staff_id: str, **more: Any) -> dict[str, Any]:
    return {
        "staff_id": staff_id,
        "staff_name": f"员工{staff_id}",
        "department": "销售部",
        "post": "置业顾问",
        "project_name": PROJECT,
        "hired_on": date(2014, 1, 1),
        "confirmed_on": date(2014, 4, 1),
        "base_pay": Decimal("1600.00"),
        "effective_on": date(2014, 1, 1),
        **more,
    }


def manager(staff_id: str, **more: Any) -> dict[str, Any]:
    return consultant(staff_id, **{"post": "销售经理", "base_pay": Decimal("2500.00"), **more})


def sale(contract_id: str, sold: str, **more: Any) -> dict[str, Any]:
    """A sale at list price, paid in full, signed on 10 March."""
    return {
        "contract_id": contract_id,
        "project_name": PROJECT,
        "unit_name": contract_id,
        "list_price": Decimal(sold),
        "sold_price": Decimal(sold),
        "payment_plan": "全款",
        "signed_at": datetime(2015, 3, 10, 10),
        "contract_status": "有效",
        **more,
    }


def credit(contract_id: str, staff_id: str, share: str | None = None) -> dict[str, Any]:
    given = None if share is None else Decimal(share)
    return {"contract_id": contract_id, "staff_id": staff_id, "share": given}


def task(staff_id: str | None, amount: str, month: date = MARCH) -> dict[str, Any]:
    return {
        "project_name": PROJECT,
        "staff_id": staff_id,
        "month": month,
        "target_amount": Decimal(amount),
    }


def authority(rate: str, post: str = "置业顾问") -> dict[str, Any]:
    return {
        "project_name": PROJECT,
        "post": post,
        "authority_rate": Decimal(rate),
        "valid_from": date(2015, 1, 1),
    }


def deduction(deduction_id: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "deduction_id": deduction_id,
        "staff_id": "A",
        "occurred_on": date(2015, 3, 16),
        "deduction_kind": kind,
        **more,
    }


def receipt(receipt_id: str, contract_id: str, day: date, amount: str) -> dict[str, Any]:
    return {
        "receipt_id": receipt_id,
        "contract_id": contract_id,
        "received_on": day,
        "amount": Decimal(amount),
        "source": "客户",
    }


def calculated(
    rows: Mapping[str, Iterable[Mapping[str, Any]]], as_of: datetime = AS_OF, **readings: str
) -> SlowOffice:
    """The slow calculator on the rows, with these readings instead of the defaults."""
    office = Office({name: list(given) for name, given in rows.items()}, as_of)
    return SlowOffice(office, readings={**DEFAULT_READINGS, **readings})
