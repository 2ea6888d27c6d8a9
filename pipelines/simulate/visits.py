"""回访登记 of one estate: monthly visits, visits about tickets, and what people answered.

Belongs here: drawing visits and their grades. Does not belong here: the tickets.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.exports.visits import VISITS
from pipelines.simulate.clock import (
    DAY,
    NEVER,
    OFFICE_HOURS,
    WORKING_WEEK,
    after,
    as_datetimes,
    into_working_hours,
    lognormal,
    moments,
)
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Register, contract_rows, only_where
from pipelines.simulate.remarks import draw_remarks
from pipelines.simulate.staff import SERVICE_DESK, Team
from pipelines.simulate.topics import in_troubled_quarter

LEAST_VISITS_A_MONTH = 24
SHARE_OF_HOUSEHOLDS = 0.035
GRADES = np.array(["很满意", "满意", "基本满意", "不满意", "很不满意"], dtype=object)
_SATISFIED_EDGES = (0.34, 0.88)  # shares of the satisfied: very, satisfied, the rest fairly
_VERY_BAD_SHARE = 0.2
RETURN_VISIT_SHARE = 0.9


def build_visits(
    plan: Plan,
    estate: Estate,
    team: Team,
    tickets: tuple[Register, Register],
    unhappy_sheets: pl.DataFrame,
) -> Register:
    """Visits of the estate; `tickets` are its complaints and its work orders, `unhappy_sheets`
    the rooms (with the minute `at`) that were dissatisfied in a survey."""
    random = plan.random(estate.profile.index, "visits")
    first = pl.concat(
        [
            _monthly(plan, estate, random),
            _about_tickets(random, tickets[0], "followed_up_at", "complaint_id", "投诉", 0.5),
            _about_tickets(random, tickets[1], "called_back_at", "work_order_id", "工单", 0.2),
        ],
        how="diagonal_relaxed",
    )
    owed = pl.concat([_dissatisfied(first), unhappy_sheets])
    again = _return_visits(random, owed)
    once_more = _return_visits(random, _dissatisfied(again))
    drawn = pl.concat([first, again, once_more], how="diagonal_relaxed")
    return _register(plan, estate, team, random, drawn.sort("at", "room_name", "kind"))


def _monthly(plan: Plan, estate: Estate, random: np.random.Generator) -> pl.DataFrame:
    """Different rooms each month, drawn among those where somebody lives."""
    occupied = np.flatnonzero(estate.is_occupied)
    wanted = max(LEAST_VISITS_A_MONTH, round(SHARE_OF_HOUSEHOLDS * plan.households_per_estate))
    count = min(wanted, len(occupied))
    at, rooms = [], []
    for month in plan.months_covered:
        at.append(
            moments(
                random,
                count,
                month.first_day,
                month.last_day,
                hours=OFFICE_HOURS,
                week=WORKING_WEEK,
            )
        )
        rooms.append(random.choice(occupied, count, replace=False))
    moment, room = np.concatenate(at), np.concatenate(rooms)
    by_phone = random.random(len(moment)) < 0.6
    effects = plan.effects
    bad = np.where(
        in_troubled_quarter(plan, estate, moment),
        effects.troubled_dissatisfied_share,
        effects.dissatisfied_share * estate.profile.dissatisfied_factor,
    )
    return pl.DataFrame(
        {
            "at": moment,
            "room_name": estate.room_name.gather(room),
            "kind": ["月度走访"] * len(moment),
            "by_phone": by_phone,
            "reached": random.random(len(moment)) < np.where(by_phone, 0.86, 0.94),
            "bad": random.random(len(moment)) < bad,
        }
    )


def _about_tickets(
    random: np.random.Generator, tickets: Register, stamp: str, key: str, kind: str, share: float
) -> pl.DataFrame:
    """A visit for a share of the tickets followed up, at that moment."""
    followed = tickets.rows.filter(pl.col(stamp).is_not_null() & pl.col("room_name").is_not_null())
    chosen = followed.filter(pl.Series(random.random(followed.height) < share))
    count = chosen.height
    return chosen.select(
        at=pl.col(stamp).dt.epoch("s") // 60,
        room_name="room_name",
        kind=pl.lit(kind),
        by_phone=pl.Series(random.random(count) < 0.85),
        reached=pl.Series(random.random(count) < 0.93),
        bad=pl.Series(random.random(count) < (0.13 if kind == "投诉" else 0.05)),
        ticket_id=key,
    )


def _dissatisfied(visits: pl.DataFrame) -> pl.DataFrame:
    return visits.filter(pl.col("reached") & pl.col("bad")).select("at", "room_name")


def _return_visits(random: np.random.Generator, owed: pl.DataFrame) -> pl.DataFrame:
    """Who was dissatisfied is mostly visited in person within about a week."""
    unhappy = owed.filter(pl.Series(random.random(owed.height) < RETURN_VISIT_SHARE))
    again = after(unhappy["at"].to_numpy(), lognormal(random, unhappy.height, 4 * DAY, 0.4))
    return unhappy.select(
        at=pl.Series(into_working_hours(random, again, 9, 17)),
        room_name="room_name",
        kind=pl.lit("意见户"),
        by_phone=pl.lit(False),
        reached=pl.lit(True),
        bad=pl.Series(random.random(unhappy.height) < 0.3),
    )


def _register(
    plan: Plan, estate: Estate, team: Team, random: np.random.Generator, drawn: pl.DataFrame
) -> Register:
    count = drawn.height
    at, reached, bad = (drawn[name].to_numpy() for name in ("at", "reached", "bad"))
    comments = _comments(plan, estate, random, drawn)
    outstanding = reached & bad & (random.random(count) < 0.4)
    answered = np.where(outstanding, after(at, lognormal(random, count, 3 * DAY, 0.5)), NEVER)
    visited = as_datetimes(at)
    places = range(1, count + 1)
    prefix = f"HF{estate.profile.index + 1:03d}"
    rows = contract_rows(
        VISITS,
        {
            "visit_id": [
                f"{prefix}{m}{n:06d}"
                for m, n in zip(visited.dt.strftime("%y%m"), places, strict=True)
            ],
            "project_name": pl.Series([estate.profile.name] * count),
            "room_name": drawn["room_name"],
            "visited_at": visited,
            "visit_method": np.where(drawn["by_phone"].to_numpy(), "电话", "上门"),
            "staff_id": team.someone(random, pl.Series([SERVICE_DESK] * count), lead_share=0.15),
            "visit_type": drawn["kind"],
            "ticket_id": drawn["ticket_id"],
            "was_reached": reached,
            "satisfaction_grade": _grades(random, reached, bad),
            "comment": comments,
            "is_single_issue": outstanding,
            "answered_at": as_datetimes(into_working_hours(random, answered, 9, 18)),
        },
    )
    return Register(VISITS, rows, opened="visited_at")


def _grades(
    random: np.random.Generator, reached: npt.NDArray[np.bool_], bad: npt.NDArray[np.bool_]
) -> pl.Series:
    draw = random.random(len(reached))
    good = np.searchsorted(_SATISFIED_EDGES, draw, side="right")
    poor = np.where(draw < _VERY_BAD_SHARE, 4, 3)
    return only_where(reached, GRADES[np.where(bad, poor, good)])


def _comments(
    plan: Plan, estate: Estate, random: np.random.Generator, drawn: pl.DataFrame
) -> pl.Series:
    at, reached, bad = (drawn[name].to_numpy() for name in ("at", "reached", "bad"))
    speaks = reached & (bad | (random.random(drawn.height) < 0.25))
    troubled = in_troubled_quarter(plan, estate, at)
    share = np.where(troubled, plan.effects.troubled_topic_share, 0.0)
    return draw_remarks(random, speaks, bad, topic=plan.effects.troubled_topic, topic_share=share)
