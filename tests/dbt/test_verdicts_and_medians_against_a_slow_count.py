"""What SQL says of random tickets against an obvious count in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.dbt import service_cases as cases
from tests.dbt.kaplan_meier import Wait, curve, median
from tests.small_warehouse import fetch

# What comes in after as_of is in the exports, but not yet in the world.
COMPLAINTS = [
    row for row in cases.random_complaints("随机", 500, seed=7) if row["received_at"] <= cases.AS_OF
]
WORK_ORDERS = [
    row for row in cases.random_work_orders("随机", 500, seed=11) if row["opened_at"] <= cases.AS_OF
]


def known(row: dict[str, Any], name: str) -> datetime | None:
    moment = row.get(name)
    return moment if moment is not None and moment <= cases.AS_OF else None


def verdict(
    done: datetime | None, closed: datetime | None, withdrawn: datetime | None, due: datetime
) -> str:
    """The reading of a promise, in the order in which it is written down."""
    if done is not None and done <= due:
        return "met"
    if withdrawn is not None and withdrawn <= due:
        return "exempt"
    if done is not None or withdrawn is not None:
        return "missed"
    if closed is not None:
        return "not_measurable"
    return "missed" if due < cases.AS_OF else "pending"


def dispatch_verdict(row: dict[str, Any]) -> str:
    return verdict(
        known(row, "dispatched_at"),
        known(row, "resolved_at"),
        known(row, "withdrawn_at"),
        row["received_at"] + timedelta(minutes=10),
    )


def same_day_verdict(row: dict[str, Any]) -> str:
    midnight = datetime.combine(row["opened_at"].date() + timedelta(days=1), datetime.min.time())
    return verdict(
        known(row, "completed_at"),
        None,
        known(row, "cancelled_at"),
        midnight - timedelta(seconds=1),
    )


def department(row: dict[str, Any]) -> str:
    return row["responsible_department"] or "未注明"


def waits(rows: list[dict[str, Any]]) -> list[Wait]:
    found = []
    for row in rows:
        if known(row, "withdrawn_at") is None:
            resolved_at = known(row, "resolved_at")
            waited = (resolved_at or cases.AS_OF) - row["received_at"]
            hours = Fraction(int(waited.total_seconds()), 3600)
            found.append(Wait(hours, resolved_at is not None))
    return found


PERIOD_STARTS: dict[str, Callable[[date], date]] = {
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "quarter": lambda day: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
    "year": lambda day: date(day.year, 1, 1),
}


def cohorts() -> dict[tuple[str, date, str], list[dict[str, Any]]]:
    """Complaints of the project by period of receipt and department, 'all' included."""
    found: dict[tuple[str, date, str], list[dict[str, Any]]] = defaultdict(list)
    for row in COMPLAINTS:
        for kind, start in PERIOD_STARTS.items():
            for name in (department(row), "all"):
                found[kind, start(row["received_at"].date()), name].append(row)
    return found


@pytest.mark.parametrize(
    ("rule_id", "rows", "key", "expected"),
    [
        ("SV2", COMPLAINTS, "complaint_id", dispatch_verdict),
        (
            "SV10",
            [w for w in WORK_ORDERS if w["work_order_type"] in ("报修", "家政")],
            "work_order_id",
            same_day_verdict,
        ),
    ],
)
def test_every_verdict_is_what_reading_the_rule_gives(
    service_warehouse: Path,
    rule_id: str,
    rows: list[dict[str, Any]],
    key: str,
    expected: Callable[[dict[str, Any]], str],
) -> None:
    found = dict(
        fetch(
            service_warehouse,
            "select subject_id, verdict from marts.fct_rule_results"
            f" where rule_id = '{rule_id}' and project_name = '随机'",
        )
    )

    assert found == {row[key]: expected(row) for row in rows}
    assert len(set(found.values())) >= 3


def test_every_dispatch_rate_is_the_share_of_its_verdicts(service_warehouse: Path) -> None:
    found = {
        (kind, start, name): (numerator, denominator, excluded)
        for kind, start, name, numerator, denominator, excluded in kpi_rows(
            service_warehouse,
            "complaint_dispatch_rate",
            "numerator, denominator, excluded_count",
        )
    }
    expected = {}
    for cohort, rows in cohorts().items():
        verdicts = [dispatch_verdict(row) for row in rows]
        counted = [v for v in verdicts if v in ("met", "missed")]
        if counted:
            expected[cohort] = (counted.count("met"), len(counted), len(rows) - len(counted))

    assert found == expected


def test_every_median_and_its_band_are_what_counting_gives(service_warehouse: Path) -> None:
    found = {
        (kind, start, name): rest
        for kind, start, name, *rest in kpi_rows(
            service_warehouse,
            "complaint_resolution_km_median_hours",
            "value, low, high, numerator, denominator, excluded_count",
        )
    }
    expected = {}
    for cohort, rows in cohorts().items():
        cohort_waits = waits(rows)
        if cohort_waits:
            resolved = sum(w.is_resolved for w in cohort_waits)
            withdrawn = len(rows) - len(cohort_waits)
            expected[cohort] = [*median(cohort_waits), resolved, len(cohort_waits), withdrawn]

    assert found.keys() == expected.keys()
    for cohort, figures in expected.items():
        assert found[cohort] == [pytest.approx(f) if f else f for f in figures], cohort


def test_every_point_of_a_curve_is_what_counting_gives(service_warehouse: Path) -> None:
    rows = fetch(
        service_warehouse,
        "select period_kind, period_start_on, department, elapsed_hours, survival_share, low, high,"
        " ticket_count, at_risk_count, event_count from marts.ticket_turnaround_curves"
        " where project_name = '随机' and ticket_kind = 'complaint' and stage = 'resolve'"
        " and ticket_class = 'all'",
    )
    by_cohort = cohorts()

    assert {row[0] for row in rows} == {"month", "quarter", "year"}
    for kind, start, name, hours, *figures in rows:
        cohort_waits = waits(by_cohort[kind, start, name])
        step = next((s for s in reversed(curve(cohort_waits)) if s.hours <= hours), None)
        expected = [
            *((float(step.share), step.low, step.high) if step else (1.0, 1.0, 1.0)),
            len(cohort_waits),
            sum(w.hours > hours for w in cohort_waits),
            sum(w.is_resolved and w.hours <= hours for w in cohort_waits),
        ]
        assert figures == [pytest.approx(e, abs=1e-12) if e is not None else e for e in expected]


def kpi_rows(warehouse: Path, kpi_id: str, columns: str) -> Iterator[tuple[Any, ...]]:
    yield from fetch(
        warehouse,
        f"select period_kind, period_start_on, department, {columns} from marts.kpi_values"
        f" where kpi_id = '{kpi_id}' and project_name = '随机'",
    )
