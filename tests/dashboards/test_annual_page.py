"""The page on a whole survey: the figures of its report, and quotes only for who may read them."""

from __future__ import annotations

import html
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.annual.__main__ import read_published
from dashboards.annual.report import make_report
from dashboards.queries.scope import EVERYONE, PERSONAL_SETTING
from dashboards.text import LANGUAGES, load_words
from tests.dashboards.conftest import Runner
from tests.dashboards.small_snapshot import write_home

QUOTE = "轿厢里很脏"


def _html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_figure_and_sentence_of_the_report(
    home: Path, run_page: Runner, language: str
) -> None:
    app = run_page(home, "annual_satisfaction", lang=language)
    assert not app.exception
    said = _html(app)
    report = make_report(load_words(language), read_published(home, EVERYONE, "DC2026", "all"))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row]
    words = [line for section in report.sections for line in (*section.words, *section.notes)]
    assert len(cells) > 200
    shown = [*cells, *words, *report.findings, *(h.value for h in report.headlines)]
    assert [text for text in shown if html.escape(text) not in said] == []
    charts = sum(len(section.charts) for section in report.sections)
    assert len(app.get("plotly_chart")) == charts


def test_another_survey_and_one_project_are_chosen_by_the_address(
    home: Path, run_page: Runner
) -> None:
    app = run_page(home, "annual_satisfaction", survey="DC2025", project="金桂苑")
    assert app.selectbox(key="survey").value == "DC2025"
    said = _html(app)
    assert "2025年度满意度调查" in said
    assert "翠湖花园" not in said
    assert load_words("zh")("annual.change_nothing") in said


def test_counts_of_others_are_shown_also_where_no_survey_is_known(
    run_page: Runner, tmp_path: Path
) -> None:
    directory = write_home(tmp_path)
    with duckdb.connect(str(directory / "main.duckdb")) as connection:
        connection.execute("delete from marts.fct_surveys")
    app = run_page(tmp_path, "annual_satisfaction")
    said = _html(app)
    assert load_words("zh")("state.no_surveys.title") in said
    assert "W9" in said or "B1" in said
    assert load_words("zh")("annual.outside_rows") in [fold.label for fold in app.expander]


def test_both_downloads_are_offered(home: Path, run_page: Runner) -> None:
    app = run_page(home, "annual_satisfaction", lang="en")
    words = load_words("en")
    assert [button.label for button in app.get("download_button")] == [
        words("annual.download_pdf"),
        words("annual.download_xlsx"),
    ]


def test_quotes_are_shown_only_when_the_owner_of_the_machine_says_so(
    home: Path, run_page: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PERSONAL_SETTING, raising=False)
    assert QUOTE not in _html(run_page(home, "annual_satisfaction"))
    monkeypatch.setenv(PERSONAL_SETTING, "1")
    assert QUOTE in _html(run_page(home, "annual_satisfaction"))
