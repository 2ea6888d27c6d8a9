"""The settlement against a ledger kept by hand, to the fen, on thousands of movements.

Random rooms, always the same ones, in one build; in time the movements are cut off at as_of.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.dbt.fee_cases import RandomRooms
from tests.dbt.fee_rows import bill_row, fen, payment_row
from tests.dbt.settlement_oracle import Ledger
from tests.small_warehouse import build_small_warehouse, fetch

AS_OF = datetime(2025, 9, 30, 18)
PROJECT = "随机花园"


@pytest.fixture(scope="module")
def cases() -> RandomRooms:
    return RandomRooms(count=500, seed=20260401)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, cases: RandomRooms) -> Path:
    """Built with its data tests, so the accounting identities hold as well."""
    return build_small_warehouse(
        tmp_path_factory.mktemp("settlement"),
        {
            "fee_bills": [bill_row(b, PROJECT) for b in cases.bills],
            "fee_payments": [payment_row(p, PROJECT) for p in cases.payments],
        },
        AS_OF,
        select=["+fct_fee_bills"],
    )


@pytest.fixture(scope="module")
def ledger(cases: RandomRooms) -> Ledger:
    return Ledger(cases.bills).settle(p for p in cases.payments if p.paid_at <= AS_OF)


def test_every_part_of_every_payment_lies_where_the_ledger_puts_it(
    warehouse: Path, ledger: Ledger
) -> None:
    rows = fetch(
        warehouse, "select payment_id, bill_id, settled_amount from marts.fct_fee_settlements"
    )
    found = {(payment, bill): fen(amount) for payment, bill, amount in rows}

    assert len(found) == len(rows)
    assert found == {key: amount for key, amount in ledger.laid.items() if amount}


def test_every_bill_is_settled_by_as_much_and_on_the_day_the_ledger_says(
    warehouse: Path, ledger: Ledger
) -> None:
    rows = fetch(
        warehouse,
        "select bill_id, settled_amount, outstanding_amount, settled_on from marts.fct_fee_bills",
    )
    found = {bill: (fen(settled), fen(left), day) for bill, settled, left, day in rows}
    expected: dict[str, tuple[int, int, Any]] = {}
    for bill in ledger.bills.values():
        settled = bill.due - ledger.open[bill.bill_id]
        outstanding = bill.receivable - bill.concession - settled
        expected[bill.bill_id] = (settled, outstanding, ledger.settled_on.get(bill.bill_id))

    assert found == expected


def test_prepayment_and_arrears_are_told_by_month(warehouse: Path, ledger: Ledger) -> None:
    rows = fetch(
        warehouse,
        "select bill_id, paid_at, is_prepayment, is_arrears_recovery"
        " from marts.fct_fee_settlements where bill_id is not null",
    )
    for bill_id, paid_at, is_prepayment, is_arrears_recovery in rows:
        bill = ledger.bills[bill_id]
        month = date(paid_at.year, paid_at.month, 1)
        assert is_prepayment == (month < bill.service_from.replace(day=1))
        assert is_arrears_recovery == (bill.due_on < month)
