"""来电登记 of one estate: what the service desk's telephone rang for, and how often it rang.

Belongs here: the calls behind tickets, and those that led to none. Does not belong here: the
tickets themselves.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.exports.calls import CALLS
from pipelines.simulate.clock import (
    DAY,
    HOME_WEEK,
    RESIDENT_HOURS,
    Minutes,
    as_datetimes,
    moments,
    pick,
)
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Register, contract_rows, only_where
from pipelines.simulate.staff import SERVICE_DESK, Team
from pipelines.simulate.vocabulary import CALL_PURPOSES

OTHER_CALLS_PER_HOUSEHOLD_MONTH = 0.05
ORDERS_BY_PHONE_SHARE = 0.75
NIGHT_ENDS_AT, EVENING_STARTS_AT = 7 * 60, 22 * 60
# Shares of 1, 2, 3, 4 … rings; at night the one person on duty is more often away.
_RINGS_BY_DAY = np.array([0.30, 0.44, 0.215, 0.02, 0.013, 0.007, 0.005])
_RINGS_BY_NIGHT = np.array([0.18, 0.36, 0.32, 0.06, 0.04, 0.02, 0.02])
UNANSWERED_SHARE = 0.006
NOT_COUNTED_SHARE = 0.012


def build_calls(
    plan: Plan, estate: Estate, team: Team, complaints: Register, work_orders: Register
) -> Register:
    """Every call to the desk; a call about a ticket comes just before the ticket is opened."""
    random = plan.random(estate.profile.index, "calls")
    by_phone = pl.col("channel") == "来电"
    drawn = pl.concat(
        [
            _about(random, complaints.rows.filter(by_phone), "received_at", "投诉", 1.0),
            _about(random, work_orders.rows, "opened_at", "报修服务", ORDERS_BY_PHONE_SHARE),
            _others(plan, estate, random),
        ]
    ).sort("at", "room_name", "purpose", nulls_last=True)
    at = drawn["at"].to_numpy()
    count = drawn.height
    answered = random.random(count) >= UNANSWERED_SHARE
    someone = team.someone(random, pl.Series([SERVICE_DESK] * count), lead_share=0.04)
    phones = dict(zip(estate.room_name.to_list(), estate.phone.to_list(), strict=True))
    rows = contract_rows(
        CALLS,
        {
            "call_id": estate.numbers("LD", at, digits=6),
            "project_name": pl.Series([estate.profile.name] * count),
            "called_at": as_datetimes(at),
            "ring_count": only_where(
                random.random(count) >= NOT_COUNTED_SHARE, _rings(random, at, answered)
            ),
            "answered_by_staff_id": only_where(answered, someone),
            "purpose": drawn["purpose"],
            "room_name": drawn["room_name"],
            "phone": pl.Series(
                [phones.get(room) for room in drawn["room_name"].to_list()], dtype=pl.String
            ),
        },
    )
    return Register(CALLS, rows, opened="called_at")


def _about(
    random: np.random.Generator, tickets: pl.DataFrame, stamp: str, purpose: str, share: float
) -> pl.DataFrame:
    chosen = tickets.filter(pl.Series(random.random(tickets.height) < share))
    before = pl.Series(random.integers(1, 4, chosen.height), dtype=pl.Int64)
    return chosen.select(
        at=pl.col(stamp).dt.epoch("s") // 60 - before,
        room_name="room_name",
        purpose=pl.lit(purpose),
    )


def _others(plan: Plan, estate: Estate, random: np.random.Generator) -> pl.DataFrame:
    expected = OTHER_CALLS_PER_HOUSEHOLD_MONTH * plan.households_per_estate * plan.months
    count = max(1, int(random.poisson(expected)))
    at = moments(random, count, plan.first_day, plan.end, hours=RESIDENT_HOURS, week=HOME_WEEK)
    room = random.choice(np.flatnonzero(estate.is_occupied), count)
    from_home = random.random(count) < 0.8
    purpose = random.integers(0, len(CALL_PURPOSES), count).tolist()
    return pl.DataFrame(
        {
            "at": at,
            "room_name": only_where(from_home, estate.room_name.gather(room)),
            "purpose": [CALL_PURPOSES[p] for p in purpose],
        }
    )


def _rings(random: np.random.Generator, at: Minutes, answered: np.ndarray) -> Minutes:
    count = len(at)
    minute = at % DAY
    night = (minute < NIGHT_ENDS_AT) | (minute >= EVENING_STARTS_AT)
    by_day, by_night = pick(random, _RINGS_BY_DAY, count), pick(random, _RINGS_BY_NIGHT, count)
    rings: Minutes = np.where(night, by_night, by_day) + 1
    return np.where(answered, rings, 8 + random.integers(0, 5, count))
