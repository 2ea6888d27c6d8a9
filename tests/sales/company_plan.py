"""A company's own commission plan and what-ifs, as settings rows and for the slow calculator.

Belongs here: terms that differ from the source's in every number, which offices have them from
when on, and scenarios that change several things at once. Does not belong here: the source's
own plan (slow_plan).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from tests.sales.random_contracts import Rows
from tests.sales.random_offices import project_of
from tests.sales.slow_plan import (
    DEFAULT_READINGS,
    OTHER_READINGS,
    SOURCE_PLAN,
    Plan,
    PlanBook,
    Readings,
    shipped_scenarios,
)

SOURCE, OWN = "S3-2013", "GS-2015"
IN_FORCE_FROM = date(2015, 7, 1)
COMBINATIONS = 10
TIERS = (
    ("0", "1.5500"),
    ("0.5", "1.6667"),
    ("0.8", "1.8123"),
    ("1", "2.0000"),
    ("1.01", "2.2222"),
    ("1.5", "2.5001"),
)
# What is left out (the fine for absence) is the source's.
TERMS = {
    "discount_rate_full": "0.0733",
    "discount_rate_partial": "0.0467",
    "unauthorised_fine": "333.33",
    "mortgage_first_share": "0.4",
    "instalment_first_at": "0.3334",
    "instalment_first_share": "0.3333",
    "award_first_deal": "188.88",
    "award_last_deal": "166.66",
    "award_target": "555.55",
    "award_first_place": "1111.11",
    "award_first_place_consultants": "2",
    "award_two_months": "999.99",
    "override_rate": "0.1234",
    "site_bonus": "1234.56",
    "site_bonus_step_share": "0.05",
    "site_bonus_step": "77.77",
    "site_shortfall": "123.45",
    "site_extra_at": "0.5",
    "site_extra": "800",
    "probation_base": "1234.56",
    "lunch_duty": "12.34",
    "late_fine": "5.55",
    "late_absence_minutes": "29",
    "early_leave_fine": "7.77",
    "early_leave_absence_count": "2",
    "sick_days_free": "1",
    "complaint_fine": "22.22",
}


@dataclass(frozen=True)
class Scenario:
    readings: Readings
    plan_version: str | None = None
    target_factor: str | None = None

    def plans(self, project: str, seed: int) -> PlanBook:
        """The plans of one office under this scenario."""
        return PlanBook(
            own={project: (IN_FORCE_FROM, own_plan())} if has_own_plan(seed) else {},
            fixed=None if self.plan_version is None else PLANS[self.plan_version],
            target_factor=Fraction(self.target_factor or 1),
        )


def has_own_plan(seed: int) -> bool:
    return seed % 3 == 0


def own_plan() -> Plan:
    """TERMS over the source's plan; amounts of yuan in fen, counts and rates as they are."""
    changed: dict[str, Any] = {}
    for term, value in TERMS.items():
        shipped = getattr(SOURCE_PLAN, term)
        is_count = term.endswith(("consultants", "minutes", "count")) or term == "sick_days_free"
        if isinstance(shipped, Fraction):
            changed[term] = Fraction(value)
        else:
            changed[term] = int(value) if is_count else int(Fraction(value) * 100)
    tiers = tuple((Fraction(limit), Fraction(rate) / 1000) for limit, rate in TIERS)
    return Plan(tiers=tiers, **changed)


PLANS = {SOURCE: SOURCE_PLAN, OWN: own_plan()}


def scenarios() -> dict[str, Scenario]:
    """The shipped scenarios, and the company's: several readings, plans and targets at once."""
    found = {name: Scenario(readings) for name, readings in shipped_scenarios().items()}
    draw = Random(20150701)
    for number in range(COMBINATIONS):
        changed = dict(draw.sample(OTHER_READINGS, draw.randint(3, 9)))
        found[f"combination-{number}"] = Scenario(
            readings={**DEFAULT_READINGS, **changed},
            plan_version=draw.choice((None, None, SOURCE, OWN)),
            target_factor=draw.choice((None, "0.9", "1.1", "1.0333")),
        )
    return found


def settings_rows(seeds: Iterable[int]) -> Rows:
    """The company's settings workbook, sheet by sheet."""
    changes = {
        name: {
            **{r: v for r, v in s.readings.items() if v != DEFAULT_READINGS[r]},
            **({"plan_version": s.plan_version} if s.plan_version else {}),
            **({"target_factor": s.target_factor} if s.target_factor else {}),
        }
        for name, s in scenarios().items()
        if name.startswith("combination")
    }
    return {
        "commission_plan_settings": [
            {
                "plan_version": OWN,
                "applies_to": project_of(seed),
                "valid_from": IN_FORCE_FROM,
                "name": "公司提成方案",
                "based_on": SOURCE,
            }
            for seed in seeds
            if has_own_plan(seed)
        ],
        "commission_tier_settings": [
            {
                "plan_version": OWN,
                "from_attainment": Decimal(limit),
                "rate_per_mille": Decimal(rate),
            }
            for limit, rate in TIERS
        ],
        "commission_term_settings": [
            {"plan_version": OWN, "term": term, "value": Decimal(value)}
            for term, value in TERMS.items()
        ],
        "commission_scenario_settings": [
            {"scenario_id": name, "item": item, "value": value, "name": name}
            for name, items in changes.items()
            for item, value in items.items()
        ],
    }
