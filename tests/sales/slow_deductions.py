"""Base pay, lunch duty and what is deducted for lateness, absence and complaints (C10, C13).

Belongs here: the lines of one person and month that no sale causes. Does not belong here:
penalties for discounts (slow_lines).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.sales.office import Deduction
from tests.sales.slow_people import PersonMonth
from tests.sales.slow_plan import Plan, Readings, half_up

Line = tuple[str, int]  # kind, amount in fen


def base_pay(plan: Plan, person: PersonMonth) -> int:
    """C10: the registered base; on probation 1,300 when none is registered; else nothing."""
    if person.base_fen is not None:
        return person.base_fen
    return plan.probation_base if person.is_on_probation else 0


def day_rate(readings: Readings, base: int, month: date) -> Fraction:
    """C13: a day's pay, unrounded."""
    if readings["day_rate"] == "calendar":
        return Fraction(base, calendar.monthrange(month.year, month.month)[1])
    return base / Fraction(readings["day_rate"])


def deduction_lines(
    plan: Plan, readings: Readings, day: Fraction, rows: Iterable[Deduction]
) -> list[Line]:
    """C13: every deduction line of one person and month."""
    absence = plan.absence_fine + day
    found: list[Line] = []
    early, sick = [], []
    for row in rows:
        if row.kind == "迟到":
            found += _late(plan, row, absence)
        elif row.kind == "早退":
            early.append(row)
        elif row.kind == "病假":
            sick.append(row)
        elif row.kind == "旷工":
            found.append(("absence", -half_up(absent_days(row) * absence)))
        elif row.kind == "事假":
            found.append(_personal_leave(row, day, absence))
        elif row.kind == "投诉" and row.verified_by:
            found.append(("complaint", -half_up(times(row) * plan.complaint_fine)))
        elif row.kind == "其他" and row.amount_fen is not None:
            found.append(("other_deduction", -abs(row.amount_fen)))
    return found + _early(plan, readings, early, absence) + _sick(plan, readings, sick, day)


def times(row: Deduction) -> int:
    return 1 if row.occurrences is None else row.occurrences


def absent_days(row: Deduction) -> Fraction:
    """Days, or occurrences, or one."""
    return Fraction(times(row)) if row.days is None else row.days


def _late(plan: Plan, row: Deduction, absence: Fraction) -> list[Line]:
    """C13: up to 30 minutes 10; longer is an absent day; without minutes nothing is known."""
    if row.minutes is None or row.minutes <= 0:
        return []
    if row.minutes <= plan.late_absence_minutes:
        return [("late_fine", -half_up(times(row) * plan.late_fine))]
    return [("absence", -half_up(times(row) * absence))]


def _early(plan: Plan, readings: Readings, rows: list[Deduction], absence: Fraction) -> list[Line]:
    """C13: 10 each time; three or more in the month are one absent day as well (or instead)."""
    found: list[Line] = []
    is_absence = sum(times(row) for row in rows) >= plan.early_leave_absence_count
    if not (is_absence and readings["early_leave"] == "instead"):
        fines = [half_up(times(row) * plan.early_leave_fine) for row in rows]
        found += [("early_leave_fine", -fine) for fine in fines]
    if is_absence:
        found.append(("absence", -half_up(absence)))
    return found


def _sick(plan: Plan, readings: Readings, rows: list[Deduction], day: Fraction) -> list[Line]:
    """C13: days beyond two a month (or all of them, once they are more)."""
    total = sum((Fraction(1) if row.days is None else row.days for row in rows), Fraction(0))
    if total <= plan.sick_days_free:
        return []
    deducted = total if readings["sick_leave"] == "all" else total - plan.sick_days_free
    return [("sick_leave", -half_up(deducted * day))]


def _personal_leave(row: Deduction, day: Fraction, absence: Fraction) -> Line:
    """C13: a day's pay when approved; else it is absence."""
    days = Fraction(1) if row.days is None else row.days
    if row.is_approved:
        return "personal_leave", -half_up(days * day)
    return "absence", -half_up(days * absence)
