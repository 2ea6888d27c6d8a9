"""The awards of the consultants (C8).

Belongs here: W1–W5 per project, person and month. Does not belong here: the manager
(slow_manager).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.sales.office import Contract
from tests.sales.slow_performance import WHOLE_PROJECT, Sales
from tests.sales.slow_plan import half_up


@dataclass(frozen=True)
class Award:
    project: str
    staff_id: str
    month: date
    kind: str  # first_deal, last_deal, target_met, first_place, two_months
    amount: int


def deals(sales: Sales, project: str, month: date) -> list[Contract]:
    """The sales of a project and month in the order in which they were made."""
    found = [
        c for c in sales.contracts if c.project == project and sales.commission_month(c) == month
    ]
    return sorted(found, key=lambda c: (sales.moment(c), c.contract_id))


def awards(sales: Sales) -> list[Award]:
    """All awards of the office."""
    found: list[Award] = []
    for project in sales.people.first_months:
        for month in sales.people.project_months(project):
            made = deals(sales, project, month)
            if made:
                found += first_deal(sales, made[0], month) + last_deal(sales, made[-1], month)
            found += first_place(sales, project, month)
        for staff_id in sales.office.staff:
            found += months_done(sales, project, staff_id)
    return found


def first_deal(sales: Sales, deal: Contract, month: date) -> list[Award]:
    """W1: 200 to the consultants of the month's first sale, by share."""
    amount = sales.plans.on(deal.project, month).award_first_deal
    return list(_by_share(sales, deal, month, "first_deal", amount))


def last_deal(sales: Sales, deal: Contract, month: date) -> list[Award]:
    """W2: 200 for the month's last sale, by share, to those who did their task."""
    amount = sales.plans.on(deal.project, month).award_last_deal
    return [
        award
        for award in _by_share(sales, deal, month, "last_deal", amount)
        if sales.is_met(deal.project, award.staff_id, month)
    ]


def _by_share(sales: Sales, deal: Contract, month: date, kind: str, amount: int) -> Iterable[Award]:
    for staff_id, share in (sales.shares[deal.contract_id] or {}).items():
        if sales.people.is_working_consultant(staff_id, month):
            yield Award(deal.project, staff_id, month, kind, half_up(amount * share))


def _is_consultant_here(sales: Sales, project: str, staff_id: str, month: date) -> bool:
    is_here = sales.people.in_month(staff_id, month).project == project
    return is_here and sales.people.is_working_consultant(staff_id, month)


def first_place(sales: Sales, project: str, month: date) -> list[Award]:
    """W4: 1,000 to the first of at least three consultants, if the task is done."""
    working = [s for s in sales.office.staff if _is_consultant_here(sales, project, s, month)]
    plan = sales.plans.on(project, month)
    if len(working) < plan.award_first_place_consultants:
        return []
    # Whoever sold here as a consultant is ranked, also after leaving; who did not do the task
    # or has left does not share the award.
    highest = max(
        sales.performance.get((project, staff_id, month), Fraction(0))
        for staff_id in sales.office.staff
        if sales.people.in_month(staff_id, month).role == "consultant"
    )
    firsts = [
        staff_id
        for staff_id in sales.office.staff
        if sales.people.is_working_consultant(staff_id, month)
        and sales.performance.get((project, staff_id, month), Fraction(0)) == highest
        and sales.is_met(project, staff_id, month)
    ]
    tie = sales.readings["award_tie"]
    if not firsts or (tie == "nobody" and len(firsts) > 1):
        return []
    amount = Fraction(plan.award_first_place)
    each = half_up(amount / len(firsts)) if tie == "split" else half_up(amount)
    return [Award(project, staff_id, month, "first_place", each) for staff_id in firsts]


def months_done(sales: Sales, project: str, staff_id: str) -> list[Award]:
    """W3 and W5: 500 for a month's task; every second month of a run 1,000 (instead of it).

    They belong to the project in which the consultant has the task. A run on the project's
    task has the months in which he was registered there.
    """
    found = []
    run = 0
    for month in sales.people.project_months(project):
        is_working = sales.people.is_working_consultant(staff_id, month)
        is_met = is_working and sales.is_met(project, staff_id, month)
        goes_on = is_met
        if sales.readings["w5_task"] == "project":
            goes_on = _is_consultant_here(sales, project, staff_id, month) and sales.is_met(
                project, WHOLE_PROJECT, month
            )
        run = run + 1 if goes_on else 0
        is_blocked = sales.target(project, staff_id, month) is None
        has_w5 = run > 0 and run % 2 == 0 and not is_blocked
        plan = sales.plans.on(project, month)
        if is_met and not (has_w5 and sales.readings["w5_mode"] == "replace"):
            found.append(Award(project, staff_id, month, "target_met", plan.award_target))
        if has_w5:
            found.append(Award(project, staff_id, month, "two_months", plan.award_two_months))
    return found
