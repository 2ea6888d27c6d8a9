"""The settlement rules written as a person would do them with a ledger: slow and obvious.

Belongs here: readings "Fees", one movement after the other, in whole fen. Does not belong
here: anything clever; this is what the SQL is held against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Bill:
    bill_id: str
    room: str
    item: str
    service_from: date
    due_on: date
    receivable: int
    concession: int = 0
    is_void: bool = False

    @property
    def due(self) -> int:
        return max(0, self.receivable - self.concession)


@dataclass(frozen=True)
class Payment:
    payment_id: str
    room: str
    paid_at: datetime
    value: int  # signed fen; a refund is negative
    bill_id: str | None = None
    item: str | None = None
    is_refund: bool = False
    refunded_id: str | None = None


@dataclass
class Part:
    """Money of one payment that lies on one bill, or as credit (bill None)."""

    payment: Payment
    settling_room: str
    bill: Bill | None
    amount: int

    @property
    def item(self) -> str | None:
        return self.bill.item if self.bill else self.payment.item


class Ledger:
    """Settles movements one by one; `laid` sums what each put on each bill (None = credit)."""

    def __init__(self, bills: Iterable[Bill]) -> None:
        self.bills = {b.bill_id: b for b in bills if not b.is_void}
        self.open = {b.bill_id: b.due for b in self.bills.values()}
        self.parts: list[Part] = []
        self.laid: dict[tuple[str, str | None], int] = defaultdict(int)
        self.settled_on: dict[str, date | None] = {}

    def settle(self, payments: Iterable[Payment]) -> Ledger:
        for payment in sorted(payments, key=lambda p: (p.paid_at, p.payment_id)):
            if payment.is_refund:
                self._refund(payment)
            else:
                self._pay(payment)
        return self

    def _pay(self, payment: Payment) -> None:
        named = self.bills.get(payment.bill_id or "")
        left = payment.value
        for bill in self._reached(payment, named):
            amount = min(left, self.open[bill.bill_id])
            left -= amount
            self._lay(payment, named.room if named else payment.room, bill, amount)
        self._lay(payment, named.room if named else payment.room, None, left)

    def _reached(self, payment: Payment, named: Bill | None) -> list[Bill]:
        if payment.bill_id is not None:
            return [named] if named else []
        return sorted(
            (
                b
                for b in self.bills.values()
                if b.room == payment.room and payment.item in (None, b.item)
            ),
            key=lambda b: (b.due_on, b.service_from, b.bill_id),
        )

    def _lay(self, payment: Payment, room: str, bill: Bill | None, amount: int) -> None:
        if amount == 0:
            return
        self.parts.append(Part(payment, room, bill, amount))
        self._book(payment, bill, amount)

    def _refund(self, refund: Payment) -> None:
        left = -refund.value
        for part in reversed(self.parts):
            if self._undoes(refund, part):
                amount = min(left, part.amount)
                part.amount -= amount
                left -= amount
                self._book(refund, part.bill, -amount)
        self._book(refund, None, -left)

    def _undoes(self, refund: Payment, part: Part) -> bool:
        if refund.refunded_id is not None:
            return part.payment.payment_id == refund.refunded_id
        if refund.bill_id is not None:
            return part.bill is not None and part.bill.bill_id == refund.bill_id
        same_item = refund.item is None or part.item in (None, refund.item)
        return part.settling_room == refund.room and same_item

    def _book(self, payment: Payment, bill: Bill | None, amount: int) -> None:
        if amount == 0:
            return
        self.laid[payment.payment_id, bill.bill_id if bill else None] += amount
        if bill:
            self.open[bill.bill_id] -= amount
            is_settled = self.open[bill.bill_id] == 0
            self.settled_on[bill.bill_id] = payment.paid_at.date() if is_settled else None
