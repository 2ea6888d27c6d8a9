"""Annual satisfaction: one survey as a report to read, to download, to hand on.

Belongs here: choosing the survey, and which panels, in which order. Does not belong here: what the
report says (`dashboards.annual`).
"""

from __future__ import annotations

import streamlit as st

from dashboards.annual.content import Annual, read_annual, tallies_of
from dashboards.annual.outside import outside_surveys
from dashboards.annual.report import make_report
from dashboards.components.address import choose, chosen, chosen_in_widget
from dashboards.components.card import card
from dashboards.components.frame import show_page
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.panels.annual_report import downloads, first_page, report_sections
from dashboards.panels.annual_rows import annual_rows
from dashboards.panels.outside_rows import outside_rows
from dashboards.queries import annual, kpis, satisfaction
from dashboards.queries.scope import ALL


def body(page: Page) -> None:
    """The survey's choice, the report section by section, and the rows behind it."""
    survey_id = _survey_choice(page)
    if survey_id is None:
        notice(page.words, "state.no_surveys")
        _outside_only(page)
        return
    content = _content(page, survey_id)
    report = make_report(page.words, content)
    downloads(page, content, report)
    card(page, "annual_first", lambda page: first_page(page, report))
    report_sections(page, report.sections)
    card(page, "annual_rows", lambda page: _rows(page, content))


def _rows(page: Page, content: Annual) -> None:
    annual_rows(page, content)
    if content.tallies:
        outside_rows(page, content.tallies)


def _outside_only(page: Page) -> None:
    """What others counted, where no survey of our own is known."""
    tallies = tallies_of(tuple(page.ask(annual.tallies, page.filters.project).to_dicts()), None)
    if tallies:
        report_sections(page, [outside_surveys(page.words, tallies)])
        card(page, "annual_rows", lambda page: outside_rows(page, tallies))


def _content(page: Page, survey_id: str) -> Annual:
    info = kpis.build_info(page.snapshot.cursor()).row(0, named=True)
    return read_annual(
        page.ask,
        survey_id,
        page.filters.project,
        info["as_of"],
        page.snapshot.snapshot_id,
        lambda survey, project: page.ask_personal(annual.quotes, survey, project),
    )


def _survey_choice(page: Page) -> str | None:
    """The surveys held at the page's project, the newest first; the one in the address, else the
    newest closed one. None when there is none."""
    words, project = page.words, page.filters.project
    surveys = page.ask(satisfaction.surveys)
    options = {
        row["survey_id"]: row
        for row in surveys.iter_rows(named=True)
        if project in (ALL, row["project_name"])
    }
    if not options:
        return None
    closed = [survey for survey, row in options.items() if row["is_closed"]]
    asked = chosen("survey")
    current = str(asked if asked in options else (closed or list(options))[0])
    st.session_state["survey"] = current
    with st.container(key="filters_survey", horizontal=True):
        st.selectbox(
            words("annual.choose"),
            list(options),
            key="survey",
            filter_mode=None,
            width=420,
            format_func=lambda survey: words(
                "annual.survey_option",
                name=options[survey]["survey_name"],
                start=f"{options[survey]['started_on']:%Y-%m-%d}",
            ),
            on_change=chosen_in_widget,
            args=("survey", "survey"),
        )
    choose("survey", current)
    return current


if __name__ == "__main__":
    show_page("annual_satisfaction", body, narrowed_by=("project",))
