"""What must be settled before the sales office is paid: every gate, on rows that need it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.sales.march_2015 import AS_OF, PROJECT, Rows, march_2015
from tests.small_warehouse import build_small_warehouse, fetch

Finding = tuple[str, str, str | None, str | None]


def _contract(contract_id: str, day: int, listed: str, sold: str, **more: Any) -> dict[str, Any]:
    return {
        "contract_id": contract_id,
        "project_name": PROJECT,
        "unit_name": contract_id,
        "list_price": Decimal(listed),
        "sold_price": Decimal(sold),
        "payment_plan": "全款",
        "signed_at": datetime(2015, 3, day, 10),
        "contract_status": "有效",
        **more,
    }


def _staff(staff_id: str, post: str, **more: Any) -> dict[str, Any]:
    return {
        "staff_id": staff_id,
        "staff_name": f"员工{staff_id}",
        "department": "销售部",
        "post": post,
        "project_name": PROJECT,
        "hired_on": date(2014, 1, 1),
        "confirmed_on": date(2014, 4, 1),
        "base_pay": Decimal("1600.00"),
        "effective_on": date(2014, 1, 1),
        **more,
    }


def _signature(contract_id: str, post: str, signed_at: datetime) -> dict[str, Any]:
    return {"contract_id": contract_id, "approver_post": post, "signed_at": signed_at}


def troubled_rows() -> Rows:
    """March 2015 with every trouble that a gate is there for."""
    rows = march_2015()
    rows["sales_contracts"] += [
        _contract("G1", 2, "500000.00", "500000.00"),
        _contract("G2", 4, "500000.00", "500000.00"),
        _contract("G3", 5, "500000.00", "495000.00"),
        _contract("G4", 6, "500000.00", "480000.00"),
        _contract("G5", 7, "500000.00", "500000.00", subscribed_on=date(2015, 3, 9)),
        _contract("G6", 8, "500000.00", "500000.00", contract_status="退房"),
        _contract("G7", 9, "0.00", "500000.00"),
        _contract("G8", 10, "500000.00", "500000.00"),
        _contract("G9", 11, "500000.00", "480000.00"),
        _contract("H1", 12, "500000.00", "500000.00", signed_at=datetime(2012, 12, 3, 9)),
        _contract("H2", 13, "500000.00", "495000.00"),
    ]
    rows["sales_credits"] += [
        {"contract_id": "G2", "staff_id": "X", "share": Decimal("0.6")},
        {"contract_id": "G2", "staff_id": "Y", "share": Decimal("0.5")},
        *({"contract_id": c, "staff_id": "X"} for c in ("G3", "G4", "G5", "G6", "G7", "H1", "H2")),
        {"contract_id": "G8", "staff_id": "CLERK"},
        {"contract_id": "G9", "staff_id": "X"},
        {"contract_id": "G9", "staff_id": "Y"},
        {"contract_id": "NOWHERE", "staff_id": "X"},
    ]
    rows["discount_approvals"] += [
        _signature("G4", "销售经理", datetime(2015, 3, 5, 9)),
        _signature("G4", "副总经理", datetime(2015, 3, 20, 9)),
        _signature("H2", "总经理", datetime(2015, 3, 13, 9)),
    ]
    rows["sales_receipts"] += [
        {
            "receipt_id": f"GR{number}",
            "contract_id": contract_id,
            "received_on": date(2015, 3, 20),
            "amount": Decimal("500000.01"),
        }
        for number, contract_id in enumerate(("G5", "NOWHERE"))
    ]
    rows["staff"] += [
        _staff("CLERK", "行政专员"),
        _staff("N", "案场经理", base_pay=None),
        _staff("RICH", "置业顾问", base_pay=Decimal("1900.00")),
        _staff("GONE", "置业顾问", left_on=date(2015, 3, 20), leaving_approved=False),
    ]
    rows["sales_deductions"] += [
        {
            "deduction_id": f"GD{number}",
            "staff_id": "RICH",
            "occurred_on": date(2015, 3, 9 + number),
            "deduction_kind": kind,
            **more,
        }
        for number, (kind, more) in enumerate(
            (
                ("迟到", {}),
                ("其他", {}),
                ("旷工", {"days": Decimal("3")}),
                ("投诉", {"occurrences": 3, "verified_by_staff_id": "M"}),
            )
        )
    ]
    rows["lunch_duties"].append({"staff_id": "CLERK", "duty_on": date(2015, 3, 2)})
    january = date(2015, 1, 1)
    rows["sales_targets"] = [
        t
        for t in rows["sales_targets"]
        if (t["month"], t["staff_id"]) not in ((january, "X"), (january, None))
    ]
    return rows


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """Gate, severity, contract, person: of January and March 2015, and of no month."""
    main = build_small_warehouse(
        tmp_path_factory.mktemp("gates"), troubled_rows(), AS_OF, select=["+sales_gate_findings"]
    )
    return fetch(
        main.with_name("pay.duckdb"),
        "select gate, severity, contract_id, staff_id from marts.sales_gate_findings"
        " where month is null or month in ('2015-03-01', '2015-01-01', '2012-12-01')",
    )


@pytest.mark.parametrize(
    "expected",
    [
        ("no_credit", "blocks", "G1", None),
        ("shares_not_one", "blocks", "G2", None),
        ("discount_unsigned", "warns", "G3", None),
        ("discount_unauthorised", "warns", "G4", "X"),
        ("approver_below_vice_president", "warns", "G4", None),
        ("approval_late", "warns", "G4", None),
        ("dates_out_of_order", "warns", "G5", None),
        ("receipts_over_price", "warns", "G5", None),
        ("status_date_missing", "warns", "G6", None),
        ("price_not_positive", "blocks", "G7", None),
        ("no_authority", "blocks", "G8", None),
        ("not_sales_staff", "warns", "G8", "CLERK"),
        ("responsible_unknown", "warns", "G9", None),
        ("plan_missing", "blocks", "H1", None),
        ("unknown_contract", "warns", "NOWHERE", "X"),
        ("unknown_contract", "warns", "NOWHERE", None),
        ("not_sales_staff", "warns", None, "CLERK"),
        ("no_target", "blocks", None, "X"),
        ("no_target", "blocks", None, "all"),
        ("no_target", "warns", None, "RICH"),
        ("no_base_pay", "blocks", None, "N"),
        ("two_managers", "warns", None, "M"),
        ("two_managers", "warns", None, "N"),
        ("base_pay_outside_range", "warns", None, "RICH"),
        ("minutes_missing", "warns", None, "RICH"),
        ("amount_missing", "warns", None, "RICH"),
        ("absent_three_days", "warns", None, "RICH"),
        ("complaints_three", "warns", None, "RICH"),
        ("withheld_over_share", "warns", None, "RICH"),
        ("pay_forfeited", "warns", None, "GONE"),
    ],
    ids=lambda finding: "-".join(part or "" for part in finding),
)
def test_a_gate_names_what_is_wrong(findings: list[Finding], expected: Finding) -> None:
    assert expected in findings


def test_what_is_right_passes_every_gate(findings: list[Finding]) -> None:
    named = {contract_id for _, _, contract_id, _ in findings}

    assert not named & {"X1", "X2", "Y1", "Z1", "H2", "X-FEB"}
