"""The instruments of satisfaction: three ways of asking that are never added to each other.

Belongs here: which KPIs and which visits belong to which instrument. Does not belong here: what a
page shows of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Instrument:
    """A way of asking: its KPIs, the visits it counts (none: a survey), and what its answers can
    be grouped by besides projects."""

    name: str
    rate: str
    score: str
    visit_types: tuple[str, ...]
    dimensions: tuple[str, ...]
    more_kpis: tuple[str, ...] = ()

    @property
    def is_survey(self) -> bool:
        return not self.visit_types

    @property
    def kpis(self) -> tuple[str, ...]:
        return (self.rate, self.score, *self.more_kpis)


MONTHLY = Instrument(
    "monthly_visit",
    "satisfaction_rate",
    "satisfaction_score",
    ("月度走访",),
    ("department", "building", "visit_method", "tenure"),
)
TICKET = Instrument(
    "ticket",
    "ticket_satisfaction_rate",
    "ticket_satisfaction_score",
    ("工单", "投诉", "意见户"),
    ("department", "visit_type", "building", "visit_method", "tenure"),
)
SURVEY = Instrument(
    "survey",
    "survey_satisfaction_rate",
    "survey_satisfaction_score",
    (),
    ("service_area", "building", "tenure"),
    ("survey_response_rate",),
)
INSTRUMENTS = {one.name: one for one in (MONTHLY, TICKET, SURVEY)}
# The question of a survey that stands for the whole.
OVERALL = "总体"
# The outcome of an invitation that counts as answered.
COMPLETED = "完成"


def instrument_of(kpi_id: str) -> Instrument:
    """The instrument a satisfaction KPI belongs to; KeyError for another KPI."""
    return next(one for one in INSTRUMENTS.values() if kpi_id in one.kpis)
