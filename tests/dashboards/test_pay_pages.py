"""The pages on the sales office's pay: the published figures, and only for who may see them."""

from __future__ import annotations

import inspect
import re
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.components.page import Page
from dashboards.palette import LIGHT
from dashboards.periods import Period
from dashboards.published import Snapshot
from dashboards.queries import (
    commission,
    people,
    plan,
    source_cells,
    statement_month,
    statements,
)
from dashboards.queries.scope import (
    EVERYONE,
    PAY_SETTING,
    PERSONAL_SETTING,
    Filters,
    Principal,
    local_reader,
)
from dashboards.text import LANGUAGES, load_words
from tests.dashboards.conftest import Runner
from tests.dashboards.small_pay import BLOCKED, HOME, MARCH, NAMES, M, X, Y
from tests.dashboards.test_pages import _address, _html, _said

ZH = load_words("zh")
PAY_PAGES = (
    "month_statement",
    "commission_held",
    "commission_cliff",
    "commission_readings",
    "sales_review",
)
# Figures of the month that no reader without the right may meet anywhere.
SECRETS = ("13,517.20", "10,960.20", "2,625.60", "4,100.39", "3,684,000", "1,097.40")
ON_PAY = (statements, statement_month, commission, plan, source_cells)
FILTERS = Filters(Period("month", MARCH))


@pytest.fixture
def may_see_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PAY_SETTING, "1")


def _bytes(app: AppTest) -> str:
    """Everything a page sent to the browser."""
    frames = [frame.value.to_csv() for frame in app.dataframe]
    figures = [str(chart.proto) for chart in app.get("plotly_chart")]
    captions = [str(caption.value) for caption in app.caption]
    widgets = [str(box.options) for box in app.selectbox]
    return "\n".join([_said(app), *frames, *figures, *captions, *widgets])


def test_the_right_to_pay_is_asked_of_the_machine_and_is_not_the_personal_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(PAY_SETTING, raising=False)
    monkeypatch.setenv(PERSONAL_SETTING, "1")
    assert not local_reader().sees_pay
    monkeypatch.setenv(PAY_SETTING, "1")
    monkeypatch.delenv(PERSONAL_SETTING)
    assert local_reader().sees_pay
    assert not local_reader().sees_personal


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAY_PAGES)
def test_without_the_right_a_pay_page_says_so_and_sends_nothing_of_pay(
    home: Path, run_page: Runner, monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    monkeypatch.delenv(PAY_SETTING, raising=False)
    monkeypatch.setattr(Snapshot, "pay", lambda self: pytest.fail("the pay file was opened"))
    app = run_page(home, name, lang=language, person=X, period="2026-03")
    sent = _bytes(app)
    assert not app.exception
    assert load_words(language)("state.no_pay_right.title") in sent
    assert [secret for secret in SECRETS if secret in sent] == []
    assert [staff_id for staff_id in NAMES if staff_id in sent] == []


@pytest.mark.parametrize(
    "module",
    [statements, statement_month, commission, plan, source_cells],
    ids=lambda m: m.__name__,
)
def test_every_query_on_pay_refuses_a_reader_without_the_right(
    snapshot: Snapshot, module: ModuleType
) -> None:
    """The right is enforced where data is read, not only where it is shown."""
    given = {"month": MARCH, "start_on": date(2026, 1, 1), "project": "all"}
    given |= {"staff_id": X, "scenario_id": "actual", "line_ids": (f"{X}|2026-03|2",)}
    queries = [
        query
        for name, query in inspect.getmembers(module, inspect.isfunction)
        if query.__module__ == module.__name__ and "select_pay(" in inspect.getsource(query)
    ]
    assert queries
    with snapshot.pay() as cursor:
        for query in queries:
            names = list(inspect.signature(query).parameters)[2:]
            with pytest.raises(PermissionError):
                query(cursor, EVERYONE, *(given[name] for name in names))


def test_names_refuse_a_reader_without_the_personal_right(snapshot: Snapshot) -> None:
    with snapshot.personal() as cursor, pytest.raises(PermissionError):
        people.staff_names(cursor, Principal("payroll", sees_pay=True))


def test_a_page_never_opens_the_pay_file_for_a_reader_without_the_right(
    snapshot: Snapshot,
) -> None:
    page = Page(ZH, snapshot, EVERYONE, FILTERS, LIGHT)
    with pytest.raises(PermissionError):
        page.ask_pay(statements.statement_months)


def test_a_reader_of_one_project_sees_the_pay_of_that_project_only(snapshot: Snapshot) -> None:
    reader = Principal("head of one estate", (HOME,), sees_pay=True)
    with snapshot.pay() as cursor:
        seen = statements.statements(cursor, reader, MARCH, "all")
        held = commission.held(cursor, Principal("elsewhere", ("别处",), sees_pay=True), "all")
        other = statements.statement_lines(cursor, reader, "actual", BLOCKED, MARCH)
    assert set(seen["project_name"]) == {HOME}
    assert held.is_empty()
    assert other.is_empty()


@pytest.mark.parametrize("right", [None, "1"])
def test_pay_pages_are_in_the_menus_of_who_may_see_pay_only(
    home: Path, run_page: Runner, monkeypatch: pytest.MonkeyPatch, right: str | None
) -> None:
    if right:
        monkeypatch.setenv(PAY_SETTING, right)
    else:
        monkeypatch.delenv(PAY_SETTING, raising=False)
    shown: list[str] = []

    def navigation(pages: dict[str, list[object]], **_: object) -> object:
        shown.extend(p.url_path for of in pages.values() for p in of if p.visibility == "visible")  # type: ignore[attr-defined]
        return real(pages, position="top")

    import streamlit as st

    real = st.navigation
    monkeypatch.setattr(st, "navigation", navigation)
    run_page(home, "overview")
    assert (set(PAY_PAGES) <= set(shown)) is bool(right)
    assert "sales_overview" in shown


@pytest.mark.usefixtures("may_see_pay")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAY_PAGES)
def test_a_pay_page_opens_in_both_languages(
    home: Path, run_page: Runner, name: str, language: str
) -> None:
    app = run_page(home, name, lang=language, period="2026-03")
    words = load_words(language)
    assert not app.exception
    said = _said(app)
    assert words(f"page.{name}") in said
    assert words("state.failed.title") not in said
    assert words("state.unreadable.title") not in said
    assert words("state.no_pay_right.title") not in said


