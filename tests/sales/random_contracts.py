"""Random sales of a small office: authority, prices, people, cancellations.

Belongs here: drawing facts at and beside every limit of the rules. Does not belong here: what
comes after the sale (random_aftermath), targets (random_offices sets them beside what was
sold), any calculation of pay.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from tests.sales.random_aftermath import approvals, followers, receipts, yuan
from tests.sales.random_staff import YEAR, Crew, day_of_year

# 2^4·3^2·5^2·101 fen: shares, tier limits and most floors of its multiples are whole fen.
GRID = 363_600
AUTHORITIES = ("0.02", "0.03", "0.015", "0.0125", "0.0333", "0")
WRONG_SHARES = (
    ("0.5", "0.4"),
    ("0.5", None),
    ("1", None),
    ("1", "0"),
    ("1.2", "-0.2"),
    ("0.3333", "0.6666"),
)
SHARES = {
    1: (("1",),),
    2: (("0.7", "0.3"), ("0.5", "0.5"), ("0.3333", "0.6667")),
    3: (("0.3333", "0.3333", "0.3334"), ("0.5", "0.25", "0.25")),
    4: (("0.25",) * 4, ("0.4", "0.3", "0.2", "0.1")),
}

Rows = dict[str, list[dict[str, Any]]]
PowerRows = list[dict[str, Any]]


def authorities(draw: Random, project: str) -> list[dict[str, Any]]:
    """Authority by post; now and then renewed in the year, now and then with a gap."""
    rows = []
    for post in ("置业顾问", "高级置业顾问", "销售顾问", "销售经理", "案场经理"):
        rate = draw.choice(AUTHORITIES[:5])
        if draw.random() < 0.03:
            continue
        spans: list[tuple[date, date | None, str]] = [(date(2014, 1, 1), None, rate)]
        if draw.random() < 0.3:
            until = day_of_year(draw)
            gap = draw.choice((1, 1, 15))
            other = draw.choice(AUTHORITIES)
            ended = draw.choice((until, until, None))  # None: replaced without being ended
            spans = [(date(2014, 1, 1), ended, rate), (until + timedelta(days=gap), None, other)]
        rows += [
            {
                "project_name": project,
                "post": post,
                "authority_rate": Decimal(given),
                "valid_from": valid_from,
                "valid_to": valid_to,
            }
            for valid_from, valid_to, given in spans
        ]
    return rows


def sales(
    draw: Random, projects: Sequence[str], prefix: str, crew: Crew, powers: PowerRows
) -> Rows:
    """Contracts with their credits, receipts, signatures and follow-up people.

    `powers`: the authority rows; prices lie at and beside their floors, and some contracts are
    signed on the days on which one begins or ends.
    """
    rates = [row["authority_rate"] for row in powers] or [Decimal("0.02")]
    limits = [row[end] for row in powers for end in ("valid_from", "valid_to")]
    signing_days = [day for day in limits if day is not None and day.year == YEAR]
    found: Rows = {
        "sales_contracts": [],
        "sales_credits": [],
        "sales_receipts": [],
        "discount_approvals": [],
        "resignation_followers": [],
    }
    busy = draw.random() < 0.2
    months = [draw.randint(1, 12) for _ in range(draw.randint(3, 6))]
    for number in range(draw.randint(18, 30) if busy else draw.randint(4, 14)):
        month = draw.randint(1, 12) if busy else draw.choice(months)
        signed_on = day_of_year(draw, date(YEAR, month, 1), date(YEAR, month, 28))
        if signing_days and draw.random() < 0.15:
            signed_on = draw.choice(signing_days)
        contract = _contract(
            draw, draw.choice(projects), f"{prefix}-{number:02d}", signed_on, rates
        )
        twin = found["sales_contracts"][-1] if found["sales_contracts"] else None
        if twin and twin["signed_at"] and draw.random() < 0.1:  # ties in the ranking
            for field in ("list_price", "sold_price", "signed_at"):
                contract[field] = twin[field]
        credited = _credits(draw, contract, crew)
        people = [row["staff_id"] for row in credited if row["staff_id"].startswith(prefix)]
        _pay_around_a_last_day(draw, contract, people, crew)
        _status(draw, contract, signed_on)
        found["sales_contracts"].append(contract)
        found["sales_credits"] += credited
        if draw.random() < 0.12:
            contract["responsible_staff_id"] = draw.choice(crew.sellers)
        if contract["signed_at"] is None:
            continue
        found["discount_approvals"] += approvals(draw, contract, people, crew)
        found["sales_receipts"] += receipts(draw, contract)
        found["resignation_followers"] += followers(draw, contract, people, crew)
    return found


def _contract(
    draw: Random, project: str, contract_id: str, signed_on: date, rates: list[Decimal]
) -> dict[str, Any]:
    listed = GRID * draw.randint(60, 400)
    if draw.random() < 0.3:
        listed = draw.randint(20_000_000, 150_000_000)
    signed_at = datetime.combine(signed_on, time(draw.randint(8, 20), draw.randint(0, 59)))
    if draw.random() < 0.25:
        signed_at = datetime.combine(signed_on, time())
    plan = draw.choice(("全款", "按揭", "按揭", "分期", "借款"))
    contract: dict[str, Any] = {
        "contract_id": contract_id,
        "project_name": project,
        "unit_name": f"{contract_id}室",
        "list_price": yuan(listed if draw.random() > 0.01 else 0),
        "sold_price": yuan(_sold(draw, listed, draw.choice(rates))),
        "payment_plan": plan,
        "subscribed_on": None,
        "signed_at": None if draw.random() < 0.03 else signed_at,
        "contract_status": "有效",
    }
    if draw.random() < 0.6:
        contract["subscribed_on"] = signed_on - timedelta(days=draw.randint(0, 25))
    if plan == "按揭":
        for field in ("down_payment_on", "mortgage_documents_on", "mortgage_signed_on"):
            if draw.random() < 0.8:
                contract[field] = signed_on + timedelta(days=draw.randint(-10, 80))
    return contract


def _pay_around_a_last_day(
    draw: Random, contract: dict[str, Any], people: list[str], crew: Crew
) -> None:
    """Now and then a mortgage moves on the last day of somebody who leaves, or after it."""
    left = [crew.last_row(staff_id)["left_on"] for staff_id in people]
    last_days = [day for day in left if day is not None]
    if last_days and contract["payment_plan"] == "按揭" and draw.random() < 0.6:
        for field in ("down_payment_on", "mortgage_documents_on", "mortgage_signed_on"):
            days = timedelta(days=draw.choice((0, 0, 1, 5, 20, 45)))
            contract[field] = draw.choice(last_days) + days


def _sold(draw: Random, listed: int, rate: Decimal) -> int:
    floor = listed * (1 - Fraction(rate))
    kind = draw.random()
    if kind < 0.35:
        return listed
    if kind < 0.39:
        return listed + draw.randint(1, 500_000)
    if kind < 0.60:
        return draw.randint(math.ceil(floor), listed)
    if kind < 0.72:
        return math.floor(floor)
    if kind < 0.80:
        return math.floor(floor) + draw.choice((-1, 1))
    if kind < 0.99:
        return math.floor(floor * draw.randint(90, 99) / 100)
    return 0


def _status(draw: Random, contract: dict[str, Any], signed_on: date) -> None:
    kind = draw.random()
    if kind < 0.04:
        contract["contract_status"] = "塌定"
        contract["status_on"] = signed_on
        if draw.random() < 0.7:
            contract["signed_at"] = None
    elif kind < 0.22:
        contract["contract_status"] = draw.choice(("退房", "退房", "换房"))
        if kind < 0.21:
            last = date(YEAR, 12, 18)
            later = draw.choice((last, last, min(last, signed_on + timedelta(days=12))))
            contract["status_on"] = day_of_year(draw, min(signed_on, last), later)
            moved = contract.get("mortgage_signed_on")
            if moved and signed_on < moved <= last and draw.random() < 0.4:
                contract["status_on"] = moved


def _credits(draw: Random, contract: dict[str, Any], crew: Crew) -> list[dict[str, Any]]:
    kind = draw.random()
    if kind < 0.03:
        return []
    if kind < 0.04:  # as many people as a share can be whole for, or one more
        count = draw.choice((16, 17))
        people = [*crew.consultants, *(f"外{contract['contract_id']}-{n}" for n in range(count))]
        people = people[:count]
        return [_credit(contract, staff_id, None) for staff_id in people]
    count = min(draw.choice((1, 1, 1, 1, 1, 1, 2, 2, 3, 4)), len(crew.consultants))
    people = draw.sample(crew.consultants, count)
    if crew.managers and draw.random() < 0.12:
        people[0] = draw.choice(crew.managers)
    if draw.random() < 0.02:
        people[-1] = crew.clerk
    shares: tuple[str | None, ...] = (None,) * count
    if draw.random() < 0.3:
        shares = draw.choice(SHARES[count])
    elif count == 2 and draw.random() < 0.2:
        shares = draw.choice(WRONG_SHARES)
    return [_credit(contract, *pair) for pair in zip(people, shares, strict=True)]


def _credit(contract: dict[str, Any], staff_id: str, share: str | None) -> dict[str, Any]:
    return {
        "contract_id": contract["contract_id"],
        "staff_id": staff_id,
        "share": None if share is None else Decimal(share),
    }
