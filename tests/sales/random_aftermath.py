"""What follows a random sale: signatures, money received, people who take it over.

Belongs here: facts at and beside the limits of release. Does not belong here: the sale itself
(random_contracts), any calculation of pay.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.sales.random_staff import YEAR, Crew


def yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def approvals(
    draw: Random, contract: dict[str, Any], people: list[str], crew: Crew
) -> list[dict[str, Any]]:
    if contract["sold_price"] >= contract["list_price"] or draw.random() < 0.3:
        return []
    signed = {
        contract["signed_at"] + timedelta(minutes=draw.choice((-3000, -600, 0, 1, 300, 30_000)))
        for _ in range(draw.randint(1, 2))
    }
    posts = ("副总经理", "副总", "销售经理", "总经理", None)
    return [
        {
            "contract_id": contract["contract_id"],
            "requested_by_staff_id": draw.choice(people or crew.sellers),
            "approved_by_staff_id": draw.choice((crew.vice_president, crew.clerk)),
            "approver_post": draw.choice(posts),
            "signed_at": at,
        }
        for at in sorted(signed)
    ]


def receipts(draw: Random, contract: dict[str, Any]) -> list[dict[str, Any]]:
    """Sums that reach the half or the whole exactly, miss it by a fen, or go past it."""
    sold = int(contract["sold_price"] * 100)
    half = -(-sold // 2)
    wanted = [draw.choice((half, half - 1, half + 1, sold // 3))]
    wanted.append(draw.choice((sold, sold, sold - 1, sold + 100_000, half)))
    amounts, so_far = [], 0
    for total in wanted[: draw.randint(0, 2)]:
        amounts.append(total - so_far)
        so_far = total
    if amounts and draw.random() < 0.2:  # what is given back and comes again
        amounts += [-50_000, 50_001]
    day = contract["signed_at"].date() + timedelta(days=draw.randint(-10, 20))
    rows = []
    for number, amount in enumerate(a for a in amounts if a):
        rows.append(
            {
                "receipt_id": f"{contract['contract_id']}-R{number}",
                "contract_id": contract["contract_id"],
                "received_on": day,
                "amount": yuan(amount),
                "source": draw.choice(("客户", "银行按揭", None)),
            }
        )
        day += timedelta(days=draw.choice((0, 15, 45)))
    return rows


def followers(
    draw: Random, contract: dict[str, Any], people: list[str], crew: Crew
) -> list[dict[str, Any]]:
    rows = []
    for staff_id in people:
        leaver = crew.last_row(staff_id)["left_on"]
        if draw.random() < (0.25 if leaver is None else 0.8):
            rows += _hand_over(draw, contract, staff_id, leaver or date(YEAR, 6, 1), crew)
    return list({row["from_staff_id"]: row for row in rows}.values())


def _hand_over(
    draw: Random, contract: dict[str, Any], staff_id: str, left_on: date, crew: Crew
) -> list[dict[str, Any]]:
    """From the leaver to another, and mostly on when that one leaves as well."""
    others = [s for s in (*crew.sellers, crew.clerk) if s != staff_id]
    rows = []
    for _ in range(draw.choice((1, 2, 3, 3))):
        if not others:
            break
        follower = draw.choice(others)
        others.remove(follower)
        rows.append(
            {
                "contract_id": contract["contract_id"],
                "from_staff_id": staff_id,
                "to_staff_id": follower,
                "effective_on": left_on + timedelta(days=draw.choice((-3, 0, 1, 1, 10, 40))),
            }
        )
        gone = crew.last_row(follower)["left_on"]
        if gone is None:
            break
        staff_id, left_on = follower, gone
    return rows
