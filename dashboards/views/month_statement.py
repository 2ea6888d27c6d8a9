"""Month statement: what each person of the sales office is paid, and every yuan's clause.

Belongs here: which panels, in which order, the month or one person's statement. Does not belong
here: the panels.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from dashboards.components.address import open_in_address, opened
from dashboards.components.card import card
from dashboards.components.lines import note
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.components.pay import (
    Names,
    month_choice,
    pay_filters,
    person_choice,
    show_pay_page,
    staff_names,
)
from dashboards.panels.gate_findings import gate_findings
from dashboards.panels.sign_offs import sign_offs
from dashboards.panels.statement_month import statement_month
from dashboards.panels.statement_person import statement_person
from dashboards.queries import plan, statements
from dashboards.queries.statements import ACTUAL


def body(page: Page) -> None:
    """The month with what must be settled and who signed; or the statement the address opens."""
    months = page.ask_pay(statements.statement_months)["payroll_month"].unique().to_list()
    if not months:
        notice(page.words, "state.no_statements")
        return
    names = staff_names(page)
    with pay_filters(page):
        month = month_choice(page, sorted(months, reverse=True))
        rows = page.ask_pay(statements.statements, month, page.filters.project)
        person = person_choice(page, rows["staff_id"].to_list(), names)
    findings = page.ask_pay(statements.gate_findings, month, page.filters.project)
    if person is None:
        card(page, "month", lambda page: statement_month(page, month, rows, names))
        card(page, "gates", lambda page: gate_findings(page, findings, names))
        card(page, "sign_offs", lambda page: sign_offs(page, month))
        return
    card(page, "statement", lambda page: _statement(page, person, month, names))
    about = findings.filter(pl.col("staff_id") == person)
    if about.height:
        card(page, "gates", lambda page: gate_findings(page, about, names))


def _statement(page: Page, person: str, month: date, names: Names) -> None:
    words = page.words
    st.button(words("pay.back"), key="back", on_click=open_in_address, args=("person", None))
    scenario = opened("scenario") or ACTUAL
    found = page.ask_pay(statements.statement, scenario, person, month)
    if found.is_empty():
        notice(words, "state.no_statement")
        return
    if scenario != ACTUAL:
        known = page.ask_pay(plan.scenarios).filter(pl.col("scenario_id") == scenario)
        name = known[f"name_{words.language}"][0] if known.height else scenario
        note(words("pay.what_if", scenario=name))
    statement_person(page, found.row(0, named=True), names)


if __name__ == "__main__":
    show_pay_page("month_statement", body)