@pytest.mark.usefixtures("may_see_pay")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAY_PAGES)
def test_a_pay_page_without_data_says_why(
    empty_home: Path, run_page: Runner, name: str, language: str
) -> None:
    reasons = {
        "month_statement": "state.no_statements",
        "commission_held": "state.nothing_held",
        "commission_cliff": "state.no_targets",
        "commission_readings": "state.no_statements",
        "sales_review": "state.no_review",
    }
    app = run_page(empty_home, name, lang=language)
    said = _said(app)
    assert not app.exception
    assert load_words(language)(f"{reasons[name]}.title") in said
    assert load_words(language)("state.failed.title") not in said


@pytest.mark.usefixtures("may_see_pay")
def test_without_the_personal_right_people_are_their_staff_ids(
    home: Path, run_page: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in PAY_PAGES:
        sent = _bytes(run_page(home, page, period="2026-03", person=X))
        assert [name for name in NAMES.values() if name in sent] == []
    monkeypatch.setenv(PERSONAL_SETTING, "1")
    assert f"{NAMES[X]}（{X}）" in _html(run_page(home, "month_statement", period="2026-03"))


@pytest.mark.usefixtures("may_see_pay")
def test_the_month_lists_everybody_with_the_published_amounts(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "month_statement", period="2026-03"))
    for amount in ("¥13,517.20", "-¥10,960.20", "¥2,625.60", "¥4,100.39"):
        assert f">{amount}<" in html
    assert ZH("pay.blocked_persons", persons=BLOCKED) in html
    assert ZH("state.no_sign_offs.title", month="2026年3月") in html


def _line_of(html: str, name: str) -> str:
    """What one line of a statement shows and opens."""
    parts = [part.split("</details>")[0] for part in html.split('<details class="wy-st-line">')]
    return next(part for part in parts[1:] if name in part.split("</summary>")[0])


@pytest.mark.usefixtures("may_see_pay")
def test_a_line_opens_its_clause_inputs_arithmetic_and_source(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "month_statement", period="2026-03", person=X))
    lunch = _line_of(html, ZH.code("statement_line", "lunch_duty"))
    for text in ("8 天 × 15.00 = 120.00", "C10 的原文", "扣罚.xlsx · 扣罚 · 第", "¥120.00"):
        assert text in lunch
    release = _line_of(html, ZH.code("release_reason", "bank_contract"))
    for text in (
        "(3,087.00 + 2,400.00) × 50% = 2,743.50",
        "1,470,000.00 × 0.21% = 3,087.00",
        "30,000.00 × 8% = 2,400.00",
        "3,684,000.00 ÷ 3,000,000.00 = 122.80%",
        "C6 的原文",
        "第 2 行",
    ):
        assert text in release
    cells = _line_of(html, ZH.code("release_reason", "down_payment"))
    assert "<td>付款方式、首付收齐日期、成交价、签约时间</td>" in cells
    assert "<td>业绩分配.xlsx · 合同 · 第 2 行</td>" in cells
    award = _line_of(html, ZH.code("statement_line", "two_months"))
    assert "3,684,000.00 ÷ 3,000,000.00 = 122.80%" in award
    clawback = _line_of(html, ZH.code("statement_line", "clawback"))
    assert "¥1,080.00" in clawback
    assert "-¥1,080.00" in clawback


@pytest.mark.usefixtures("may_see_pay")
@pytest.mark.parametrize("person", [X, Y, M, BLOCKED])
def test_the_lines_of_a_statement_add_up_to_it_and_the_page_says_so(
    home: Path, run_page: Runner, person: str
) -> None:
    html = _html(run_page(home, "month_statement", period="2026-03", person=person))
    assert "✓" in html
    assert "✗" not in html


