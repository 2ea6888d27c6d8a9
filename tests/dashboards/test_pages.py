"""Every page opens in both languages, with data, without any, and before anything is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.text import LANGUAGES, load_words
from tests.dashboards.conftest import Runner

PAGES = (
    "overview",
    "promise_board",
    "complaint_desk",
    "complaint_turnaround",
    "satisfaction",
    "annual_satisfaction",
    "fee_collection",
    "sales_overview",
    "data_intake",
)


def _html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def _address(app: AppTest, key: str) -> str:
    value = app.query_params[key]
    return value if isinstance(value, str) else value[0]


def _said(app: AppTest) -> str:
    return _html(app) + "\n".join(str(m.value) for m in app.markdown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_with_its_title_and_freshness(
    home: Path, run_page: Runner, name: str, language: str
) -> None:
    app = run_page(home, name, lang=language)
    words = load_words(language)
    assert not app.exception
    assert not app.error
    said = _said(app)
    assert words(f"page.{name}") in said
    for text in (words("fresh.data_to"), "2026-04-01 09:02", "3/4", words("count.rows", n=2)):
        assert text in said
    assert words("state.failed.title") not in said
    assert words("state.unreadable.title") not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_data_says_why(
    empty_home: Path, run_page: Runner, name: str, language: str
) -> None:
    app = run_page(empty_home, name, lang=language)
    words = load_words(language)
    reasons = {
        "overview": "state.no_kpis",
        "promise_board": "state.no_promises",
        "complaint_desk": "state.no_duties",
        "complaint_turnaround": "state.none_open",
        "satisfaction": "state.no_answers",
        "annual_satisfaction": "state.no_surveys",
        "fee_collection": "state.no_bills",
        "sales_overview": "state.no_sales",
        "data_intake": "state.no_files",
    }
    assert not app.exception
    said = _said(app)
    assert words(f"{reasons[name]}.title") in said
    assert words("state.failed.title") not in said


@pytest.mark.parametrize("name", PAGES)
def test_before_anything_is_published_a_page_says_what_to_run(
    tmp_path: Path, run_page: Runner, name: str
) -> None:
    app = run_page(tmp_path, name)
    assert not app.exception
    assert "wuye build" in _html(app)


def test_a_snapshot_that_cannot_be_read_is_said_without_a_trace(
    tmp_path: Path, run_page: Runner
) -> None:
    (tmp_path / "published" / "broken").mkdir(parents=True)
    (tmp_path / "published" / "CURRENT").write_text("broken", encoding="utf-8")
    app = run_page(tmp_path, "overview")
    assert not app.exception
    assert load_words("zh")("state.unreadable.title") in _html(app)


def test_every_tile_has_value_target_verdict_n_and_definition(home: Path, run_page: Runner) -> None:
    app = run_page(home, "overview", period="2025-Q4")
    tiles = _html(app).split('<div class="wy-tile">')[1:]
    words = load_words("zh")
    assert len(tiles) == 8
    for tile in tiles:
        assert "wy-tile-value" in tile
        assert any(
            words.code("verdict", v) in tile
            for v in ("met", "missed", "no_target", "not_enough_data")
        )
        assert words("tile.no_target") in tile or words("tile.target", value="") in tile
        assert "n：" in tile or "分子" in tile
        assert "wy-spark" in tile
    assert len(app.get("popover")) == 8


def test_a_week_has_no_fee_figures_and_the_tile_says_so(home: Path, run_page: Runner) -> None:
    app = run_page(home, "overview", period="2025-W47")
    assert _html(app).count(load_words("zh")("tile.why_not_weekly")) == 3


def test_the_address_chooses_period_project_and_language(home: Path, run_page: Runner) -> None:
    app = run_page(home, "overview", lang="en", period="2025-Q3", project="金桂苑")
    assert app.selectbox(key="filter_period").value == "2025-Q3"
    assert app.selectbox(key="filter_project").value == "金桂苑"
    assert _address(app, "lang") == "en"
    assert _address(app, "project") == "金桂苑"


def test_nonsense_in_the_address_falls_back_to_the_newest_finished_month(
    home: Path, run_page: Runner
) -> None:
    app = run_page(home, "overview", lang="xx", period="2026-99", project="'; drop table x")
    assert not app.exception
    assert app.selectbox(key="filter_period").value == "2026-03"
    assert app.selectbox(key="filter_project").value == "all"
    assert _address(app, "lang") == "zh"


def test_choosing_another_kind_keeps_the_place_in_time(home: Path, run_page: Runner) -> None:
    app = run_page(home, "overview", period="2025-08")
    app.segmented_control(key="filter_kind").set_value("quarter").run()
    assert app.selectbox(key="filter_period").value == "2025-Q3"
    app.segmented_control(key="filter_kind").set_value("month").run()
    assert app.selectbox(key="filter_period").value == "2025-09"


def test_filters_go_along_to_the_next_page(home: Path, run_page: Runner) -> None:
    app = run_page(home, "overview", period="2025-Q3")
    app.selectbox(key="filter_project").set_value("翠湖花园").run()
    app.query_params.clear()
    app.switch_page("views/fee_collection.py").run()
    assert app.selectbox(key="filter_project").value == "翠湖花园"
    assert app.selectbox(key="filter_period").value == "2025-Q3"
    assert _address(app, "period") == "2025-Q3"


@pytest.mark.parametrize("kpi_id", ["fee_collection_rate", "complaint_dispatch_rate"])
def test_a_number_opens_its_rows_and_they_add_up(home: Path, run_page: Runner, kpi_id: str) -> None:
    app = run_page(home, "overview", period="2025-Q4")
    app.button(key=f"rows_{kpi_id}").click().run()
    assert not app.exception
    assert "✓" in _html(app)
    rows = app.dataframe[0].value
    assert {"source_file", "source_sheet", "source_row"} <= set(rows.columns)
    assert len(rows) > 0


def test_a_correction_workbook_can_be_downloaded(home: Path, run_page: Runner) -> None:
    app = run_page(home, "data_intake")
    assert [button.label for button in app.get("download_button")] == [
        load_words("zh")("intake.download", file="缴费20260401T0900_更正.xlsx")
    ]
