"""How rooms pay: by app, at the counter, a year ahead, late or hardly ever; and when.

Belongs here: the habit of each room and the moment it pays a bill. Does not belong here: the
rows of the payment register (`fee_payments`).
"""

from __future__ import annotations

import numpy as np

from pipelines.simulate.clock import DAY, EVENING_HOURS, NEVER, Minutes, lognormal, pick
from pipelines.simulate.estate import Estate
from pipelines.simulate.fee_bills import Bills
from pipelines.simulate.plan import Plan
from pipelines.simulate.topics import in_troubled_quarter

HABITS = ("chronic", "late", "counter", "automatic", "prepaying", "by_app")
CHRONIC, LATE, COUNTER, AUTOMATIC, PREPAYING, BY_APP = range(6)


def paying_habits(plan: Plan, estate: Estate) -> Minutes:
    """The habit of each room, a place in HABITS."""
    random = plan.random(estate.profile.index, "habits")
    effects = plan.effects
    shares = [
        effects.chronic_debtor_share * estate.profile.late_factor,
        effects.late_payer_share * estate.profile.late_factor,
        effects.counter_paying_share,
        effects.automatic_paying_share,
        effects.prepaying_share,
    ]
    draw = random.random(plan.households_per_estate)
    return np.searchsorted(np.cumsum(shares), draw, side="right").astype(np.int64)


def when_paid(
    plan: Plan,
    estate: Estate,
    random: np.random.Generator,
    bills: Bills,
    chosen: Minutes,
    habit: Minutes,
) -> Minutes:
    """When each chosen bill is paid; NEVER for what debtors and the bad quarter withhold."""
    count, kind = len(chosen), habit[bills.room[chosen]]
    billed = bills.billed_at[chosen] // DAY
    usual = 1 + np.minimum(random.gamma(2.2, 4.2, count), 29)
    slow = random.random(count) < 0.03
    delay = np.where(slow, lognormal(random, count, 45, 0.5), usual)
    delay = np.where(kind == AUTOMATIC, 14, delay)
    delay = np.where(kind == LATE, random.uniform(25, 150, count), delay)
    never = (kind == CHRONIC) & (random.random(count) < 0.88)
    delay = np.where(kind == CHRONIC, random.uniform(120, 500, count), delay)
    troubled = in_troubled_quarter(plan, estate, bills.billed_at[chosen]) & (kind != AUTOMATIC)
    draw = random.random(count)
    withheld = plan.effects.troubled_withheld_share
    put_off = (draw >= withheld) & (draw < withheld + plan.effects.troubled_delayed_share)
    delay = np.where(troubled & put_off, delay + random.uniform(80, 130, count), delay)
    at = (billed + delay.astype(np.int64)) * DAY + minutes_of_day(random, count)
    return np.where(never | (troubled & (draw < withheld)), NEVER, at)


def minutes_of_day(random: np.random.Generator, count: int) -> Minutes:
    hour = pick(random, EVENING_HOURS, count)
    # a bill is issued at eight, so nobody pays it before nine on its first day
    minutes: Minutes = np.maximum(hour, 9) * 60 + random.integers(0, 60, count)
    return minutes
