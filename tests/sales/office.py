"""What a sales office hands in, as plain Python: the input of the slow calculator.

Belongs here: the exports' rows as dataclasses in whole fen, and what was known at `as_of`.
Does not belong here: any clause of the pay rules (the slow_*.py files).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class StaffRow:
    staff_id: str
    post: str
    project: str | None
    hired_on: date | None
    confirmed_on: date | None
    left_on: date | None
    leaving_approved: bool | None
    base_fen: int | None
    effective_on: date


@dataclass(frozen=True)
class Contract:
    contract_id: str
    project: str
    list_fen: int
    sold_fen: int
    payment_plan: str
    subscribed_on: date | None
    signed_at: datetime | None
    down_payment_on: date | None
    mortgage_documents_on: date | None
    mortgage_signed_on: date | None
    status: str
    status_on: date | None
    responsible: str | None


@dataclass(frozen=True)
class Approval:
    requested_by: str | None
    approved_by: str | None
    approver_post: str | None
    signed_at: datetime


@dataclass(frozen=True)
class Authority:
    project: str
    post: str
    rate: Fraction
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Deduction:
    deduction_id: str
    staff_id: str
    occurred_on: date
    kind: str
    minutes: int | None
    occurrences: int | None
    days: Fraction | None
    amount_fen: int | None
    verified_by: str | None
    is_approved: bool | None


@dataclass(frozen=True)
class Follower:
    to_staff: str
    effective_on: date


class Office:
    """The rows of one or more projects, as far as they had happened at `as_of`."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], as_of: datetime) -> None:
        self.as_of = as_of
        self.today = as_of.date()
        self.staff: dict[str, list[StaffRow]] = defaultdict(list)
        for row in sorted(rows.get("staff", ()), key=lambda r: r["effective_on"]):
            self.staff[row["staff_id"]].append(_staff_row(row))
        self.contracts = [self._contract(row) for row in rows.get("sales_contracts", ())]
        self.credits: dict[str, dict[str, Fraction | None]] = defaultdict(dict)
        for row in rows.get("sales_credits", ()):
            share = row.get("share")
            given = None if share is None else Fraction(share)
            self.credits[row["contract_id"]][row["staff_id"]] = given
        self.receipts: dict[str, list[tuple[date, int]]] = defaultdict(list)
        for row in rows.get("sales_receipts", ()):
            if row["received_on"] <= self.today:
                receipt = (row["received_on"], fen(row["amount"]))
                self.receipts[row["contract_id"]].append(receipt)
        self.approvals: dict[str, list[Approval]] = defaultdict(list)
        for row in sorted(rows.get("discount_approvals", ()), key=lambda r: r["signed_at"]):
            if row["signed_at"] <= as_of:
                self.approvals[row["contract_id"]].append(_approval(row))
        self.targets: dict[tuple[str, str | None, date], int] = {
            (row["project_name"], row.get("staff_id"), row["month"]): fen(row["target_amount"])
            for row in rows.get("sales_targets", ())
        }
        self.authorities = [_authority(row) for row in rows.get("discount_authority", ())]
        self.deductions = [
            _deduction(row)
            for row in rows.get("sales_deductions", ())
            if row["occurred_on"] <= self.today
        ]
        self.lunch_days = {
            (row["staff_id"], row["duty_on"])
            for row in rows.get("lunch_duties", ())
            if row["duty_on"] <= self.today
        }
        self.followers: dict[tuple[str, str], Follower] = {
            (row["contract_id"], row["from_staff_id"]): Follower(
                row["to_staff_id"], row["effective_on"]
            )
            for row in rows.get("resignation_followers", ())
        }

    def _contract(self, row: Row) -> Contract:
        signed_at = row.get("signed_at")
        return Contract(
            contract_id=row["contract_id"],
            project=row["project_name"],
            list_fen=fen(row["list_price"]),
            sold_fen=fen(row["sold_price"]),
            payment_plan=row["payment_plan"],
            subscribed_on=self._happened(row.get("subscribed_on")),
            signed_at=None if signed_at is None or signed_at > self.as_of else signed_at,
            down_payment_on=self._happened(row.get("down_payment_on")),
            mortgage_documents_on=self._happened(row.get("mortgage_documents_on")),
            mortgage_signed_on=self._happened(row.get("mortgage_signed_on")),
            status=row["contract_status"],
            status_on=self._happened(row.get("status_on")),
            responsible=row.get("responsible_staff_id"),
        )

    def _happened(self, day: date | None) -> date | None:
        """The day, unless it lies after `as_of`: then it has not happened."""
        return None if day is None or day > self.today else day


def fen(amount: Any) -> int:
    """Whole fen of an amount in yuan with at most two decimals."""
    exact = Fraction(amount) * 100
    assert exact.denominator == 1, f"{amount} has a part of a fen"
    return int(exact)


def _optional_fen(amount: Any) -> int | None:
    return None if amount is None else fen(amount)


def _staff_row(row: Row) -> StaffRow:
    return StaffRow(
        staff_id=row["staff_id"],
        post=row["post"],
        project=row.get("project_name"),
        hired_on=row.get("hired_on"),
        confirmed_on=row.get("confirmed_on"),
        left_on=row.get("left_on"),
        leaving_approved=row.get("leaving_approved"),
        base_fen=_optional_fen(row.get("base_pay")),
        effective_on=row["effective_on"],
    )


def _approval(row: Row) -> Approval:
    return Approval(
        requested_by=row.get("requested_by_staff_id"),
        approved_by=row.get("approved_by_staff_id"),
        approver_post=row.get("approver_post"),
        signed_at=row["signed_at"],
    )


def _authority(row: Row) -> Authority:
    return Authority(
        project=row["project_name"],
        post=row["post"],
        rate=Fraction(row["authority_rate"]),
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
    )


def _deduction(row: Row) -> Deduction:
    days = row.get("days")
    return Deduction(
        deduction_id=row["deduction_id"],
        staff_id=row["staff_id"],
        occurred_on=row["occurred_on"],
        kind=row["deduction_kind"],
        minutes=row.get("minutes"),
        occurrences=row.get("occurrences"),
        days=None if days is None else Fraction(days),
        amount_fen=_optional_fen(row.get("amount")),
        verified_by=row.get("verified_by_staff_id"),
        is_approved=row.get("is_approved"),
    )
