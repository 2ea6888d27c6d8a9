"""The satisfaction page: one instrument at a time, honest about what its answers can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.components.page import Page
from dashboards.components.row_sets import ROWS_OF
from dashboards.instruments import INSTRUMENTS
from dashboards.palette import LIGHT
from dashboards.panels.comment_topics import quotes_of
from dashboards.periods import Period
from dashboards.published import open_snapshot
from dashboards.queries import satisfaction
from dashboards.queries.scope import EVERYONE, PERSONAL_SETTING, Filters
from dashboards.text import LANGUAGES, load_words
from tests.dashboards.conftest import SNAPSHOT, Runner

ZH = load_words("zh")


def _said(app: AppTest) -> str:
    texts = [str(element.proto.body) for element in app.get("html")]
    return "\n".join([*texts, *(str(m.value) for m in app.markdown), *_captions(app)])


def _captions(app: AppTest) -> list[str]:
    return [str(caption.value) for caption in app.caption]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_every_instrument_shows_both_figures_and_what_they_mean(
    home: Path, run_page: Runner, instrument: str, language: str
) -> None:
    app = run_page(home, "satisfaction", lang=language, period="2026-Q1", instrument=instrument)
    words, said = load_words(language), _said(app)
    assert not app.exception
    assert said.count('<div class="wy-tile">') == len(INSTRUMENTS[instrument].kpis)
    for key in ("rate_is", "score_is", "top2_is", "never_mixed"):
        assert words(f"satisfaction.{key}") in said
    assert words("state.failed.title") not in said


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_page_shows_the_published_group_of_its_instrument(
    home: Path, run_page: Runner, instrument: str
) -> None:
    app = run_page(home, "satisfaction", period="2026-Q1", instrument=instrument)
    main = home / "published" / SNAPSHOT / "main.duckdb"
    with duckdb.connect(str(main), read_only=True) as con:
        ((top2,),) = con.execute(
            "select top2_rate from marts.satisfaction_groups where instrument = $instrument "
            "and period_kind in ('quarter', 'survey') and project_name = 'all' "
            "and period_start_on between '2026-01-01' and '2026-03-31' and dimension = 'all'",
            {"instrument": instrument},
        ).fetchall()
    assert f"<dd>{top2 * 100:.2f}%</dd>" in _said(app)


def test_a_week_is_shown_as_its_month(home: Path, run_page: Runner) -> None:
    app = run_page(home, "satisfaction", period="2025-W47")
    assert ZH("satisfaction.weekly", period="2025年11月") in _said(app)


def test_a_period_without_a_survey_says_when_the_latest_was_and_goes_there(
    home: Path, run_page: Runner
) -> None:
    app = run_page(home, "satisfaction", period="2025-Q4", instrument="survey")
    assert "2026-03-02" in _said(app)
    assert '<div class="wy-tile">' not in _said(app)
    app.button(key="go_to_survey").click().run()
    assert app.selectbox(key="filter_period").value == "2026-Q1"
    assert '<div class="wy-tile">' in _said(app)


def test_a_group_of_few_answers_is_named_and_hidden(home: Path, run_page: Runner) -> None:
    app = run_page(home, "satisfaction", period="2026-Q1", instrument="survey", project="金桂苑")
    app.segmented_control(key="group_by_survey").set_value("building").run()
    assert ZH("satisfaction.some_hidden", n=2) in _said(app)


def test_the_households_visited_are_the_ones_that_were_counted(home: Path) -> None:
    snapshot = open_snapshot(home, SNAPSHOT)
    quarter = Period("quarter", date(2025, 10, 1))
    promised = satisfaction.visit_promise(snapshot.cursor(), EVERYONE, quarter, "all")
    assert promised.height == 6
    for row in promised.iter_rows(named=True):
        month = Period("month", row["period_start_on"])
        visits = satisfaction.reached_households(
            snapshot.cursor(), EVERYONE, month, row["project_name"]
        )
        assert visits["room_name"].n_unique() == row["counted_value"]


def test_the_answers_of_a_survey_name_no_room(home: Path) -> None:
    snapshot = open_snapshot(home, SNAPSHOT)
    answers = satisfaction.survey_answers(
        snapshot.cursor(), EVERYONE, "all", date(2026, 1, 1), date(2027, 1, 1), "保洁", "DC2026"
    )
    assert answers.height > 50
    assert not {"room_name", "building_name"} & set(answers.columns)


@pytest.mark.parametrize("kpi", ["satisfaction_rate", "ticket_satisfaction_score"])
def test_the_visits_behind_a_figure_name_nobody_and_no_team(home: Path, kpi: str) -> None:
    """A group too small to be shown could be counted by its department, room or kind of visit."""
    quarter = Filters(Period("quarter", date(2025, 10, 1)))
    page = Page(load_words("zh"), open_snapshot(home, SNAPSHOT), EVERYONE, quarter, LIGHT)
    (rows,) = ROWS_OF[kpi](page)
    assert rows.rows.height > 10
    told = {"satisfaction_grade", "satisfaction_score", "is_satisfied", "project_name"}
    told |= {"visit_id", "visited_on", "source_file", "source_sheet", "source_row"}
    assert set(rows.rows.columns) == set(rows.fields) == told


def test_no_list_of_the_page_ties_a_room_to_a_visit(home: Path) -> None:
    cursor = open_snapshot(home, SNAPSHOT).cursor()
    month = Period("month", date(2025, 11, 1))
    households = satisfaction.reached_households(cursor, EVERYONE, month, "翠湖花园")
    owed = satisfaction.visits_owed(cursor, EVERYONE, "all", None)
    assert "room_name" not in owed.columns
    assert not {"visit_id", "visited_at", "source_row"} & set(households.columns)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("instrument", ["monthly_visit", "ticket"])
def test_topics_of_visits_are_counted_and_the_hidden_ones_said(
    home: Path, run_page: Runner, instrument: str, language: str
) -> None:
    address = {"period": "2025-11", "instrument": instrument, "lang": language}
    words, said = load_words(language), _said(run_page(home, "satisfaction", **address))
    assert ("Lifts" if language == "en" else "电梯") in said
    assert words("annual.comments_what", n="23") in said
    assert words("satisfaction.topics_company") not in said
    one = _said(run_page(home, "satisfaction", project="翠湖花园", **address))
    assert words("satisfaction.topics_hidden", n="2") in one
    assert words("satisfaction.topics_company") in one


def test_a_project_whose_topics_are_all_hidden_is_sent_to_the_company(
    home: Path, run_page: Runner
) -> None:
    said = _said(run_page(home, "satisfaction", period="2025", project="金桂苑"))
    assert ZH("satisfaction.topics_all_hidden", n="3") in said
    assert "电梯" in said[said.index(ZH("satisfaction.topics_company")) :]
    assert ZH("satisfaction.topics_note", period="2025年第4季度") in said


def test_a_quarter_without_comments_says_so_and_surveys_have_their_own_page(
    home: Path, run_page: Runner
) -> None:
    said = _said(run_page(home, "satisfaction", period="2026-Q1"))
    assert ZH("state.no_topics.title") in said
    survey = _said(run_page(home, "satisfaction", period="2026-Q1", instrument="survey"))
    assert ZH("satisfaction.topics") not in survey


def test_words_said_on_visits_are_offered_only_to_who_may_see_them(
    home: Path, run_page: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offered() -> bool:
        app = run_page(home, "satisfaction", period="2025-Q4", project="翠湖花园")
        folded = ZH("annual.quotes") in [fold.label for fold in app.expander]
        assert folded == (ZH("annual.quotes_hidden") not in _said(app))
        return folded

    monkeypatch.delenv(PERSONAL_SETTING, raising=False)
    assert not offered()
    monkeypatch.setenv(PERSONAL_SETTING, "1")
    assert offered()


def test_no_words_stand_under_a_topic_that_is_hidden(home: Path) -> None:
    quarter = Period("quarter", date(2025, 10, 1))
    owner = replace(EVERYONE, sees_personal=True)
    page = Page(ZH, open_snapshot(home, SNAPSHOT), owner, Filters(quarter, "翠湖花园"), LIGHT)
    rows = quotes_of(page, "monthly_visit", quarter.start_on, {"电梯": "Lifts"})
    assert rows.select("topic", "quote").rows() == [("Lifts", "电梯快一点就好")]


def test_visits_owed_and_made_are_listed_apart(home: Path, run_page: Runner) -> None:
    app = run_page(home, "satisfaction", period="2025-Q4")
    owed = app.dataframe[0].value
    assert owed["visited_at"].isna().all()
    app.segmented_control(key="owed_state").set_value("satisfaction.owed_done").run()
    assert app.dataframe[0].value["visited_at"].notna().all()
