"""The two-month review of the last in the ranking, for display only (C12).

Belongs here: the thresholds of both readings. Does not belong here: any decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.sales.slow_performance import Sales
from tests.sales.slow_plan import next_month


@dataclass(frozen=True)
class Review:
    performance: Fraction
    literal_threshold: Fraction  # against three months' task
    two_month_threshold: Fraction  # against the same two months' task

    @property
    def is_below_literal(self) -> bool:
        return self.performance < self.literal_threshold

    @property
    def is_below_two_month(self) -> bool:
        return self.performance < self.two_month_threshold


def review(sales: Sales, project: str, staff_id: str, first_month: date) -> Review | None:
    """C12 of one consultant and two months; None when a month has no task."""
    months = (first_month, next_month(first_month))
    targets = [sales.target(project, staff_id, month) for month in months]
    known = [target for target in targets if target is not None]
    if len(known) < len(months):
        return None
    share = sales.plans.on(project, first_month).review_share
    total = sum(known, Fraction(0))
    return Review(
        performance=sum(
            (sales.performance.get((project, staff_id, m), Fraction(0)) for m in months),
            Fraction(0),
        ),
        literal_threshold=total * 3 / 2 * share,
        two_month_threshold=total * share,
    )
