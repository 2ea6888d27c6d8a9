"""How a promise is read: limits, ends of days, working days, heads, and what a clock says.

Belongs here: the readings that every promise shares, in plain Python. Does not belong here: the
promises one by one (`promise_count`, `promise_period_count`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from tests.dbt.promise_company import AS_OF, Row

Verdicts = dict[tuple[str, str], tuple[str, str]]

VERDICT_OF = {
    "met": "done_in_time done_late_but_counts reported_to_head promised contacted_weekly"
    " within_limit required_reached",
    "missed": "done_late not_done_in_time not_by_head not_approved no_promised_time contact_gap"
    " done_before_quote_accepted over_limit required_not_reached score_not_reached"
    " withdrawn_after_due",
    "pending": "not_yet_due not_yet_by_head not_yet_approved contact_so_far period_in_progress",
    "not_measurable": "closed_without_time not_recorded start_not_recorded count_not_recorded"
    " person_not_recorded not_enough_answers reopened",
    "exempt": "withdrawn_before_due",
}
VERDICTS = {reason: verdict for verdict, text in VERDICT_OF.items() for reason in text.split()}
WORST_FIRST = ("missed", "not_measurable", "pending", "met", "exempt")

COMPANY: dict[str, Any] = {
    "SV1": 3,
    "SV2": 10,
    "SV3": 3,
    "SV4": 5,
    "SV5I": 2,
    "SV7W": 7,
    "SV8": 7,
    "SV11": 20,
    "SV12": Fraction(96, 100),
    "SV12S": 75,
    "SV13": 3,
    "SV15": 7,
    "SV15K": 3,
    "SV18": Fraction(99, 100),
    "SV19": 2,
    "SV23": 3,
    "SV28": 30,
    "SV30": 7,
}
# The state's notice for the first quarter of 2026: Spring Festival and its make-up Saturdays.
HOLIDAYS = {date(2026, 1, day) for day in (1, 2, 3)} | {date(2026, 2, day) for day in range(15, 24)}
MAKE_UP_DAYS = {date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)}
SCORES = {"很满意": 100, "满意": 75, "基本满意": 50, "不满意": 25, "很不满意": 0}


@dataclass(frozen=True)
class World:
    """What is known at as_of, looked up by what it belongs to."""

    staff: Sequence[Row]
    head_posts: Sequence[Row]
    settings: Sequence[Row]
    visits_of: Mapping[str, list[Row]]
    visits_to: Mapping[tuple[str, str], list[Row]]
    contacts_of: Mapping[str, list[Row]]

    def limit(self, rule: str, project: str, day: date) -> Any:
        """The project's own setting valid that day, then the company's, then the default."""
        for name in (project, "全公司"):
            for row in self.settings:
                if (
                    row["rule_id"] == rule
                    and row["applies_to"] == name
                    and row["valid_from"] <= day
                    and (row["valid_to"] is None or day <= row["valid_to"])
                ):
                    return Fraction(str(row["threshold"]))
        return COMPANY.get(rule, 0)

    def is_head(self, staff_id: str | None, project: str, day: date) -> bool | None:
        """None when nobody knows that person's post."""
        posts = [row for row in self.staff if row["staff_id"] == staff_id]
        if not posts:
            return None
        begun = [row for row in posts if row.get("effective_on", date.min) <= day]
        post = (begun or posts[:1])[-1]["post"]
        own = [
            row["is_head"]
            for row in self.head_posts
            if row["applies_to"] == project and row["post"] == post
        ]
        return own[0] if own else post in ("管理处负责人", "项目经理", "客户服务经理")


def known(row: Row, name: str) -> Any:
    """A moment that has happened by as_of."""
    moment = row.get(name)
    return moment if moment is not None and moment <= AS_OF else None


def day_end(day: date, days: Any = 0) -> datetime:
    return datetime.combine(day + timedelta(days=int(days)), datetime.max.time()).replace(
        microsecond=0
    )


def works(day: date) -> bool:
    return day in MAKE_UP_DAYS or (day.weekday() < 5 and day not in HOLIDAYS)


def working_day_end(day: date, count: Any) -> datetime:
    """The end of the so-manieth working day after a day; the next one is the first."""
    left = int(count)
    while left:
        day += timedelta(days=1)
        left -= works(day)
    return day_end(day)


def clock(
    due: datetime,
    done: datetime | None,
    *,
    closed: datetime | None = None,
    withdrawn: datetime | None = None,
    recorded: bool = True,
) -> str:
    """What became of a clock, in the order of the readings."""
    if done is not None and done <= due:
        return "done_in_time"
    if done is None and not recorded:
        return "not_recorded"
    if withdrawn is not None and withdrawn <= due:
        return "withdrawn_before_due"
    if done is not None:
        return "done_late"
    if withdrawn is not None:
        return "withdrawn_after_due"
    if closed is not None:
        return "closed_without_time"
    return "not_done_in_time" if due < AS_OF else "not_yet_due"


def by_head(reason: str, is_head: bool | None, due: datetime, withdrawn: datetime | None) -> str:
    """What was done in time, when the head had to do it."""
    if reason not in ("done_in_time", "done_late_but_counts") or is_head:
        return reason
    if is_head is None:
        return "person_not_recorded"
    if withdrawn is not None and withdrawn <= due:
        return "withdrawn_before_due"
    return "not_by_head" if due < AS_OF else "not_yet_by_head"
