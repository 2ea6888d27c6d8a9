"""Random small sales offices as export rows, by the hundred: one crew per seed.

Belongs here: putting an office together, its targets, deductions and duties. Does not belong
here: staff (random_staff), sales (random_contracts), expected figures (slow_office).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from tests.sales.office import Office
from tests.sales.random_aftermath import yuan
from tests.sales.random_contracts import Rows, authorities, sales
from tests.sales.random_staff import YEAR, Crew, random_crew
from tests.sales.slow_people import People
from tests.sales.slow_performance import WHOLE_PROJECT, Sales
from tests.sales.slow_plan import DEFAULT_READINGS, PlanBook

AS_OF = datetime(YEAR, 12, 18, 18)
MONTHS = tuple(date(YEAR, month, 1) for month in range(1, 13))
LIMITS = ("0.6", "0.8", "1", "1.01")
SITE_LIMITS = ("1", "1.1", "1.2", "1.3", "1.6", "2")


def random_office(seed: int, phases: int = 1) -> Rows:
    """The rows of one office; the same arguments give the same rows.

    With two `phases` the crew sells a second project as well: people are registered in one of
    them, move between them, and are credited with sales of either.
    """
    draw = Random(seed)
    project, prefix = project_of(seed), f"S{seed:05d}"
    projects = (project, f"{project}二期")[:phases]
    crew = random_crew(draw, projects, prefix)
    rows: Rows = {
        "projects": [
            {"project_name": name, "city": "广州", "project_type": "住宅"} for name in projects
        ],
        "staff": list(crew.rows),
        "discount_authority": [row for name in projects for row in authorities(draw, name)],
    }
    rows |= sales(draw, projects, prefix, crew, rows["discount_authority"])
    rows["sales_targets"] = [row for name in projects for row in _targets(draw, name, crew, rows)]
    everyone = (*crew.sellers, crew.clerk)
    rows["sales_deductions"] = [
        row for staff_id in everyone for row in _deductions(draw, staff_id, crew)
    ]
    rows["lunch_duties"] = [row for staff_id in everyone for row in _lunches(draw, staff_id)]
    return rows


def rows_of(seeds: Iterable[int]) -> Rows:
    """The rows of many offices in one set of exports."""
    together: Rows = {}
    for seed in seeds:
        for export, rows in random_office(seed, phases_of(seed)).items():
            together.setdefault(export, []).extend(rows)
    return together


def phases_of(seed: int) -> int:
    """Every fourth office sells two projects."""
    return 2 if seed % 4 == 1 else 1


def project_of(seed: int) -> str:
    return f"楼盘{seed:05d}"


def _targets(draw: Random, project: str, crew: Crew, rows: Rows) -> list[dict[str, Any]]:
    """Tasks at the limits of what was sold and one fen beside them; some missing, some zero."""
    office = Office(rows, datetime(YEAR, 12, 31, 23, 59))
    sold = Sales(office, People(office), PlanBook(), DEFAULT_READINGS).performance
    found = []
    strong = {s for s in (*crew.sellers, WHOLE_PROJECT) if draw.random() < 0.5}
    for who in (*crew.sellers, WHOLE_PROJECT):
        if who in crew.managers and draw.random() < 0.7:
            continue
        for month in MONTHS:
            if draw.random() < 0.05:
                continue
            performance = sold.get((project, who, month), Fraction(0))
            limits = SITE_LIMITS if who == WHOLE_PROJECT else LIMITS
            amount = _target(draw, performance, limits[-2:] if who in strong else limits)
            found.append(
                {
                    "project_name": project,
                    "staff_id": None if who == WHOLE_PROJECT else who,
                    "month": month,
                    "target_amount": yuan(amount),
                }
            )
    return found


def _target(draw: Random, performance: Fraction, limits: tuple[str, ...]) -> int:
    kind = draw.random()
    if kind < 0.03:
        return draw.choice((0, 0, -100))
    if performance <= 0 or kind < 0.2:
        return draw.randint(50, 300) * 1_000_000
    exact = performance / Fraction(draw.choice(limits))
    return math.floor(exact) + draw.choice((-1, 0, 0, 0, 1))


def _deductions(draw: Random, staff_id: str, crew: Crew) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    kinds = ("迟到", "迟到", "早退", "早退", "旷工", "病假", "病假", "事假", "投诉", "其他")
    for month in MONTHS:
        if draw.random() < 0.75:
            continue
        for _ in range(draw.randint(1, 6)):
            amount = draw.choice((None, "88.00", "-12.34"))
            days = draw.choice((None, None, "0.5", "1", "2", "2.5", "3"))
            rows.append(
                {
                    "deduction_id": f"{staff_id}-{len(rows):03d}",
                    "staff_id": staff_id,
                    "occurred_on": month + timedelta(days=draw.randint(0, 27)),
                    "deduction_kind": draw.choice(kinds),
                    "minutes": draw.choice((None, -5, 0, 1, 29, 30, 31, 120)),
                    "occurrences": draw.choice((None, None, 1, 2, 3)),
                    "days": None if days is None else Decimal(days),
                    "amount": None if amount is None else Decimal(amount),
                    "verified_by_staff_id": draw.choice((None, crew.vice_president)),
                    "is_approved": draw.choice((None, True, False)),
                }
            )
    return rows


def _lunches(draw: Random, staff_id: str) -> list[dict[str, Any]]:
    days = {
        month + timedelta(days=draw.randint(0, 27))
        for month in MONTHS
        if draw.random() < 0.4
        for _ in range(draw.randint(1, 8))
    }
    return [{"staff_id": staff_id, "duty_on": day} for day in sorted(days)]
