"""投诉登记 of one estate: who complains about what, and how each complaint is handled.

Belongs here: drawing complaints with their moments. Does not belong here: what an export
of a certain day shows of them (`register`), or return visits about them (`visits`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.exports.complaints import COMPLAINTS
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
    pick,
    sometimes,
)
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Appears, Register, contract_rows, only_where
from pipelines.simulate.staff import SERVICE_DESK, Team
from pipelines.simulate.topics import draw_topics, in_troubled_quarter
from pipelines.simulate.vocabulary import COMPLAINT_TOPICS, PENALTIES, RESOLUTIONS

PER_HOUSEHOLD_MONTH = 0.022
MONTH_FACTORS = (1.0, 0.8, 0.9, 0.9, 1.0, 1.15, 1.3, 1.3, 1.05, 0.9, 1.0, 1.1)
_CHANNELS = (("来电", 0.52), ("微信", 0.26), ("来访", 0.14), ("缴费现场", 0.05), ("书面", 0.03))


def build_complaints(plan: Plan, estate: Estate, team: Team) -> Register:
    """Every complaint of the estate, with moments beyond the horizon where they lie there."""
    random = plan.random(estate.profile.index, "complaints")
    received = _received(plan, estate, random)
    count = len(received)
    topic = draw_topics(random, COMPLAINT_TOPICS, received)
    department = np.array([t.department for t in COMPLAINT_TOPICS], dtype=object)[topic]
    channel = _draw_channels(random, count)
    kind = np.array([t.kind for t in COMPLAINT_TOPICS], dtype=object)[topic]
    kind = np.where((channel == "书面") & (kind == "一般"), "书面", kind)
    on_site = np.array([t.on_site for t in COMPLAINT_TOPICS])[topic]
    stamps = _handling(plan, estate, random, received, department, kind, on_site)
    room = _rooms(random, estate, count)
    department_shown = only_where(random.random(count) >= 0.02, department)
    important = random.random(count) < 0.03
    attitude = kind == "服务态度"
    handled = pl.Series(department.tolist(), dtype=pl.String)
    rows = contract_rows(
        COMPLAINTS,
        {
            "complaint_id": estate.numbers("TS", received, digits=5),
            "project_name": pl.Series([estate.profile.name] * count),
            "room_name": estate.room_name.gather(room),
            "complainant_name": estate.occupant_name.gather(room),
            "phone": estate.phone.gather(room),
            "channel": channel.tolist(),
            "complaint_class": kind.tolist(),
            "is_important": important,
            "is_valid": random.random(count) < 0.92,
            "content": [COMPLAINT_TOPICS[t].text for t in topic.tolist()],
            "received_by_staff_id": team.someone(random, pl.Series([SERVICE_DESK] * count)),
            "responsible_department": department_shown,
            "handler_staff_id": team.someone(random, handled, lead_share=0.12),
            "resolution": [
                RESOLUTIONS[i] for i in random.integers(0, len(RESOLUTIONS), count).tolist()
            ],
            "followed_up_by_staff_id": _followers(
                plan,
                estate,
                team,
                team.someone(random, pl.Series([SERVICE_DESK] * count)),
                important,
            ),
            "replied_by_staff_id": _repliers(random, team, handled, important | attitude),
            "penalty": _penalties(random, attitude),
            "reopened_count": np.where(
                stamps["_reopened_at"] < NEVER, 1 + (random.random(count) < 0.15), 0
            ),
            **{
                name: as_datetimes(value)
                for name, value in stamps.items()
                if not name.startswith("_")
            },
        },
        _reopened_at=as_datetimes(stamps["_reopened_at"]),
        _closed_at=as_datetimes(np.minimum(stamps["resolved_at"], stamps["withdrawn_at"])),
        _is_repeater=np.isin(room, estate.repeat_complainers),
    )
    return Register(
        COMPLAINTS,
        rows,
        opened="received_at",
        closed="_closed_at",
        appears={
            "handler_staff_id": Appears("dispatched_at"),
            "promised_at": Appears("first_replied_at"),
            "replied_by_staff_id": Appears("first_replied_at"),
            "rectify_by": Appears("first_replied_at"),
            "resolution": Appears("resolved_at"),
            "penalty": Appears("resolved_at"),
            "followed_up_by_staff_id": Appears("followed_up_at"),
            "reopened_count": Appears("_reopened_at", before=0),
        },
    )


def _received(plan: Plan, estate: Estate, random: np.random.Generator) -> Minutes:
    per_month = PER_HOUSEHOLD_MONTH * plan.households_per_estate * estate.profile.complaint_factor
    count = max(1, int(random.poisson(per_month * plan.months)))
    span = {"hours": RESIDENT_HOURS, "week": HOME_WEEK, "month_factors": MONTH_FACTORS}
    received = moments(random, count, plan.first_day, plan.end, **span)  # type: ignore[arg-type]
    extra = received[in_troubled_quarter(plan, estate, received)]
    more = round(len(extra) * (plan.effects.troubled_complaint_factor - 1))
    shifted = extra[:: max(1, len(extra) // max(more, 1))][:more] + 7
    return np.sort(np.concatenate([received, shifted]))


def _handling(
    plan: Plan,
    estate: Estate,
    random: np.random.Generator,
    received: Minutes,
    department: npt.NDArray[np.object_],
    kind: npt.NDArray[np.object_],
    on_site: npt.NDArray[np.bool_],
) -> dict[str, Minutes]:
    """The moments of each complaint, in their order; a withdrawal ends what comes after it."""
    count = len(received)
    urgent = kind == "紧急"
    dispatched = after(received, dispatch_minutes(plan, random, urgent))
    # whoever is sent to an emergency is told at once, by radio
    notified = after(dispatched, np.where(urgent, 0, random.integers(0, 3, count)))
    travel = np.where(urgent, lognormal(random, count, 1.8, 0.5), lognormal(random, count, 45, 0.7))
    waits = ~urgent & (random.random(count) < 0.8)
    goes = np.where(
        waits, into_working_hours(random, after(notified, travel)), after(notified, travel)
    )
    arrived = np.where(on_site, goes, NEVER)
    spoken = np.where(on_site, goes, notified)
    replied = into_working_hours(random, after(spoken, lognormal(random, count, 25, 0.8)), 7, 22)
    hours = lognormal(random, count, 13.0, 1.15)
    hours *= np.where(department == plan.effects.slow_department, plan.effects.slow_factor, 1.0)
    hours *= np.where(kind == "遗留工程", plan.effects.defect_factor, 1.0)
    hours *= np.where(urgent, plan.effects.urgent_factor, 1.0)
    troubled = in_troubled_quarter(plan, estate, received)
    hours *= np.where(troubled, plan.effects.troubled_hours_factor, 1.0)
    resolved = into_working_hours(
        random, np.maximum(after(received, hours * 60), after(replied, 5.0))
    )
    reopened = sometimes(random, 0.04, after(resolved, lognormal(random, count, 1.2 * DAY, 0.6)))
    again = into_working_hours(random, after(reopened, lognormal(random, count, 1.5 * DAY, 0.8)))
    resolved = np.where(reopened < NEVER, again, resolved)
    resolved = sometimes(random, 0.985, resolved)
    withdrawn = sometimes(random, 0.025, after(received, lognormal(random, count, 20 * 60, 1.0)))
    resolved = np.where(withdrawn < NEVER, NEVER, resolved)
    followed = after(resolved, lognormal(random, count, 1.1 * DAY, 0.55))
    followed = sometimes(random, 0.95, into_working_hours(random, followed, 9, 18))
    written = into_working_hours(random, after(replied, lognormal(random, count, 60, 0.9)), 8, 21)
    promised = after(replied, random.integers(1, 8, count).astype(float) * DAY)
    events = {
        "dispatched_at": dispatched,
        "notified_at": notified,
        "arrived_at": arrived,
        "first_replied_at": replied,
        "written_reply_at": np.where(kind == "书面", written, NEVER),
        "_reopened_at": reopened,
    }
    kept = {name: np.where(moment < withdrawn, moment, NEVER) for name, moment in events.items()}
    return kept | {
        "received_at": received,
        "promised_at": _where_not_done_at_once(random, promised, received, resolved),
        "resolved_at": resolved,
        "followed_up_at": followed,
        "withdrawn_at": withdrawn,
        "rectify_by": np.where(
            kind == "服务态度", received - received % DAY + 7 * DAY + 18 * 60, NEVER
        ),
    }


def dispatch_minutes(
    plan: Plan, random: np.random.Generator, urgent: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Minutes until somebody is sent: mostly under ten, with a tail of forgotten ones."""
    count = len(urgent)
    usual = np.minimum(lognormal(random, count, 3.6, 0.5), 10)
    late = 10 + lognormal(random, count, 18, 0.9)
    tail = (random.random(count) < plan.effects.dispatch_tail_share) & ~urgent
    return np.where(urgent, np.minimum(usual, 2), np.where(tail, late, usual))


