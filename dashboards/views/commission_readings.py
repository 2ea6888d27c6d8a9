"""Readings and what-if: how much each other reading of the plan, or another plan, would change.

Belongs here: which panels, the list or one scenario. Does not belong here: the panels.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.address import open_from_widget, opened
from dashboards.components.card import card
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.components.pay import month_choice, pay_filters, show_pay_page, staff_names
from dashboards.panels.scenario_differences import scenario_differences
from dashboards.panels.scenario_list import scenario_list
from dashboards.queries import plan, statements
from dashboards.scenario_reading import read_scenarios


def body(page: Page) -> None:
    """The month, the scenario that the address opens, and all of them."""
    words = page.words
    months = page.ask_pay(statements.statement_months)["payroll_month"].unique().to_list()
    if not months:
        notice(words, "state.no_statements")
        return
    scenarios = read_scenarios(words, page.ask_pay(plan.scenarios), page.ask_pay(plan.readings))
    asked = opened("scenario")
    scenario = asked if asked in scenarios else None
    with pay_filters(page):
        month = month_choice(page, sorted(months, reverse=True))
        st.session_state["scenario"] = scenario
        st.selectbox(
            words("column.scenario"),
            list(scenarios),
            index=None,
            key="scenario",
            placeholder=words("readings.which"),
            filter_mode=None,
            width=380,
            format_func=lambda name: scenarios[name].name,
            on_change=open_from_widget,
            args=("scenario", "scenario"),
        )
    differences = page.ask_pay(plan.differences, month, page.filters.project)
    if scenario is not None:
        names = staff_names(page)
        of_scenario = differences.filter(pl.col("scenario_id") == scenario)
        card(
            page,
            "scenario",
            lambda page: scenario_differences(page, scenarios[scenario], month, of_scenario, names),
        )
    card(page, "scenarios", lambda page: scenario_list(page, scenarios, differences))


if __name__ == "__main__":
    show_pay_page("commission_readings", body)
