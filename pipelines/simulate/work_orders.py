"""服务工作单 of one estate: repairs, home services and enquiries, and how they are done.

Belongs here: drawing work orders with their moments. Does not belong here: what an export
of a certain day shows of them (`register`), or return visits about them (`visits`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.exports.work_orders import WORK_ORDERS
from pipelines.simulate.clock import (
    DAY,
    HOME_WEEK,
    NEVER,
    RESIDENT_HOURS,
    Minutes,
    after,
    as_datetimes,
    into_working_hours,
    lognormal,
    moments,
    sometimes,
)
from pipelines.simulate.complaints import dispatch_minutes
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Appears, Register, contract_rows, only_where
from pipelines.simulate.staff import Team
from pipelines.simulate.topics import draw_topics
from pipelines.simulate.vocabulary import WORK_ORDER_TOPICS

PER_HOUSEHOLD_MONTH = 0.12
MONTH_FACTORS = (1.1, 0.8, 0.95, 0.9, 1.0, 1.2, 1.35, 1.3, 1.05, 0.9, 1.05, 1.15)
SPARE_PART_SHARE = 0.03
CALLED_BACK_SHARE = 0.86
ACCEPTED_LATE_SHARE, NEVER_ACCEPTED_SHARE = 0.05, 0.04
_CHARGED = ("有偿服务", "家政")


def build_work_orders(plan: Plan, estate: Estate, team: Team) -> Register:
    """Every work order of the estate, with moments beyond the horizon where they lie there."""
    random = plan.random(estate.profile.index, "work_orders")
    rate = PER_HOUSEHOLD_MONTH * plan.households_per_estate * estate.profile.work_order_factor
    count = max(1, int(random.poisson(rate * plan.months)))
    opened = moments(
        random,
        count,
        plan.first_day,
        plan.end,
        hours=RESIDENT_HOURS,
        week=HOME_WEEK,
        month_factors=MONTH_FACTORS,
    )
    topic = draw_topics(random, WORK_ORDER_TOPICS, opened)
    kind = np.array([t.kind for t in WORK_ORDER_TOPICS], dtype=object)[topic]
    department = np.array([t.department for t in WORK_ORDER_TOPICS], dtype=object)[topic]
    urgent = (kind == "报修") & (random.random(count) < 0.12)
    waits = (kind == "报修") & (random.random(count) < SPARE_PART_SHARE)
    stamps = _handling(plan, random, opened, kind, department, urgent, waits)
    charged = np.isin(kind, _CHARGED) | ((kind == "报修") & (random.random(count) < 0.15))
    quoted = np.ceil(lognormal(random, count, 90, 0.6) / 5).astype(np.int64) * 500
    room = random.choice(np.flatnonzero(estate.is_occupied), count)
    shared = np.array([t.text for t in WORK_ORDER_TOPICS])[topic] == "公共照明不亮"
    rows = contract_rows(
        WORK_ORDERS,
        {
            "work_order_id": estate.numbers("GD", opened, digits=6),
            "project_name": pl.Series([estate.profile.name] * count),
            "room_name": only_where(~shared, estate.room_name.gather(room)),
            "work_order_type": kind.tolist(),
            "service_item": [WORK_ORDER_TOPICS[t].text for t in topic.tolist()],
            "urgency": np.where(urgent, "紧急", "普通"),
            "handler_staff_id": team.someone(random, pl.Series(department.tolist())),
            "responsible_department": department.tolist(),
            "quoted_amount": only_where(charged, quoted),
            "charged_amount": only_where(charged, quoted - 500 * (random.random(count) < 0.1)),
            "is_rework": (kind == "报修") & (random.random(count) < 0.025),
            "suspended_minutes": only_where(waits, random.integers(4, 60, count) * 60),
            **_payment(plan, estate, random, stamps, kind, charged),
        },
        _closed_at=as_datetimes(np.minimum(stamps["completed_at"], stamps["cancelled_at"])),
    )
    return Register(
        WORK_ORDERS,
        rows,
        opened="opened_at",
        closed="_closed_at",
        appears={
            "handler_staff_id": Appears("dispatched_at"),
            "quoted_amount": Appears("arrived_at"),
            "charged_amount": Appears("completed_at"),
            "suspended_minutes": Appears("completed_at"),
        },
    )


def _handling(
    plan: Plan,
    random: np.random.Generator,
    opened: Minutes,
    kind: npt.NDArray[np.object_],
    department: npt.NDArray[np.object_],
    urgent: npt.NDArray[np.bool_],
    waits: npt.NDArray[np.bool_],
) -> dict[str, Minutes]:
    """The moments of each order; most of what comes in before five is done the same day."""
    count = len(opened)
    talk = np.isin(kind, ("咨询", "建议"))
    dispatched = after(opened, dispatch_minutes(plan, random, urgent))
    travel = np.where(urgent, lognormal(random, count, 14, 0.5), lognormal(random, count, 40, 0.6))
    there = after(dispatched, travel)
    there = np.where(urgent, there, into_working_hours(random, there, 7, 23))
    spoken = np.where(talk, dispatched, there)
    replied = after(spoken, lognormal(random, count, 8, 0.7))
    work = np.where(talk, lognormal(random, count, 20, 0.8), lognormal(random, count, 50, 0.7))
    work *= np.where(department == plan.effects.slow_department, plan.effects.slow_factor, 1.0)
    done = into_working_hours(random, after(replied, work), 7, 23)
    parts = into_working_hours(random, after(done, lognormal(random, count, 2.5 * DAY, 0.6)))
    done = sometimes(random, 0.992, np.where(waits, parts, done))
    cancelled = sometimes(random, 0.03, after(opened, lognormal(random, count, 180, 1.0)))
    cancelled = np.where(cancelled < done, cancelled, NEVER)
    called = into_working_hours(random, after(done, lognormal(random, count, 55, 0.7)), 8, 22)
    stamps = {
        "dispatched_at": dispatched,
        "arrived_at": np.where(talk, NEVER, there),
        "replied_at": replied,
        "completed_at": done,
        "called_back_at": sometimes(random, CALLED_BACK_SHARE, called),
    }
    kept = {name: np.where(moment < cancelled, moment, NEVER) for name, moment in stamps.items()}
    return kept | {"opened_at": opened, "cancelled_at": cancelled}


def _payment(
    plan: Plan,
    estate: Estate,
    random: np.random.Generator,
    stamps: dict[str, Minutes],
    kind: npt.NDArray[np.object_],
    charged: npt.NDArray[np.bool_],
) -> dict[str, pl.Series]:
    """All stamps as datetimes, with the quote accepted after arrival and paid after the work.

    A paid service ends with the call after the payment; a few of its quotes are accepted
    only when the work is done, or never.
    """
    count = len(charged)
    arrived, done = stamps["arrived_at"], stamps["completed_at"]
    accepted = np.where(
        charged & (arrived < NEVER),
        after(arrived, random.integers(1, 6, count).astype(float)),
        NEVER,
    )
    paid = np.where(charged, after(done, lognormal(random, count, 30, 1.2)), NEVER)
    paid = sometimes(random, 0.97, paid)
    more = plan.random(estate.profile.index, "paid services")
    paid_service = (kind == "有偿服务") & (arrived < NEVER)
    draw = more.random(count)
    accepted = np.where(paid_service & (draw < ACCEPTED_LATE_SHARE), after(done, 2.0), accepted)
    never = (draw >= ACCEPTED_LATE_SHARE) & (draw < ACCEPTED_LATE_SHARE + NEVER_ACCEPTED_SHARE)
    accepted = np.where(paid_service & never, NEVER, accepted)
    settled = into_working_hours(more, after(paid, lognormal(more, count, 45, 0.7)), 9, 21)
    called = stamps["called_back_at"]
    calls_after = paid_service & (called < NEVER) & (paid < NEVER)
    called = np.where(calls_after, np.maximum(called, settled), called)
    moments_of = stamps | {
        "quote_accepted_at": accepted,
        "paid_at": paid,
        "called_back_at": called,
    }
    return {name: as_datetimes(moment) for name, moment in moments_of.items()}
