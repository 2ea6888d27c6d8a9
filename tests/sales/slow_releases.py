"""When commission is paid and to whom (C6, C11).

Belongs here: the parts of an entitlement, what each waits for, what became of it. Does not
belong here: how much was earned (slow_lines), the movements of money (slow_movements).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.sales.office import Contract
from tests.sales.slow_lines import CommissionLine
from tests.sales.slow_performance import Sales
from tests.sales.slow_plan import half_up

MOST_HAND_OVERS = 2


@dataclass(frozen=True)
class Condition:
    """What a part waits for: the day it was met (None: not yet) and its names."""

    day: date | None
    reason: str
    held_reason: str


@dataclass(frozen=True)
class Part:
    """One part of a contract's entitlement of one person, and what became of it."""

    contract_id: str
    project: str
    staff_id: str  # whose entitlement it is
    amount: int
    outcome: str  # released, held, forfeited, cancelled
    on: date | None
    reason: str  # of the release, or why it is held
    recipient: str | None


def received_at_least(sales: Sales, contract: Contract, amount: int | Fraction) -> date | None:
    """C6: the first day on which the running receipts reach `amount` fen."""
    by_day: dict[date, int] = defaultdict(int)
    for day, received in sales.office.receipts[contract.contract_id]:
        by_day[day] += received
    running = 0
    for day in sorted(by_day):
        running += by_day[day]
        if running >= amount:
            return day
    return None


def conditions(sales: Sales, contract: Contract) -> list[Condition]:
    """C6: what each part of the commission on this contract waits for."""
    signed = sales.signing_day(contract)
    if contract.payment_plan == "全款":
        if sales.readings["full_payment_release"] == "received":
            day = received_at_least(sales, contract, contract.sold_fen)
            return [Condition(_last(signed, day), "fully_received", "not_fully_received")]
        return [Condition(signed, "signed", "")]
    if contract.payment_plan == "按揭":
        documents, bank = contract.mortgage_documents_on, contract.mortgage_signed_on
        only_documents = bank is not None and documents is None
        return [
            Condition(
                _last(signed, contract.down_payment_on), "down_payment", "down_payment_missing"
            ),
            Condition(
                _last(signed, documents, bank),
                "bank_contract",
                "mortgage_documents_missing" if only_documents else "bank_contract_missing",
            ),
        ]
    half = contract.sold_fen * sales.plan_of(contract).instalment_first_at
    return [
        Condition(
            _last(signed, received_at_least(sales, contract, half)),
            "half_received",
            "half_not_received",
        ),
        Condition(
            _last(signed, received_at_least(sales, contract, contract.sold_fen)),
            "fully_received",
            "not_fully_received",
        ),
    ]


def _last(*days: date | None) -> date | None:
    """The last of the days, if all have come."""
    come = [day for day in days if day is not None]
    return max(come) if len(come) == len(days) else None


def waiting_for_signature(sales: Sales, contract: Contract, condition: Condition) -> Condition:
    """C3 (d): a discount within the authority is not paid before a vice-president signed."""
    floor = sales.floor(contract)
    assert floor is not None
    is_within = floor <= contract.sold_fen < contract.list_fen
    if not is_within or sales.readings["unsigned_within_authority"] == "paid":
        return condition
    signatures = sales.vice_president_signatures(contract)
    if not signatures:
        return Condition(None, condition.reason, "signature_missing")
    day = _last(condition.day, min(signatures).date())
    return Condition(day, condition.reason, condition.held_reason)


def parts_of(sales: Sales, lines: list[CommissionLine]) -> list[Part]:
    """Every part of every entitlement, with its fate."""
    earned: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for line in lines:
        earned[line.contract_id, line.staff_id][line.component] = line.earned
    by_id = {c.contract_id: c for c in sales.contracts}
    parts = []
    for (contract_id, staff_id), components in earned.items():
        contract = by_id[contract_id]
        for amount, condition in _amounts(sales, contract, components):
            if amount:
                parts.append(_fate(sales, contract, staff_id, amount, condition))
    return parts


def _amounts(
    sales: Sales, contract: Contract, earned: dict[str, int]
) -> list[tuple[int, Condition]]:
    """C6: half and the rest; discount commission alike, or whole at signing."""
    entitlement = sum(earned.values())
    found = []
    if sales.readings["discount_release"] == "signing":
        signed = Condition(sales.signing_day(contract), "signed", "")
        found.append((earned["discount"], signed))
        entitlement = earned["tier"]
    waits = conditions(sales, contract)
    if len(waits) == 1:
        found.append((entitlement, waits[0]))
    else:
        plan = sales.plan_of(contract)
        is_mortgage = contract.payment_plan == "按揭"
        share = plan.mortgage_first_share if is_mortgage else plan.instalment_first_share
        first = half_up(entitlement * share)
        found += [(first, waits[0]), (entitlement - first, waits[1])]
    return [(amount, waiting_for_signature(sales, contract, wait)) for amount, wait in found]


def _fate(
    sales: Sales, contract: Contract, staff_id: str, amount: int, condition: Condition
) -> Part:
    """C6, C7 and C11 for one part; a cancellation stops whatever comes after its day."""
    outcome, on, reason, recipient = _fate_without_cancellation(
        sales, contract, staff_id, condition
    )
    cancelled_on = sales.cancelled_on(contract)
    if cancelled_on is not None and (on is None or on > cancelled_on):
        outcome, on, reason, recipient = "cancelled", cancelled_on, "cancelled", None
    return Part(
        contract_id=contract.contract_id,
        project=contract.project,
        staff_id=staff_id,
        amount=amount,
        outcome=outcome,
        on=on,
        reason=reason,
        recipient=recipient,
    )


def _fate_without_cancellation(
    sales: Sales, contract: Contract, staff_id: str, condition: Condition
) -> tuple[str, date | None, str, str | None]:
    """C11: outcome, its day, its reason, who gets it."""
    day, left_on = condition.day, sales.people.left_on(staff_id)
    has_stayed = left_on is None or (day is not None and day <= left_on)
    if has_stayed and day is not None:
        return "released", day, condition.reason, staff_id
    if left_on is None:
        return "held", None, condition.held_reason, None
    approved = sales.people.leaving_approved(staff_id)
    if approved is False:
        return "forfeited", max(left_on, sales.signing_day(contract)), "forfeited", None
    if approved is None:
        return "held", None, "leaving_undecided", None
    if day is None:
        return "held", None, condition.held_reason, None
    follower, followed_on = follower_from(sales, contract, staff_id, day)
    if follower is None or followed_on > sales.office.today:
        return "held", None, "no_follower", None
    return "released", followed_on, "reassigned", follower


def follower_from(
    sales: Sales, contract: Contract, staff_id: str, day: date
) -> tuple[str | None, date]:
    """C11: who follows the sale up and gets what was due on `day`, and when: not before being
    named for it; at most two hand-overs."""
    for _ in range(MOST_HAND_OVERS):
        follower = sales.office.followers.get((contract.contract_id, staff_id))
        if follower is None:
            return None, day
        day = max(day, follower.effective_on)
        staff_id = follower.to_staff
        left_on = sales.people.left_on(staff_id)
        if left_on is None or day <= left_on:
            return staff_id, day
        if sales.people.leaving_approved(staff_id) is not True:
            return None, day
    return None, day