def _draw_channels(random: np.random.Generator, count: int) -> npt.NDArray[np.object_]:
    names = np.array([name for name, _ in _CHANNELS], dtype=object)
    edges = np.cumsum([share for _, share in _CHANNELS])
    chosen: npt.NDArray[np.object_] = names[
        np.searchsorted(edges[:-1], random.random(count), side="right")
    ]
    return chosen


def _rooms(random: np.random.Generator, estate: Estate, count: int) -> Minutes:
    return pick(random, estate.complaint_weight, count)


def _repliers(
    random: np.random.Generator, team: Team, handled: pl.Series, by_head: npt.NDArray[np.bool_]
) -> pl.Series:
    usual = team.someone(random, handled)
    return pl.select(
        pl.when(pl.Series(by_head)).then(pl.lit(team.heads[SERVICE_DESK])).otherwise(usual)
    ).to_series()


def _where_not_done_at_once(
    random: np.random.Generator, promised: Minutes, received: Minutes, resolved: Minutes
) -> Minutes:
    """A promised time for most of what is not solved on its day, for little else."""
    share = np.where(resolved // DAY > received // DAY, 0.85, 0.08)
    kept: Minutes = np.where(random.random(len(promised)) < share, promised, NEVER)
    return kept


def _followers(
    plan: Plan, estate: Estate, team: Team, usual: pl.Series, important: npt.NDArray[np.bool_]
) -> pl.Series:
    """Who follows a complaint up: the head of the estate for nearly all major ones."""
    random = plan.random(estate.profile.index, "follow-ups by the head")
    by_head = important & (random.random(len(usual)) < 0.9)
    head = pl.lit(team.heads[SERVICE_DESK])
    return pl.select(pl.when(pl.Series(by_head)).then(head).otherwise(usual)).to_series()


def _penalties(random: np.random.Generator, attitude: npt.NDArray[np.bool_]) -> pl.Series:
    drawn = random.integers(0, len(PENALTIES), len(attitude)).tolist()
    chosen = [
        PENALTIES[i] if is_attitude else None
        for i, is_attitude in zip(drawn, attitude, strict=True)
    ]
    return pl.Series(chosen, dtype=pl.String)
