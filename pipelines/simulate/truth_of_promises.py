"""How often the promises of a simulated company were kept: plain counts of its registers.

Belongs here: for each rule that a register records by itself, the rows done in time and the
rows done too late. Does not belong here: what is not done yet, excused or not measurable;
that depends on the moment of asking and is the warehouse's to judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

EVERYTHING = pl.lit(True)
LEAST_HOUSEHOLDS_VISITED = 20
LEAST_HOUSEHOLDS_OF_A_TOPIC = 3


@dataclass(frozen=True)
class Promise:
    """`kept` is true or false where the rule `applies`, null while nothing can be said."""

    rule_id: str
    export: str
    kept: pl.Expr
    applies: pl.Expr = EVERYTHING


def _same_day(later: str, earlier: str) -> pl.Expr:
    return pl.col(later).dt.date() == pl.col(earlier).dt.date()


def _within_days(later: str, earlier: str, days: int) -> pl.Expr:
    return pl.col(later).dt.date() <= pl.col(earlier).dt.date().dt.offset_by(f"{days}d")


def _within(later: str, earlier: str, minutes: int) -> pl.Expr:
    return pl.col(later) - pl.col(earlier) <= pl.duration(minutes=minutes)


_CLASS, _CHANNEL = pl.col("complaint_class"), pl.col("channel")
_WRITTEN = (_CLASS == "书面") | (_CHANNEL == "书面")
_ANSWERED_ON = pl.coalesce("written_reply_at", "first_replied_at").dt.date()
_DONE_ANOTHER_DAY = ~_same_day("resolved_at", "received_at")

PROMISES = (
    Promise("SV1", "calls", pl.col("ring_count") <= 3),
    Promise("SV2", "complaints", _within("dispatched_at", "received_at", 10)),
    Promise("SV3", "complaints", _within_days("followed_up_at", "resolved_at", 3)),
    Promise("SV4", "complaints", _within("arrived_at", "received_at", 5), _CLASS == "紧急"),
    Promise("SV4", "incidents", _within("arrived_at", "reported_at", 5)),
    Promise(
        "SV4F",
        "incidents",
        _within("form_filed_at", "reported_at", 24 * 60),
        pl.col("approved_at").is_not_null(),
    ),
    Promise(
        "SV5",
        "complaints",
        pl.col("received_at").dt.date() == _ANSWERED_ON,
        _WRITTEN & ~pl.col("is_important"),
    ),
    Promise(
        "SV6", "complaints", _same_day("first_replied_at", "received_at"), _CLASS == "服务态度"
    ),
    Promise("SV9", "work_orders", _same_day("replied_at", "opened_at")),
    Promise(
        "SV10",
        "work_orders",
        _same_day("completed_at", "opened_at"),
        pl.col("work_order_type").is_in(["报修", "家政"]),
    ),
    Promise("SV14", "work_orders", _same_day("called_back_at", "completed_at")),
    Promise(
        "SV15",
        "notices",
        _within_days("posted_at", "first_raised_at", 7),
        pl.col("household_count") >= LEAST_HOUSEHOLDS_OF_A_TOPIC,
    ),
    Promise(
        "SV29",
        "complaints",
        pl.col("promised_at").is_not_null(),
        _DONE_ANOTHER_DAY & pl.col("first_replied_at").is_not_null(),
    ),
    Promise("SV29K", "complaints", pl.col("resolved_at") <= pl.col("promised_at")),
)


def kept_and_late(known: Mapping[str, pl.DataFrame]) -> dict[str, dict[str, int]]:
    """Per rule the rows of one estate in time and too late, from its registers as known."""
    counts: dict[str, dict[str, int]] = {}
    for promise in PROMISES:
        rows = known[promise.export].filter(promise.applies)
        kept = rows.select(promise.kept.alias("kept"))["kept"]
        of_rule = counts.setdefault(promise.rule_id, {"in_time": 0, "late": 0})
        of_rule["in_time"] += int(kept.sum())
        of_rule["late"] += int((~kept).sum())
    return counts


def months_with_enough_visits(visits: pl.DataFrame, last_day: date) -> dict[str, int]:
    """SV11: the whole months in which at least 20 different households were reached."""
    reached = visits.filter("was_reached")
    months = reached.group_by(pl.col("visited_at").dt.month_start().dt.date().alias("month")).agg(
        pl.col("room_name").n_unique().alias("households")
    )
    whole = months.filter(pl.col("month").dt.month_end() <= last_day)
    enough = int((whole["households"] >= LEAST_HOUSEHOLDS_VISITED).sum())
    return {"in_time": enough, "late": whole.height - enough}
