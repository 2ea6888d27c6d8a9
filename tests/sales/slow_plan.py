"""The terms of the plan of 2013 and the readings, as the slow calculator takes them.

Belongs here: the figures that stand in the source's clauses, the readings and their other
values, the one rounding. Does not belong here: applying a clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

Readings = Mapping[str, str]

DEFAULT_READINGS: Readings = {
    "performance_date": "signed",
    "performance_amount": "sold",
    "late_cancellation": "not_restated",
    "target_unit": "yuan",
    "tier_mode": "slab",
    "discount_base": "headroom",
    "unsigned_within_authority": "held",
    "late_approval": "invalid",
    "unauthorised_performance": "counts",
    "exclusion": "earned_amount",
    "full_payment_release": "signing",
    "discount_release": "alike",
    "award_tie": "each",
    "w5_mode": "replace",
    "w5_task": "personal",
    "override_base": "released_net",
    "extra_60": "illustration",
    "early_leave": "plus",
    "sick_leave": "beyond",
    "day_rate": "26",
}

OTHER_READINGS: tuple[tuple[str, str], ...] = (
    ("performance_date", "subscribed"),
    ("performance_amount", "list"),
    ("late_cancellation", "restated"),
    ("target_unit", "units"),
    ("tier_mode", "marginal"),
    ("discount_base", "given"),
    ("unsigned_within_authority", "paid"),
    ("late_approval", "valid"),
    ("unauthorised_performance", "excluded"),
    ("exclusion", "none"),
    ("exclusion", "discount_only"),
    ("full_payment_release", "received"),
    ("discount_release", "signing"),
    ("award_tie", "nobody"),
    ("award_tie", "split"),
    ("w5_mode", "add"),
    ("w5_task", "project"),
    ("override_base", "released_gross"),
    ("override_base", "accrued"),
    ("extra_60", "extra_900"),
    ("early_leave", "instead"),
    ("sick_leave", "all"),
    ("day_rate", "21.75"),
    ("day_rate", "calendar"),
)


def shipped_scenarios() -> dict[str, Readings]:
    """'actual' and one scenario for every other value of every reading."""
    found: dict[str, Readings] = {"actual": DEFAULT_READINGS}
    for reading, value in OTHER_READINGS:
        name = f"{reading}_{value.replace('.', '')}"
        found[name] = {**DEFAULT_READINGS, reading: value}
    return found


def _yuan(amount: int) -> int:
    return amount * 100


@dataclass(frozen=True)
class Plan:
    """S3-2013: amounts in fen, rates and limits exact."""

    tiers: tuple[tuple[Fraction, Fraction], ...] = (
        (Fraction(0), Fraction("0.0016")),
        (Fraction("0.60"), Fraction("0.0017")),
        (Fraction("0.80"), Fraction("0.0018")),
        (Fraction("1.01"), Fraction("0.0021")),
    )
    discount_rate_full: Fraction = Fraction("0.08")
    discount_rate_partial: Fraction = Fraction("0.05")
    unauthorised_fine: int = _yuan(500)
    mortgage_first_share: Fraction = Fraction("0.5")
    instalment_first_at: Fraction = Fraction("0.5")
    instalment_first_share: Fraction = Fraction("0.5")
    award_first_deal: int = _yuan(200)
    award_last_deal: int = _yuan(200)
    award_target: int = _yuan(500)
    award_first_place: int = _yuan(1000)
    award_first_place_consultants: int = 3
    award_two_months: int = _yuan(1000)
    override_rate: Fraction = Fraction("0.15")
    site_bonus: int = _yuan(1000)
    site_bonus_step_share: Fraction = Fraction("0.1")
    site_bonus_step: int = _yuan(150)
    site_shortfall: int = _yuan(200)
    site_extra_at: Fraction = Fraction("0.6")
    site_extra: int = _yuan(900)
    probation_base: int = _yuan(1300)
    lunch_duty: int = _yuan(15)
    late_fine: int = _yuan(10)
    late_absence_minutes: int = 30
    early_leave_fine: int = _yuan(10)
    early_leave_absence_count: int = 3
    absence_fine: int = _yuan(50)
    sick_days_free: int = 2
    complaint_fine: int = _yuan(30)
    review_share: Fraction = Fraction("0.6")


@dataclass(frozen=True)
class PlanBook:
    """Which plan holds where and when; `own`: a project's own plan, from its first day on.

    A what-if may put one plan in everybody's place (`fixed`) and multiply the tasks.
    """

    own: Mapping[str, tuple[date, Plan]] = field(default_factory=dict)
    fixed: Plan | None = None
    target_factor: Fraction = Fraction(1)

    def on(self, project: str, month: date) -> Plan:
        """The plan in force for the project on the first day of the month."""
        if self.fixed is not None:
            return self.fixed
        valid_from, plan = self.own.get(project, (date.max, SOURCE_PLAN))
        return plan if valid_from <= month else SOURCE_PLAN


SOURCE_PLAN = Plan()
VICE_PRESIDENTS = frozenset({"副总", "副总经理", "副总裁", "总经理", "总裁", "董事长"})
CONSULTANT_POSTS = frozenset({"置业顾问", "高级置业顾问", "销售顾问"})
MANAGER_POSTS = frozenset({"销售经理", "案场经理", "销售主管"})


def half_up(amount: Fraction | int) -> int:
    """To the whole fen, halves away from zero."""
    if isinstance(amount, int):
        return amount
    exact = amount
    numerator, denominator = abs(exact.numerator), exact.denominator
    rounded = (2 * numerator + denominator) // (2 * denominator)
    return rounded if exact >= 0 else -rounded


def month_of(day: date) -> date:
    return date(day.year, day.month, 1)


def next_month(month: date) -> date:
    return month_of(month + timedelta(days=31))


def month_end(month: date) -> date:
    return next_month(month) - timedelta(days=1)


def months_from(first: date, last: date) -> list[date]:
    """Every month from `first` to `last`, both included."""
    months = []
    while first <= last:
        months.append(first)
        first = next_month(first)
    return months
