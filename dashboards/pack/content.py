"""What a Friday pack says: headline KPIs, promises missed this week, what is still open.

Belongs here: selecting published rows for one ISO week and one department. Does not belong
here: rates and medians (the marts made them) and layout (`html`, `workbook`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from dashboards.periods import Period, period_of

Row = Mapping[str, Any]

HEADLINE_KINDS = ("week", "month", "quarter")
ALL = "all"

_SCOPED = "($department = 'all' or r.department = $department)"

_HEADLINES = """
    select c.kpi_id, c.name_zh, c.name_en, c.definition_zh, c.definition_en, c.unit, c.direction,
        r.period_kind, r.period_start_on, r.project_name, r.is_complete, r.numerator,
        r.denominator, r.excluded_count, r.value, r.target, r.verdict, r.low, r.high
    from marts.kpi_catalogue as c
    left join marts.kpi_values as r
        on r.kpi_id = c.kpi_id
        and (r.department = $department or (r.department = 'all' and c.page = 'fees'))
        and ((r.period_kind = 'week' and r.period_start_on = $week_on)
            or (r.period_kind = 'week' and r.period_start_on = $previous_week_on)
            or (r.period_kind = 'month' and r.period_start_on = $month_on)
            or (r.period_kind = 'quarter' and r.period_start_on = $quarter_on))
    order by c.kpi_id, r.project_name, r.period_kind, r.period_start_on
"""

_MISSED = f"""
    select r.rule_id, c.name_zh, c.name_en, r.subject_id, r.project_name, r.department, r.due_at,
        r.met_at, r.reason, t.ticket_class, t.room_name, t.received_at, t.status,
        t.handler_staff_id,
        r.source_file, r.source_sheet, r.source_row
    from marts.fct_rule_results as r
    left join marts.rule_catalogue as c on c.rule_id = r.rule_id
    left join marts.fct_tickets as t
        on t.ticket_id = r.subject_id and t.ticket_kind = r.subject_kind
    where r.verdict = 'missed' and {_SCOPED}
        and r.due_at >= $week_on and r.due_at < $week_end_on
    order by r.due_at, r.rule_id, r.subject_id
"""

_OPEN = f"""
    select r.ticket_kind, r.ticket_id, r.project_name, r.department, r.ticket_class, r.room_name,
        r.received_at, r.dispatched_at, r.first_replied_at, r.open_minutes, r.handler_staff_id,
        r.source_file, r.source_sheet, r.source_row
    from marts.fct_tickets as r
    where r.is_open and {_SCOPED}
    order by r.received_at, r.ticket_id
"""

_OPEN_AGES = f"""
    select r.ticket_kind, r.age_bucket, r.age_bucket_order, sum(r.ticket_count) as ticket_count
    from marts.open_ticket_ages as r
    where r.project_name <> 'all' and r.department <> 'all' and {_SCOPED}
    group by r.ticket_kind, r.age_bucket, r.age_bucket_order
    order by r.ticket_kind, r.age_bucket_order
"""

_DEBTORS = """
    select r.project_name, r.room_name, r.bill_count, r.outstanding_amount, r.oldest_due_on,
        r.max_days_past_due
    from marts.fee_debtors as r
    order by r.outstanding_amount desc, r.project_name, r.room_name
    limit 10
"""

_QUARANTINED = "select count(*) as line_count from marts.quarantined_rows"


@dataclass(frozen=True)
class Pack:
    """Everything one pack prints; rows are published rows, in the order they are printed."""

    week: Period
    department: str
    as_of: datetime
    snapshot_id: str
    manifest: Mapping[str, Any]
    headlines: tuple[Row, ...]
    missed: tuple[Row, ...]
    still_open: tuple[Row, ...]
    open_ages: tuple[Row, ...]
    debtors: tuple[Row, ...]
    quarantined_count: int

    @property
    def week_is_over(self) -> bool:
        return self.as_of.date() >= self.week.end_on

    @property
    def week_has_begun(self) -> bool:
        return self.as_of.date() >= self.week.start_on


class UnknownDepartment(Exception):
    """No ticket or rule of that department; `known` lists those there are."""

    def __init__(self, department: str, known: list[str]) -> None:
        super().__init__(department)
        self.known = known


def read_pack(home: Path, week: Period, department: str = ALL) -> Pack:
    """Read the pack of `week` from the snapshot in force under `home`.

    Raises FileNotFoundError when nothing is published, UnknownDepartment.
    """
    name = (home / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    directory = home / "published" / name
    manifest = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(directory / "main.duckdb"), read_only=True) as con:
        _require_department(con, department)
        bound = _bound(week, department)
        return Pack(
            week=week,
            department=department,
            as_of=_rows(con, "select as_of from marts.build_info", {})[0]["as_of"],
            snapshot_id=name,
            manifest=manifest,
            headlines=_rows(con, _HEADLINES, bound),
            missed=_rows(con, _MISSED, bound),
            still_open=_rows(con, _OPEN, bound),
            open_ages=_rows(con, _OPEN_AGES, bound),
            debtors=_rows(con, _DEBTORS, {}),
            quarantined_count=_rows(con, _QUARANTINED, {})[0]["line_count"],
        )


def _bound(week: Period, department: str) -> dict[str, date | str]:
    # A week belongs to the month (and quarter) of its Monday.
    return {
        "department": department,
        "week_on": week.start_on,
        "week_end_on": week.end_on,
        "previous_week_on": week.earlier(1).start_on,
        "month_on": period_of("month", week.start_on).start_on,
        "quarter_on": period_of("quarter", week.start_on).start_on,
    }


def _require_department(con: duckdb.DuckDBPyConnection, department: str) -> None:
    if department == ALL:
        return
    known = _rows(con, "select distinct department from marts.fct_tickets order by department", {})
    names = [row["department"] for row in known]
    if department not in names:
        raise UnknownDepartment(department, names)


def _rows(
    con: duckdb.DuckDBPyConnection, statement: str, bound: Mapping[str, date | str]
) -> tuple[Row, ...]:
    used = {name: value for name, value in bound.items() if f"${name}" in statement}
    cursor = con.execute(statement, used) if used else con.execute(statement)
    names = [column[0] for column in cursor.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())
