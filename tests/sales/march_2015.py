"""The sales office of March 2015, as export rows: the worked example of the pay rules.

Belongs here: the facts of the example, once, as rows per export (the contracts' field names).
Does not belong here: what must come out (the tests). What the example only mentions is filled
in so that nothing else of it falls into March: X's January sale (675,000 below its floor with
a vice-president's signature: 0.16 %, 1,080.00 paid at once) is cancelled on 20 March, and X's
February task is done exactly by one sale paid in full.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

PROJECT = "滨江花园"
AS_OF = datetime(2015, 4, 30, 18)
MARCH = date(2015, 3, 1)
APRIL = date(2015, 4, 1)

Rows = dict[str, list[dict[str, Any]]]


def march_2015() -> Rows:
    """Rows per export; every call gives fresh ones, so a test may change them."""
    return {
        "projects": [{"project_name": PROJECT, "city": "广州", "project_type": "住宅"}],
        "staff": _staff(),
        "sales_contracts": _contracts(),
        "sales_credits": _credits(),
        "sales_receipts": _receipts(),
        "discount_approvals": _approvals(),
        "sales_targets": _targets(),
        "discount_authority": [_authority(post) for post in ("置业顾问", "销售经理")],
        "sales_deductions": _deductions(),
        "lunch_duties": [
            {"staff_id": "X", "duty_on": date(2015, 3, day)}
            for day in (2, 5, 9, 12, 16, 19, 23, 26)
        ],
        "resignation_followers": [],
    }


def _staff() -> list[dict[str, Any]]:
    common = {"department": "销售部", "project_name": PROJECT, "left_on": None}
    started, confirmed = date(2014, 6, 1), date(2014, 9, 1)
    people = (
        ("X", "置业顾问", started, confirmed, "1600.00"),
        ("Y", "置业顾问", started, confirmed, "1600.00"),
        ("Z", "置业顾问", date(2015, 2, 1), None, "1300.00"),
        ("M", "销售经理", started, confirmed, "2500.00"),
    )
    return [
        {
            **common,
            "staff_id": staff_id,
            "staff_name": f"员工{staff_id}",
            "post": post,
            "manager_staff_id": None if staff_id == "M" else "M",
            "hired_on": hired_on,
            "confirmed_on": confirmed_on,
            "base_pay": Decimal(base),
            "effective_on": hired_on,
        }
        for staff_id, post, hired_on, confirmed_on, base in people
    ]


def _contract(
    contract_id: str, plan: str, signed_at: datetime, listed: str, sold: str, **more: Any
) -> dict[str, Any]:
    return {
        "contract_id": contract_id,
        "project_name": PROJECT,
        "unit_name": f"{contract_id}单元",
        "list_price": Decimal(listed),
        "sold_price": Decimal(sold),
        "payment_plan": plan,
        "signed_at": signed_at,
        "contract_status": "有效",
        **more,
    }


def _contracts() -> list[dict[str, Any]]:
    return [
        _contract(
            "X-JAN",
            "全款",
            datetime(2015, 1, 15, 10),
            "700000.00",
            "675000.00",
            contract_status="退房",
            status_on=date(2015, 3, 20),
        ),
        _contract("X-FEB", "全款", datetime(2015, 2, 10, 11), "3000000.00", "3000000.00"),
        _contract(
            "X1",
            "按揭",
            datetime(2015, 3, 3, 9, 30),
            "1500000.00",
            "1500000.00",
            subscribed_on=date(2015, 3, 1),
            down_payment_on=date(2015, 3, 3),
            mortgage_documents_on=date(2015, 3, 25),
            mortgage_signed_on=date(2015, 3, 25),
        ),
        _contract("X2", "全款", datetime(2015, 3, 12, 15), "1600000.00", "1584000.00"),
        _contract("Y1", "分期", datetime(2015, 3, 14, 10), "1200000.00", "1200000.00"),
        _contract("Y2", "全款", datetime(2015, 3, 18, 16), "1300000.00", "1261000.00"),
        _contract(
            "Z0",
            "全款",
            None,  # type: ignore[arg-type]
            "210000.00",
            "200000.00",
            subscribed_on=date(2015, 3, 7),
            contract_status="塌定",
            status_on=date(2015, 3, 21),
        ),
        _contract(
            "Z1",
            "按揭",
            datetime(2015, 3, 30, 17),
            "900000.00",
            "900000.00",
            down_payment_on=date(2015, 3, 30),
            mortgage_documents_on=date(2015, 4, 15),
            mortgage_signed_on=date(2015, 4, 15),
        ),
    ]


def _credits() -> list[dict[str, Any]]:
    pairs = (
        ("X-JAN", "X"),
        ("X-FEB", "X"),
        ("X1", "X"),
        ("X2", "X"),
        ("Y1", "X"),
        ("Y1", "Y"),
        ("Y2", "Y"),
        ("Z0", "Z"),
        ("Z1", "Z"),
    )
    return [{"contract_id": contract_id, "staff_id": staff_id} for contract_id, staff_id in pairs]


def _receipts() -> list[dict[str, Any]]:
    amounts = (
        ("R1", "X-JAN", date(2015, 1, 15), "675000.00"),
        ("R2", "X-FEB", date(2015, 2, 10), "3000000.00"),
        ("R3", "X1", date(2015, 3, 3), "450000.00"),
        ("R4", "X2", date(2015, 3, 12), "1584000.00"),
        ("R5", "Y1", date(2015, 3, 14), "400000.00"),
        ("R6", "Y1", date(2015, 3, 31), "300000.00"),
        ("R7", "Y2", date(2015, 3, 18), "1261000.00"),
        ("R8", "Z1", date(2015, 3, 30), "270000.00"),
    )
    return [
        {
            "receipt_id": receipt_id,
            "contract_id": contract_id,
            "received_on": day,
            "amount": Decimal(amount),
            "source": "客户",
        }
        for receipt_id, contract_id, day, amount in amounts
    ]


def _approvals() -> list[dict[str, Any]]:
    signed = (
        ("X-JAN", "X", datetime(2015, 1, 14, 9)),
        ("X2", "X", datetime(2015, 3, 11, 17)),
    )
    return [
        {
            "contract_id": contract_id,
            "requested_by_staff_id": staff_id,
            "approved_by_staff_id": "V",
            "approver_post": "副总经理",
            "signed_at": signed_at,
        }
        for contract_id, staff_id, signed_at in signed
    ]


def _targets() -> list[dict[str, Any]]:
    tasks = {"X": "3000000.00", "Y": "3000000.00", "Z": "3000000.00", None: "9000000.00"}
    return [
        {
            "project_name": PROJECT,
            "staff_id": staff_id,
            "month": date(2015, month, 1),
            "target_amount": Decimal(amount),
        }
        for month in (1, 2, 3, 4)
        for staff_id, amount in tasks.items()
        if (staff_id, month) != ("Z", 1)
    ]


def _authority(post: str) -> dict[str, Any]:
    return {
        "project_name": PROJECT,
        "post": post,
        "authority_rate": Decimal("0.02"),
        "valid_from": date(2015, 1, 1),
        "valid_to": None,
    }


def _deductions() -> list[dict[str, Any]]:
    return [
        {
            "deduction_id": "D1",
            "staff_id": "Y",
            "occurred_on": date(2015, 3, 9),
            "deduction_kind": "迟到",
            "minutes": 20,
        },
        {
            "deduction_id": "D2",
            "staff_id": "Y",
            "occurred_on": date(2015, 3, 17),
            "deduction_kind": "投诉",
            "occurrences": 1,
            "verified_by_staff_id": "M",
        },
        {
            "deduction_id": "D3",
            "staff_id": "Z",
            "occurred_on": date(2015, 3, 23),
            "deduction_kind": "迟到",
            "minutes": 45,
        },
    ]
