"""Random rooms with every mixture of bills and payments that the settlement must survive.

Belongs here: small rooms, round amounts (so that things become exactly full) and coarse
times (so that movements tie). Does not belong here: the rules (`settlement_oracle`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from tests.dbt.settlement_oracle import Bill, Payment

ITEMS = ("物业费", "停车费")
AMOUNTS = (100, 100, 200, 250, 300, 333, 500, 1000)
STYLES = ("named", "any", "item", "named any", "named item", "any item", "named any item")


@dataclass
class RandomRooms:
    """Bills and payments of `count` rooms, the same for the same seed."""

    count: int
    seed: int

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.serial = 0
        self.bills: list[Bill] = []
        self.payments: list[Payment] = []
        for number in range(self.count):
            self._room(f"{number % 7 + 1}-1-{number:04d}")

    def _room(self, room: str) -> None:
        r = self.random
        bills = [self._bill(room) for _ in range(r.randint(1, 8))]
        self.bills += bills
        style = r.choice(STYLES).split()
        refund_share = r.choice((0, 0, 0.15, 0.4))
        paid: list[Payment] = []
        for _ in range(r.randint(0, 14)):
            if paid and r.random() < refund_share:
                paid.append(self._refund(room, bills, paid))
            else:
                paid.append(self._payment(room, bills, r.choice(style)))
        self.payments += paid

    def _bill(self, room: str) -> Bill:
        r = self.random
        service_from = date(2025, r.randint(1, 6), 1)
        receivable = r.choice((*AMOUNTS, *AMOUNTS, 0, -200))
        return Bill(
            bill_id=self._number("B"),
            room=room,
            item=r.choice(ITEMS),
            service_from=service_from,
            due_on=service_from + timedelta(days=r.choice((0, 14, 14, -20))),
            receivable=receivable,
            concession=r.choice((0, 0, 0, 0, 50, 600)),
            is_void=r.random() < 0.08,
        )

    def _moment(self) -> datetime:
        days = self.random.randint(0, 60) * 4
        return datetime(2024, 12, 1, 9) + timedelta(days=days)

    def _number(self, kind: str) -> str:
        """A number of its own that sorts by chance."""
        self.serial += 1
        return f"{kind}{self.random.randint(0, 999):03d}-{self.serial:06d}"

    def _payment(self, room: str, bills: list[Bill], kind: str) -> Payment:
        r = self.random
        bill_id = None
        if kind == "named":
            others = r.random() < 0.05
            bill_id = r.choice(self.bills if others else bills).bill_id
            if r.random() < 0.05:
                bill_id = self._number("X")
        return Payment(
            payment_id=self._number(r.choice("PQ")),
            room=room,
            paid_at=self._moment(),
            value=r.choice((*AMOUNTS, *AMOUNTS, 0)),
            bill_id=bill_id,
            item=r.choice(ITEMS) if kind == "item" else None,
        )

    def _refund(self, room: str, bills: list[Bill], paid: list[Payment]) -> Payment:
        r = self.random
        of = r.choice(paid)
        names = r.choice(("payment", "payment", "payment", "bill", "item", "nothing"))
        return Payment(
            payment_id=self._number(r.choice("AR")),
            room=room,
            paid_at=of.paid_at + timedelta(days=r.choice((0, 0, 3, 40, 100, -5))),
            value=-(abs(of.value) if r.random() < 0.6 else r.choice(AMOUNTS)),
            bill_id=r.choice(bills).bill_id if names == "bill" else None,
            item=r.choice(ITEMS) if names == "item" else None,
            is_refund=True,
            refunded_id=of.payment_id if names == "payment" else None,
        )