@pytest.mark.usefixtures("may_see_pay")
def test_a_deal_sold_below_the_floor_shows_what_is_made_good(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "month_statement", period="2026-03", person=Y))
    assert "1,274,000.00 − 1,261,000.00 = 13,000.00，扣除" in html
    assert ZH("column.carried_forward_amount") in html


@pytest.mark.usefixtures("may_see_pay")
def test_the_override_shows_the_releases_it_is_counted_on(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "month_statement", period="2026-03", person=M))
    override = _line_of(html, ZH.code("statement_line", "override"))
    assert "12,002.60 × 15% = 1,800.39" in override
    assert ZH("pay.released_to_team") in override
    assert "-¥1,080.00" in override


@pytest.mark.usefixtures("may_see_pay")
def test_a_what_if_statement_says_that_it_is_none_to_pay(home: Path, run_page: Runner) -> None:
    scenario = "override_base_released_gross"
    html = _html(run_page(home, "month_statement", period="2026-03", person=M, scenario=scenario))
    assert ZH("pay.what_if", scenario=f"测算：{scenario}") in html
    assert "1,962.39" in html


@pytest.mark.usefixtures("may_see_pay")
def test_a_person_is_opened_and_left_again(home: Path, run_page: Runner) -> None:
    app = run_page(home, "month_statement", period="2026-03")
    app.selectbox(key="pay_person").set_value(Y).run()
    assert _address(app, "person") == Y
    assert '<details class="wy-st-line">' in _html(app)
    app.button(key="back").click().run()
    assert "person" not in app.query_params
    assert '<details class="wy-st-line">' not in _html(app)


@pytest.mark.usefixtures("may_see_pay")
def test_what_is_held_stands_under_its_missing_condition(home: Path, run_page: Runner) -> None:
    app = run_page(home, "commission_held")
    html = _html(app)
    assert ZH("held.in_short", amount="¥3,502.80", n=3) in html
    held = next(frame.value for frame in app.dataframe if "未发放" in str(frame.proto))
    assert held["held_amount"].sum() == pytest.approx(3502.80)
    assert "-¥10,960.20" in html
    app.selectbox(key="held_reason").set_value("bank_contract_missing").run()
    shown = next(f.value for f in app.dataframe if "waiting_since_on" in f.value.columns)
    assert shown["contract_id"].to_list() == ["Z1"]


@pytest.mark.usefixtures("may_see_pay")
def test_one_yuan_below_a_tier_is_never_shown_as_having_reached_it(
    home: Path, run_page: Runner
) -> None:
    html = _html(run_page(home, "commission_cliff", period="2026-03"))
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    nearest = next(row for row in rows if "¥3,029,999.00" in row)
    assert "100.99%" in nearest
    assert "101.00%" not in nearest
    assert "¥1.00" in nearest
    assert "¥909.00" in nearest


@pytest.mark.usefixtures("may_see_pay")
def test_a_reading_shows_question_both_answers_and_who_it_touches(
    home: Path, run_page: Runner
) -> None:
    listed = _html(run_page(home, "commission_readings", period="2026-03"))
    assert "−¥1,635.30" in listed
    assert ZH("readings.no_change", names="测算：sick_leave_all") in listed
    html = _html(
        run_page(home, "commission_readings", period="2026-03", scenario="tier_mode_marginal")
    )
    for text in ("tier_mode 的问题", "slab 的读法", "marginal 的读法", "C2 的原文", "−¥1,600.10"):
        assert text in html


@pytest.mark.usefixtures("may_see_pay")
def test_a_plan_of_the_company_is_a_scenario_like_the_others(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "commission_readings", period="2026-03", scenario="easier"))
    assert ZH("code.scenario_item.target_factor") in html
    assert "+¥88.20" in html


@pytest.mark.usefixtures("may_see_pay")
def test_the_review_shows_both_readings_and_is_no_decision(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "sales_review", period="2026-02"))
    assert ZH("review.never_note") in html
    row = next(row for row in re.findall(r"<tr>(.*?)</tr>", html) if "S003" in row)
    literal, two_months = row.split("<td")[4:6]
    assert ZH("review.below") in literal
    assert ZH("review.not_below") in two_months
    assert ZH("review.last") in row


def test_the_sales_overview_has_figures_and_no_person(
    home: Path, run_page: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PAY_SETTING, raising=False)
    app = run_page(home, "sales_overview", period="2026-03")
    sent = _bytes(app)
    assert "¥6,445,000.00" in sent
    assert "71.61%" in sent
    assert ZH("sales.discounts_in_short", n=6, listed="¥7,300,000.00", given="¥65,000.00") in sent
    assert [staff_id for staff_id in NAMES if staff_id in sent] == []
    app.button(key="rows_sales_attainment_rate").click().run()
    assert "✓" in _html(app)


def test_a_week_of_sales_is_shown_as_its_month(home: Path, run_page: Runner) -> None:
    app = run_page(home, "sales_overview", period="2026-W11")
    said = [str(caption.value) for caption in app.caption]
    assert ZH("sales.weekly", period="2026年3月") in said
