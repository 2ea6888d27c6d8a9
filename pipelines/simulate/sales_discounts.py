"""How far below its list price a unit is sold, and who signed for it.

Belongs here: the authority of each post over time (register 折扣权限), the price agreed and
the signatures on it. Does not belong here: who sells, or what the signatures mean for pay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl

from pipelines.exports.discount_authority import DISCOUNT_AUTHORITY
from pipelines.simulate.clock import DAY, NEVER, as_datetimes, day_number, minute_of, pick
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Appears, Register, contract_rows
from pipelines.simulate.sales_people import CONSULTANT, MANAGER, SalesPerson, Signatory

# In ten-thousandths of the list price: a consultant's authority is cut once during the run.
AUTHORITY_PARTS = {CONSULTANT: 200, MANAGER: 300}
CUT_CONSULTANT_PARTS = 150
CUT_AT_SHARE_OF_RUN = 0.6
ANNOUNCED_DAYS = 15
SHORTEST_RUN_WITH_CUT = 3  # months
SIGNED_HOURS = (9 * 60, 17 * 60)

# What becomes of a price, and how often.
AT_LIST, WITHIN, UNSIGNED, SIGNED_LATE = "at list", "within", "unsigned", "signed late"
APPROVED, APPROVED_LATE, BY_MANAGER, UNAPPROVED = (
    "beyond, approved", "beyond, approved late", "beyond, signed by the manager only",
    "beyond, not approved",
)  # fmt: skip
_KINDS = (
    (AT_LIST, 0.11), (WITHIN, 0.65), (UNSIGNED, 0.035), (SIGNED_LATE, 0.05), (APPROVED, 0.09),
    (APPROVED_LATE, 0.015), (BY_MANAGER, 0.015), (UNAPPROVED, 0.035),
)  # fmt: skip
BEYOND = (APPROVED, APPROVED_LATE, BY_MANAGER, UNAPPROVED)
# Prices are agreed to the hundred or thousand yuan, now and then to the yuan.
_STEPS_FEN, _STEP_WEIGHTS = (10_000, 100_000, 100), np.array([0.6, 0.3, 0.1])


@dataclass(frozen=True)
class Signature:
    """One signature on a discount; `post` empty where nobody noted it."""

    staff_id: str
    post: str | None
    at: int


@dataclass(frozen=True)
class Price:
    """List and sold price in fen, what kind of discount it is, and the signatures on it."""

    list_fen: int
    sold_fen: int
    kind: str
    signatures: tuple[Signature, ...]


def cut_on(plan: Plan) -> date | None:
    """First day of the consultants' smaller authority; None in a short run."""
    if plan.months < SHORTEST_RUN_WITH_CUT:
        return None
    return plan.months_covered[round(plan.months * CUT_AT_SHARE_OF_RUN)].first_day


def authority_parts(plan: Plan, post: str, day: int) -> int:
    """A post's authority that day, in ten-thousandths of the list price."""
    cut = cut_on(plan)
    if post == CONSULTANT and cut is not None and day >= day_number(cut):
        return CUT_CONSULTANT_PARTS
    return AUTHORITY_PARTS[post]


def build_authority(plan: Plan, project: str) -> Register:
    """The authority of both posts: from before the run, and again from the day of the cut."""
    start, cut = date(plan.first_day.year - 1, 1, 1), cut_on(plan)
    told_first = minute_of(datetime.combine(plan.first_day, time(8)))
    lines: list[tuple[str, int, date, date | None, int, int]] = [
        (post, parts, start, None, told_first, NEVER) for post, parts in AUTHORITY_PARTS.items()
    ]
    if cut is not None:
        told = minute_of(datetime.combine(cut - timedelta(days=ANNOUNCED_DAYS), time(8)))
        post, parts = lines[0][:2]
        lines[0] = (post, parts, start, cut - timedelta(days=1), told_first, told)
        lines.append((post, CUT_CONSULTANT_PARTS, cut, None, told, NEVER))
    posts, rates, since, until, told_at, ended_at = zip(*lines, strict=True)
    rows = contract_rows(
        DISCOUNT_AUTHORITY,
        {
            "project_name": [project] * len(lines),
            "post": list(posts),
            "authority_rate": [parts / 10_000 for parts in rates],
            "valid_from": pl.Series(since, dtype=pl.Date),
            "valid_to": pl.Series(until, dtype=pl.Date),
        },
        _told_at=as_datetimes(np.array(told_at)),
        _ended_at=as_datetimes(np.array(ended_at)),
    )
    return Register(
        DISCOUNT_AUTHORITY, rows, opened="_told_at", appears={"valid_to": Appears("_ended_at")}
    )


def agree_price(
    random: np.random.Generator,
    signatory: Signatory,
    manager: SalesPerson,
    list_fen: int,
    authority: int,
    booked: int,
    signed: int,
) -> Price:
    """The price of one unit; `authority` in ten-thousandths, `booked` and `signed` in minutes
    (`signed` NEVER for a booking that came to nothing: then nobody signs)."""
    kind = _KINDS[int(pick(random, np.array([share for _, share in _KINDS]), 1)[0])][0]
    sold = _sold(random, list_fen, authority, kind)
    if signed >= NEVER or kind in (AT_LIST, UNSIGNED, UNAPPROVED):
        return Price(list_fen, sold, kind, ())
    before = _before(random, booked, signed)
    if kind == BY_MANAGER:
        return Price(list_fen, sold, kind, (Signature(manager.staff_id, MANAGER, before),))
    if kind in (SIGNED_LATE, APPROVED_LATE):
        late = (signed // DAY + int(random.integers(2, 26))) * DAY
        return Price(list_fen, sold, kind, (_by_head_office(random, signatory, late),))
    signatures = [_by_head_office(random, signatory, before)]
    if kind == APPROVED and random.random() < 0.3:
        asked = Signature(manager.staff_id, MANAGER, max(booked + 1, before - 3))
        signatures = [asked, *signatures] if asked.at < before else signatures
    return Price(list_fen, sold, kind, tuple(signatures))


def _sold(random: np.random.Generator, list_fen: int, authority: int, kind: str) -> int:
    if kind == AT_LIST:
        return list_fen
    floor = list_fen * (10_000 - authority) // 10_000
    step = _STEPS_FEN[int(pick(random, _STEP_WEIGHTS, 1)[0])]
    if kind in BEYOND:
        sold = floor - round(list_fen * random.uniform(0.002, 0.022))
        return sold // step * step
    if random.random() < 0.08:
        return -(-list_fen * (10_000 - authority) // 10_000)  # exactly at the limit
    sold = list_fen - round(list_fen * authority / 10_000 * random.uniform(0.08, 0.98))
    return min(-(-sold // step) * step, list_fen - 100)


def _before(random: np.random.Generator, booked: int, signed: int) -> int:
    """A minute after the booking and before the contract; on an earlier day in office hours."""
    days = signed // DAY - booked // DAY
    back = int(random.integers(0, min(days, 3) + 1))
    if back == 0:
        return max(booked + 2, signed - int(random.integers(5, 50)))
    day = signed // DAY - back
    return max(booked + 2, day * DAY + int(random.integers(*SIGNED_HOURS)))


def _by_head_office(random: np.random.Generator, signatory: Signatory, at: int) -> Signature:
    moment = at if at % DAY else at + int(random.integers(*SIGNED_HOURS))
    staff_id, post = signatory.on(moment // DAY)
    return Signature(staff_id, None if random.random() < 0.1 else post, moment)
