"""The sales manager's own pay (C9).

Belongs here: the override and the site bonus of a project and month. Does not belong here:
his own sales, which are paid like a consultant's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.sales.slow_lines import CommissionLine, accrued_by_consultants
from tests.sales.slow_movements import Movement
from tests.sales.slow_performance import WHOLE_PROJECT, Sales
from tests.sales.slow_plan import Plan, half_up


@dataclass(frozen=True)
class ManagerLine:
    project: str
    staff_id: str
    month: date
    kind: str  # override, site_bonus
    amount: int


def manager_lines(
    sales: Sales, lines: list[CommissionLine], movements: list[Movement]
) -> list[ManagerLine]:
    """Override and site bonus of every project and month that has a manager."""
    accrued = accrued_by_consultants(sales, lines)
    found = []
    for project in sales.people.first_months:
        for month in sales.people.project_months(project):
            manager = sales.people.manager_of(project, month)
            if manager is None:
                continue
            base = override_base(sales, project, month, movements)
            if sales.readings["override_base"] == "accrued":
                base = accrued.get((project, month), 0)
            override = half_up(base * sales.plans.on(project, month).override_rate)
            if override:
                found.append(ManagerLine(project, manager, month, "override", override))
            attainment = sales.attainment(project, WHOLE_PROJECT, month)
            if attainment is not None:
                bonus = site_bonus(sales, sales.plans.on(project, month), attainment)
                found.append(ManagerLine(project, manager, month, "site_bonus", bonus))
    return found


def override_base(sales: Sales, project: str, month: date, movements: list[Movement]) -> int:
    """C9: what moved in the month to everybody but managers, net of what was taken back."""
    is_gross = sales.readings["override_base"] == "released_gross"
    return sum(
        m.amount
        for m in movements
        if m.project == project
        and m.month == month
        and sales.people.in_month(m.staff_id, month).role != "manager"
        and not (is_gross and m.reason == "cancelled")
    )


def site_bonus(sales: Sales, plan: Plan, attainment: Fraction) -> int:
    """C9: 1,000 and 150 for each full 10 % above the task; −200 below it."""
    overshoot = attainment - 1
    if overshoot < 0:
        return -plan.site_shortfall
    steps = overshoot // plan.site_bonus_step_share
    bonus = plan.site_bonus + steps * plan.site_bonus_step
    if sales.readings["extra_60"] == "extra_900" and overshoot >= plan.site_extra_at:
        bonus += plan.site_extra
    return half_up(bonus)
