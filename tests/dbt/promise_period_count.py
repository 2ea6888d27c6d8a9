"""The promises of a whole project's month, quarter or year, counted slowly and plainly.

Belongs here: what the readings of those promises say, in Python, without a look at the SQL. Does
not belong here: promises about one ticket, call or visit (`promise_count`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from tests.dbt.promise_company import AS_OF, Row
from tests.dbt.promise_reading import COMPANY, SCORES, VERDICTS, Verdicts

ENOUGH_ANSWERS = 30


def expected_of_periods(rows: Mapping[str, Sequence[Row]]) -> Verdicts:
    found: Verdicts = {}
    for rule, reasons in (
        ("SV11", visit_reasons(rows)),
        ("SV12", satisfaction_reasons(rows)),
        ("SV18", collection_reasons(rows)),
        ("SV19", survey_reasons(rows)),
    ):
        for subject, reason in reasons:
            found[rule, subject] = (VERDICTS[reason], reason)
    return found


def limit(rows: Mapping[str, Sequence[Row]], rule: str, project: str, day: date) -> Any:
    for row in rows["rule_settings"]:
        is_valid = row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"])
        if row["rule_id"] == rule and row["applies_to"] == project and is_valid:
            return Fraction(str(row["threshold"]))
    return COMPANY[rule]


def first_days(rows: Mapping[str, Sequence[Row]]) -> dict[str, date]:
    """The first day on which any register knows of a project."""
    first: dict[str, date] = {}
    for export, moment in (
        ("complaints", "received_at"),
        ("work_orders", "opened_at"),
        ("incidents", "reported_at"),
        ("visits", "visited_at"),
        ("calls", "called_at"),
        ("surveys", "started_on"),
    ):
        for row in rows[export]:
            day = as_day(row[moment])
            if day <= AS_OF.date():
                first[row["project_name"]] = min(day, first.get(row["project_name"], day))
    return first


def as_day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def months_from(first: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= AS_OF.date():
        yield month
        month = next_month(month)


def next_month(month: date, count: int = 1) -> date:
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def is_over(next_start: date) -> bool:
    return datetime.combine(next_start, datetime.min.time()) <= AS_OF


def known_visits(rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    return [row for row in rows["visits"] if row["visited_at"] <= AS_OF]


def is_reached(row: Row) -> bool:
    said = row.get("was_reached")
    return bool(row.get("satisfaction_grade") if said is None else said)


def visit_reasons(rows: Mapping[str, Sequence[Row]]) -> Iterable[tuple[str, str]]:
    visits = [row for row in known_visits(rows) if row["visit_method"] != "自评"]
    register_began = min(as_day(row["visited_at"]) for row in visits).replace(day=1)
    homes: dict[tuple[str, date], set[str]] = {}
    for row in visits:
        if is_reached(row):
            month = as_day(row["visited_at"]).replace(day=1)
            homes.setdefault((row["project_name"], month), set()).add(row["room_name"])
    for project, first in first_days(rows).items():
        for month in months_from(first):
            seen = len(homes.get((project, month), ()))
            if seen >= limit(rows, "SV11", project, month):
                reason = "required_reached"
            elif month < register_began:
                reason = "not_recorded"
            else:
                over = is_over(next_month(month))
                reason = "required_not_reached" if over else "period_in_progress"
            yield f"{project}|{month:%Y-%m}", reason


def satisfaction_reasons(rows: Mapping[str, Sequence[Row]]) -> Iterable[tuple[str, str]]:
    grades: dict[tuple[str, date], list[str]] = {}
    for row in known_visits(rows):
        if row["visit_type"] == "月度走访" and is_reached(row) and row.get("satisfaction_grade"):
            month = as_day(row["visited_at"]).replace(day=1)
            grades.setdefault((row["project_name"], month), []).append(row["satisfaction_grade"])
    first_answer = min(month for _, month in grades)
    for project, first in first_days(rows).items():
        for month in months_from(first):
            if month >= first_answer:
                given = grades.get((project, month), [])
                yield f"{project}|{month:%Y-%m}", month_reason(rows, project, month, given)


def month_reason(
    rows: Mapping[str, Sequence[Row]], project: str, month: date, grades: list[str]
) -> str:
    if not is_over(next_month(month)):
        return "period_in_progress"
    if len(grades) < ENOUGH_ANSWERS:
        return "not_enough_answers"
    satisfied = sum(grade in ("很满意", "满意", "基本满意") for grade in grades)
    if Fraction(satisfied, len(grades)) < limit(rows, "SV12", project, month):
        return "required_not_reached"
    score = Fraction(sum(SCORES[grade] for grade in grades), len(grades))
    return "required_reached" if score >= COMPANY["SV12S"] else "score_not_reached"


def collection_reasons(rows: Mapping[str, Sequence[Row]]) -> Iterable[tuple[str, str]]:
    paid = {
        row["bill_id"]: Fraction(str(row["received_amount"]))
        for row in rows["fee_payments"]
        if row["paid_at"] <= AS_OF
    }
    for bill in rows["fee_bills"]:
        quarter, project = bill["service_from"], bill["project_name"]
        share = paid.get(bill["bill_id"], Fraction(0)) / int(bill["receivable_amount"])
        if not is_over(next_month(quarter, 3)):
            reason = "period_in_progress"
        elif share >= limit(rows, "SV18", project, quarter):
            reason = "required_reached"
        else:
            reason = "required_not_reached"
        yield f"{project}|{quarter.year}Q{quarter.month // 3 + 1}", reason


def survey_reasons(rows: Mapping[str, Sequence[Row]]) -> Iterable[tuple[str, str]]:
    held = [row for row in rows["surveys"] if row["started_on"] <= AS_OF.date()]
    register_began = min(row["started_on"].year for row in held)
    for project, first in first_days(rows).items():
        for year in range(first.year, AS_OF.year + 1):
            count = sum(r["project_name"] == project and r["started_on"].year == year for r in held)
            if count >= limit(rows, "SV19", project, date(year, 1, 1)):
                reason = "required_reached"
            elif year < register_began:
                reason = "not_recorded"
            else:
                reason = "required_not_reached" if year < AS_OF.year else "period_in_progress"
            yield f"{project}|{year}", reason
