"""缴费 of one estate: who pays which bills when and how, and what is paid back.

Belongs here: the payments that follow from how rooms pay (`paying_habits`). Does not
belong here: settling payments against bills, which is for the warehouse to work out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.exports.fee_payments import FEE_PAYMENTS
from pipelines.simulate.clock import (
    DAY,
    NEVER,
    Minutes,
    as_datetimes,
    minute_of,
)
from pipelines.simulate.estate import Estate
from pipelines.simulate.fee_bills import ITEMS, PROPERTY_FEE, Bills
from pipelines.simulate.paying_habits import (
    AUTOMATIC,
    BY_APP,
    COUNTER,
    LATE,
    PREPAYING,
    minutes_of_day,
    when_paid,
)
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Register, contract_rows, only_where
from pipelines.simulate.staff import MONEY_DESK, Team

NOTHING = -1
_METHODS = ("微信", "支付宝", "银行代扣", "现金", "刷卡", "银行转账")
_LATE_FEE_PER_DAY = 0.0005
_COLUMNS = (
    "at",
    "room",
    "bill",
    "item",
    "received",
    "account",
    "late_fee",
    "method",
    "refunds",
    "own",
)


@dataclass(frozen=True)
class Payments:
    """The register, and per bill when it is first paid (NEVER: not at all, or void)."""

    register: Register
    bill_paid_at: Minutes


def build_fee_payments(
    plan: Plan, estate: Estate, team: Team, bills: Bills, habit: Minutes
) -> Payments:
    """Every payment and refund up to the horizon, in the order of time."""
    random = plan.random(estate.profile.index, "fee_payments")
    yearly = (habit == PREPAYING) & bills.monthly_property_fee
    prepaid = yearly[bills.room] & (bills.item == PROPERTY_FEE)
    at_counter = (habit[bills.room] == COUNTER) & ~bills.is_void
    named = ~bills.is_void & ~prepaid & ~at_counter
    paid_at = np.full(len(bills.room), NEVER)
    paid_at[named] = when_paid(plan, estate, random, bills, np.flatnonzero(named), habit)
    paid_at[prepaid] = bills.billed_at[prepaid]
    visits = _at_the_counter(random, bills, np.flatnonzero(at_counter), paid_at)
    payments = [
        _naming_bills(random, bills, habit, np.flatnonzero(named), paid_at[named]),
        visits,
        _prepayments(plan, random, bills, np.flatnonzero(yearly)),
    ]
    drawn = _with_refunds(random, pl.concat(payments))
    horizon = minute_of(plan.horizon)
    drawn = drawn.filter(pl.col("at") <= horizon).sort("at", "room", "bill", "own")
    register = Register(FEE_PAYMENTS, _rows(random, estate, team, bills, drawn), opened="paid_at")
    return Payments(register, paid_at)


def _naming_bills(
    random: np.random.Generator, bills: Bills, habit: Minutes, chosen: Minutes, at: Minutes
) -> pl.DataFrame:
    """One payment per bill; some in two parts, some rounded up, some partly from the account."""
    kind, due, amount = habit[bills.room[chosen]], bills.due_on[chosen] * DAY, bills.payable[chosen]
    count = len(chosen)
    method = np.where(kind == AUTOMATIC, 2, random.choice([0, 1, 5], count, p=[0.62, 0.3, 0.08]))
    split = random.random(count) < 0.015
    first = np.where(split, amount * random.integers(4, 9, count) // 10, amount)
    generous = (random.random(count) < 0.005) & ~split & (kind == BY_APP)
    paid = np.where(generous, (amount // 5000 + 1) * 5000, first)
    account = np.where((random.random(count) < 0.012) & ~split & ~generous, amount // 4, 0)
    days_late = np.maximum((at - due) // DAY, 0)
    charged = (days_late > 30) & (random.random(count) < 0.5) & (at < NEVER)
    late_fee = np.where(
        charged, np.rint(amount * _LATE_FEE_PER_DAY * np.where(charged, days_late, 0)), 0
    )
    # three in ten late payers do not say which bill they pay: the oldest is settled first
    unnamed = (kind == LATE) & (bills.room[chosen] % 10 < 3)
    frame = _frame(
        at=at,
        room=bills.room[chosen],
        bill=np.where(unnamed, NOTHING, chosen),
        item=np.where(unnamed & (bills.room[chosen] % 2 == 0), NOTHING, bills.item[chosen]),
        received=paid - account,
        account=account,
        late_fee=late_fee.astype(np.int64),
        method=method,
    )
    rest = frame.with_columns(
        at=pl.Series(at + random.integers(10, 60, count) * DAY),
        received=pl.Series(amount - first),
        late_fee=pl.lit(0, dtype=pl.Int64),
    ).filter(pl.Series(split))
    return pl.concat([frame, rest])


def _at_the_counter(
    random: np.random.Generator, bills: Bills, chosen: Minutes, paid_at: Minutes
) -> pl.DataFrame:
    """Once a quarter, in its last month, everything billed in it, without naming a bill.

    Writes the moment of each chosen bill into `paid_at`.
    """
    start = (
        bills.service_from[chosen].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    )
    grouped = (
        pl.DataFrame(
            {
                "room": bills.room[chosen],
                "quarter": start // 3,
                "received": bills.payable[chosen],
                "bill": chosen,
            }
        )
        .group_by("room", "quarter")
        .agg(pl.col("received").sum(), pl.col("bill"))
        .sort("quarter", "room")
    )
    last_month = (grouped["quarter"].to_numpy() * 3 + 2).astype("datetime64[M]")
    day = last_month.astype("datetime64[D]").astype(np.int64) + random.integers(
        2, 27, grouped.height
    )
    at = day * DAY + random.integers(9 * 60, 17 * 60 + 30, grouped.height)
    covered = grouped.select("bill", at=pl.Series(at)).explode("bill")
    paid_at[covered["bill"].to_numpy()] = covered["at"].to_numpy()
    return _frame(
        at=at,
        room=grouped["room"].to_numpy(),
        bill=np.full(grouped.height, NOTHING),
        item=np.full(grouped.height, NOTHING),
        received=grouped["received"].to_numpy(),
        method=random.choice([3, 4, 0], grouped.height, p=[0.3, 0.4, 0.3]),
    )


def _prepayments(
    plan: Plan, random: np.random.Generator, bills: Bills, rooms: Minutes
) -> pl.DataFrame:
    """The property fee of twelve months in advance, each year; first up to the yearly date."""
    first = np.datetime64(plan.first_day, "M").astype(np.int64)
    months_to_date = random.integers(1, 13, len(rooms))
    parts: list[tuple[Any, int, Minutes]] = [(first, 0, months_to_date)]
    parts += [
        (first + months_to_date + 12 * year, 1, np.full(len(rooms), 12))
        for year in range(plan.months // 12 + 1)
    ]
    frames = []
    for month, ahead, covered in parts:
        opening = np.asarray(month * np.ones(len(rooms), dtype=np.int64) - ahead)
        day = opening.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
        at = (day + random.integers(2, 27, len(rooms))) * DAY + minutes_of_day(random, len(rooms))
        frames.append(
            _frame(
                at=at,
                room=rooms,
                bill=np.full(len(rooms), NOTHING),
                item=np.full(len(rooms), PROPERTY_FEE),
                received=bills.property_fee[rooms] * covered,
                method=random.choice([0, 1, 4], len(rooms)),
            )
        )
    return pl.concat(frames)


def _with_refunds(random: np.random.Generator, payments: pl.DataFrame) -> pl.DataFrame:
    """A few bills are paid twice by mistake; the second payment is given back days later."""
    payments = payments.filter(pl.col("at") < NEVER).with_columns(
        own=pl.int_range(pl.len(), dtype=pl.Int64)
    )
    twice = payments.filter(pl.Series(random.random(payments.height) < 0.004), pl.col("bill") >= 0)
    first_own = payments.height
    again = twice.with_columns(
        at=pl.col("at") + pl.Series(random.integers(3, 3 * DAY, twice.height)),
        late_fee=pl.lit(0, dtype=pl.Int64),
        own=pl.int_range(first_own, first_own + pl.len(), dtype=pl.Int64),
    )
    back = again.with_columns(
        at=pl.col("at") // DAY * DAY
        + pl.Series(random.integers(2, 12, again.height)) * DAY
        + 10 * 60
        + 30,
        refunds=pl.col("own"),
        own=pl.col("own") + twice.height,
    )
    return pl.concat([payments, again, back])


def _rows(
    random: np.random.Generator, estate: Estate, team: Team, bills: Bills, drawn: pl.DataFrame
) -> pl.DataFrame:
    count = drawn.height
    paid_at = as_datetimes(drawn["at"].to_numpy())
    identity = drawn.select(
        pl.format(
            f"JF{estate.profile.index + 1:03d}{{}}{{}}",
            paid_at.dt.strftime("%y%m"),
            pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(7),
        ).alias("payment_id")
    ).to_series()
    place = pl.DataFrame({"refunds": drawn["own"], "refunded_payment_id": identity})
    original = drawn.select("refunds").join(place, on="refunds", how="left", maintain_order="left")
    is_refund = drawn["refunds"].is_not_null()
    sign = -1 if estate.profile.index % 2 == 0 else 1  # cashiers differ in how they write a refund
    by_hand = drawn["method"].is_in([3, 4]).to_numpy() | is_refund.to_numpy()
    cashiers = np.array(team.members[MONEY_DESK], dtype=object)
    cashier = only_where(by_hand, cashiers[random.integers(0, len(cashiers), count)])
    named = drawn["bill"].replace(NOTHING, None)
    return contract_rows(
        FEE_PAYMENTS,
        {
            "payment_id": identity,
            "bill_id": bills.register.rows["bill_id"].gather(named),
            "project_name": pl.repeat(estate.profile.name, count, eager=True),
            "room_name": estate.room_name.gather(drawn["room"]),
            "fee_item": pl.Series(ITEMS).gather(drawn["item"].replace(NOTHING, None)),
            "paid_at": paid_at,
            "received_amount": drawn.select(_signed("received", is_refund, sign)).to_series(),
            "account_amount": drawn.select(_signed("account", is_refund, sign))
            .to_series()
            .replace(0, None),
            "late_fee_amount": drawn["late_fee"].replace(0, None),
            "payment_method": pl.Series(_METHODS).gather(drawn["method"]),
            "cashier_staff_id": cashier,
            "payment_kind": pl.select(
                pl.when(is_refund).then(pl.lit("退费")).otherwise(pl.lit("缴费"))
            ).to_series(),
            "refunded_payment_id": original["refunded_payment_id"],
        },
    )


def _signed(name: str, is_refund: pl.Series, sign: int) -> pl.Expr:
    return pl.when(is_refund).then(pl.col(name) * sign).otherwise(pl.col(name)).alias(name)


def _frame(**columns: npt.NDArray[np.int64]) -> pl.DataFrame:
    """Payments as drawn: moments and places as numbers, amounts in fen, absent ones 0 or null."""
    frame = pl.DataFrame(
        {name: pl.Series(values, dtype=pl.Int64) for name, values in columns.items()}
    )
    absent = [pl.lit(0, dtype=pl.Int64).alias(name) for name in _COLUMNS if name not in columns]
    frame = frame.with_columns(absent).select(_COLUMNS)
    return frame.with_columns(refunds=pl.lit(None, dtype=pl.Int64))
