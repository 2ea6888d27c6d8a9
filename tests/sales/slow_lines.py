"""What a sale earns, and what an unapproved discount costs (C2, C3, C4, C5).

Belongs here: commission lines per contract and person, penalties. Does not belong here:
when it is paid (slow_releases).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.sales.office import Contract
from tests.sales.slow_performance import Sales
from tests.sales.slow_plan import Plan, half_up, month_of


@dataclass(frozen=True)
class CommissionLine:
    contract_id: str
    project: str
    staff_id: str
    month: date
    component: str  # tier, discount
    outcome: str  # earned, unauthorised
    base: Fraction  # fen, of this person's share
    rate: Fraction | None  # None: several bands
    earned: int  # fen


@dataclass(frozen=True)
class Penalty:
    contract_id: str
    project: str
    staff_id: str
    month: date
    compensation: int
    fine: int


def tier_rate(plan: Plan, attainment: Fraction) -> Fraction:
    """C2: the last tier whose limit is reached, the limit included."""
    return [rate for limit, rate in plan.tiers if attainment >= limit][-1]


def banded(
    plan: Plan, target: Fraction, start: Fraction, end: Fraction
) -> dict[Fraction, Fraction]:
    """C2, marginal: how much of the stretch from start to end lies in each band; by rate."""
    found = {}
    limits = [limit * target for limit, _ in plan.tiers]
    for number, (_, rate) in enumerate(plan.tiers):
        upper = limits[number + 1] if number + 1 < len(limits) else max(end, limits[number])
        inside = min(end, upper) - max(start, limits[number])
        if inside > 0:
            found[rate] = inside
    return found


def discount_base_and_rate(sales: Sales, contract: Contract) -> tuple[Fraction, Fraction]:
    """C3: full price 8 % of the headroom; above the floor 5 % of what was not given away."""
    floor = sales.floor(contract)
    assert floor is not None
    if contract.sold_fen >= contract.list_fen:
        return contract.list_fen - floor, sales.plan_of(contract).discount_rate_full
    if contract.sold_fen >= floor:
        is_given = sales.readings["discount_base"] == "given"
        given = Fraction(contract.list_fen - contract.sold_fen)
        base = given if is_given else contract.sold_fen - floor
        return base, sales.plan_of(contract).discount_rate_partial
    return Fraction(0), Fraction(0)


def tier_base(sales: Sales, contract: Contract) -> Fraction:
    """C5: the contract less the amount on which discount commission was earned."""
    earned_on, _ = discount_base_and_rate(sales, contract)
    sold = Fraction(contract.sold_fen)
    if sales.readings["exclusion"] == "none":
        return sold
    if sales.readings["exclusion"] == "discount_only":
        return Fraction(0) if earned_on > 0 else sold
    return sold - earned_on


def commission_lines(sales: Sales) -> list[CommissionLine]:
    """Every line of the office: contracts whose people, floor and tasks are known."""
    by_person: dict[tuple[str, str, date], list[Contract]] = defaultdict(list)
    for contract in sales.contracts:
        if sales.floor(contract) is not None:
            month = sales.commission_month(contract)
            for staff_id in sales.shares[contract.contract_id] or {}:
                by_person[contract.project, staff_id, month].append(contract)
    lines = []
    for (project, staff_id, month), contracts in by_person.items():
        task = sales.whose_task(project, staff_id, month)
        attainment = sales.attainment(project, task, month)
        target = sales.target(project, task, month)
        if attainment is not None and target is not None:
            contracts.sort(key=lambda c: (sales.moment(c), c.contract_id))
            lines += _lines_of_month(sales, staff_id, contracts, attainment, target)
    return lines


def _lines_of_month(
    sales: Sales, staff_id: str, contracts: list[Contract], attainment: Fraction, target: Fraction
) -> list[CommissionLine]:
    lines = []
    stacked = Fraction(0)
    for contract in contracts:
        share = (sales.shares[contract.contract_id] or {})[staff_id]
        base = tier_base(sales, contract) * share
        plan = sales.plan_of(contract)
        if sales.readings["tier_mode"] == "marginal":
            bands = banded(plan, target, stacked, stacked + base)
        else:
            bands = {tier_rate(plan, attainment): base}
        stacked += base
        earned = sum((rate * part for rate, part in bands.items()), Fraction(0))
        rate = next(iter(bands)) if len(bands) == 1 else None
        lines.append(_line(sales, contract, staff_id, "tier", base, rate, earned))
        discount_base, discount_rate = discount_base_and_rate(sales, contract)
        base = discount_base * share
        earned = base * discount_rate
        lines.append(_line(sales, contract, staff_id, "discount", base, discount_rate, earned))
    return lines


def _line(
    sales: Sales,
    contract: Contract,
    staff_id: str,
    component: str,
    base: Fraction,
    rate: Fraction | None,
    earned: Fraction,
) -> CommissionLine:
    """One line, rounded once; C4: nothing for an unauthorised discount."""
    is_cancelled = sales.is_unauthorised(contract)
    return CommissionLine(
        contract_id=contract.contract_id,
        project=contract.project,
        staff_id=staff_id,
        month=sales.commission_month(contract),
        component=component,
        outcome="unauthorised" if is_cancelled else "earned",
        base=base,
        rate=rate,
        earned=0 if is_cancelled else half_up(earned),
    )


def penalties(sales: Sales) -> list[Penalty]:
    """C4: the responsible person pays what lies below the floor, and the fine."""
    found = []
    for contract in sales.contracts:
        floor = sales.floor(contract)
        responsible = responsible_person(sales, contract)
        if floor is not None and responsible and sales.is_unauthorised(contract):
            month = month_of(sales.signing_day(contract))
            found.append(
                Penalty(
                    contract_id=contract.contract_id,
                    project=contract.project,
                    staff_id=responsible,
                    month=month,
                    compensation=half_up(floor - contract.sold_fen),
                    fine=sales.plans.on(contract.project, month).unauthorised_fine,
                )
            )
    return found


def responsible_person(sales: Sales, contract: Contract) -> str | None:
    """C4: the named one; else the only consultant; else who asked for the refused discount."""
    if contract.responsible:
        return contract.responsible
    credited = sales.office.credits[contract.contract_id]
    if len(credited) == 1:
        return next(iter(credited))
    refused = sales.office.approvals[contract.contract_id]  # none of them is valid
    return refused[-1].requested_by if refused else None


def accrued_by_consultants(
    sales: Sales, lines: list[CommissionLine]
) -> dict[tuple[str, date], int]:
    """C9 (accrued): what everybody but the managers earned, per project and month."""
    found: dict[tuple[str, date], int] = defaultdict(int)
    for line in lines:
        if sales.people.in_month(line.staff_id, line.month).role != "manager":
            found[line.project, line.month] += line.earned
    return found
