"""Satisfaction: 满意率 and 满意度 of a month or quarter, by one instrument at a time.

Belongs here: which panels, in which order. Does not belong here: the panels; a survey as a whole
(`annual_satisfaction`).
"""

from __future__ import annotations

from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.kpi_tile import kpi_tiles
from dashboards.components.page import Page
from dashboards.panels.comment_topics import comment_topics
from dashboards.panels.control_chart import control_chart
from dashboards.panels.instrument_choice import (
    at_least_a_month,
    instrument_choice,
    survey_in_period,
)
from dashboards.panels.return_visits import return_visits
from dashboards.panels.satisfaction_evidence import satisfaction_evidence
from dashboards.panels.satisfaction_groups import satisfaction_groups
from dashboards.panels.twenty_households import twenty_households


def body(page: Page) -> None:
    """Instrument, tiles, how sure they are, control chart, groups, promise, topics, visits owed."""
    instrument = instrument_choice(page)
    page = at_least_a_month(page)
    if not instrument.is_survey or survey_in_period(page):
        kpi_tiles(page, instrument.kpis)
        card(page, "evidence", lambda page: satisfaction_evidence(page, instrument))
        if not instrument.is_survey:
            card(page, "control", lambda page: control_chart(page, instrument.rate))
        card(page, "groups", lambda page: satisfaction_groups(page, instrument))
    if not instrument.is_survey:
        card(page, "twenty", twenty_households)
        card(page, "topics", lambda page: comment_topics(page, instrument))
    card(page, "owed", return_visits)


if __name__ == "__main__":
    show_page("satisfaction", body, narrowed_by=("period", "project"))
