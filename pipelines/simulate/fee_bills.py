"""账单 of one estate: the monthly property fee, shared utilities and parking.

Belongs here: which room is billed what, when, and what becomes of the bill (concession,
void). Does not belong here: who pays (`fee_payments`).

Property fees are billed monthly, in every third building by the quarter; shared water and
electricity by the quarter in every third building each; parking by the quarter. Together
that is about one bill per household and month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.exports.fee_bills import FEE_BILLS
from pipelines.simulate.clock import DAY, NEVER, Minutes, as_dates, as_datetimes, day_number
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Appears, Register, contract_rows

ITEMS = ("物业费", "水费公摊", "电费公摊", "停车费")
PROPERTY_FEE, SHARED_WATER, SHARED_POWER, PARKING = range(4)
BILLED_HOUR = 8 * 60
DUE_DAY = 25
PARKING_SHARE = 0.15
CONCESSION_SHARE = 0.015
VOID_SHARE = 0.004


@dataclass(frozen=True)
class Bills:
    """The bills as arrays, one entry per bill in the order of the register's rows.

    Moments are minutes, days are day numbers, amounts fen; `months` is how many months of
    service a bill covers, `payable` what is due after the concession, `is_void` a bill
    issued by mistake that nobody pays.
    """

    register: Register
    room: Minutes
    item: Minutes
    months: Minutes
    service_from: Minutes
    billed_at: Minutes
    due_on: Minutes
    payable: Minutes
    is_void: npt.NDArray[np.bool_]
    property_fee: Minutes
    monthly_property_fee: npt.NDArray[np.bool_]


def build_fee_bills(plan: Plan, estate: Estate, prepaying: npt.NDArray[np.bool_]) -> Bills:
    """Every bill of the estate; rooms that prepay get no concessions."""
    random = plan.random(estate.profile.index, "fee_bills")
    fee = np.round(estate.area * estate.profile.fee_fen_per_sqm / 10).astype(np.int64) * 10
    monthly = estate.building % 3 != 0
    parking = (random.random(len(fee)) < PARKING_SHARE) & estate.is_occupied
    parts = [
        part
        for month in plan.months_covered
        for part in _month_of_bills(random, estate, month.first_day, fee, monthly, parking)
    ]
    room, item, months, start, stop, amount = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    mistaken = np.flatnonzero(random.random(len(room)) < VOID_SHARE)
    doubled = np.concatenate([np.arange(len(room)), mistaken])
    is_void = np.arange(len(doubled)) >= len(room)
    order = np.lexsort((is_void, item[doubled], room[doubled], start[doubled]))
    pick, is_void = doubled[order], is_void[order]
    room, item, months, start, stop, amount = (
        a[pick] for a in (room, item, months, start, stop, amount)
    )
    amount = np.where(is_void, amount + 100 * random.integers(1, 90, len(amount)), amount)
    conceded = (random.random(len(room)) < CONCESSION_SHARE) & ~is_void & ~prepaying[room]
    concession = np.where(conceded, amount * random.integers(1, 4, len(room)) // 10, 0)
    billed = start * DAY + BILLED_HOUR
    voided = np.where(is_void, billed + random.integers(2, 30, len(room)) * DAY, NEVER)
    register = _register(estate, room, item, start, stop, amount, concession, billed, voided)
    return Bills(
        register,
        room,
        item,
        months,
        start,
        billed,
        _due(start),
        amount - concession,
        is_void,
        fee,
        monthly,
    )


def _month_of_bills(
    random: np.random.Generator,
    estate: Estate,
    first: date,
    fee: Minutes,
    monthly: npt.NDArray[np.bool_],
    parking: npt.NDArray[np.bool_],
) -> list[tuple[Minutes, ...]]:
    """(room, item, months, first day, last day, fen) of what is billed on this first of a month."""
    start = day_number(first)
    billed = estate.owner_since < start
    quarter = first.month % 3 == 1
    wanted: list[tuple[int, int, npt.NDArray[np.bool_], Minutes]] = [
        (PROPERTY_FEE, 1, billed & monthly, fee)
    ]
    if quarter:
        shared = random.integers(900, 4200, len(fee))
        light = random.integers(600, 2600, len(fee))
        place = np.full(len(fee), 45_000)
        wanted += [
            (PROPERTY_FEE, 3, billed & ~monthly, fee * 3),
            (SHARED_WATER, 3, billed & estate.is_occupied & (estate.building % 3 == 1), shared),
            (SHARED_POWER, 3, billed & estate.is_occupied & (estate.building % 3 == 2), light),
            (PARKING, 3, billed & parking, place),
        ]
    parts: list[tuple[Minutes, ...]] = []
    for item, months, mask, amount in wanted:
        rooms = np.flatnonzero(mask)
        same = np.ones(len(rooms), dtype=np.int64)
        stop = _last_day(first, months)
        parts.append((rooms, same * item, same * months, same * start, same * stop, amount[rooms]))
    return parts


def _last_day(first: date, months: int) -> int:
    month = first.year * 12 + first.month - 1 + months
    return day_number(date(month // 12, month % 12 + 1, 1)) - 1


def _due(start: Minutes) -> Minutes:
    return start + DUE_DAY - 1


def _register(
    estate: Estate,
    room: Minutes,
    item: Minutes,
    start: Minutes,
    stop: Minutes,
    amount: Minutes,
    concession: Minutes,
    billed: Minutes,
    voided: Minutes,
) -> Register:
    count = len(room)
    service_from = as_dates(start)
    identity = pl.DataFrame(
        {"month": service_from.dt.strftime("%y%m"), "n": np.arange(1, count + 1)}
    ).select(
        pl.format(
            f"ZD{estate.profile.index + 1:03d}{{}}{{}}",
            "month",
            pl.col("n").cast(pl.String).str.zfill(7),
        )
    )
    rows = contract_rows(
        FEE_BILLS,
        {
            "bill_id": identity.to_series(),
            "project_name": pl.repeat(estate.profile.name, count, eager=True),
            "room_name": estate.room_name.gather(room),
            "fee_item": pl.Series(ITEMS).gather(item),
            "service_from": service_from,
            "service_to": as_dates(stop),
            "receivable_amount": amount,
            "concession_amount": pl.Series(concession).replace(0, None),
            "due_on": as_dates(_due(start)),
            "billed_on": service_from,
            "bill_status": pl.repeat("作废", count, eager=True),
        },
        _billed_at=as_datetimes(billed),
        _voided_at=as_datetimes(voided),
    )
    return Register(
        FEE_BILLS,
        rows,
        opened="_billed_at",
        appears={"bill_status": Appears("_voided_at", before="有效")},
    )
