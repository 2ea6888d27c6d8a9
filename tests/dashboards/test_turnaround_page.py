"""The turnaround page: each stage with its quantiles and counts, verdicts in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.figures.curves import CurveWords, TurnaroundCurve, turnaround_figure
from dashboards.palette import LIGHT
from dashboards.text import LANGUAGES, load_words
from tests.dashboards.conftest import Runner

STAGES = ("dispatch", "first_reply", "resolve")


def _html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_quantiles_and_says_what_is_not_counted(
    home: Path, run_page: Runner, stage: str, language: str
) -> None:
    app = run_page(home, "complaint_turnaround", lang=language, period="2025-Q4", stage=stage)
    words, said = load_words(language), _html(app)

    assert not app.exception
    assert app.segmented_control(key="stage").value == stage
    for name in ("median", "p75", "p90"):
        assert words(f"turnaround.{name}_name") in said
    assert words(f"turnaround.curve.{stage}") in said
    open_ended = words("turnaround.interval_open", low="@").split("@")[1]
    assert open_ended in said or words("turnaround.not_reached") in said
    counts = words(
        f"turnaround.counts.{stage}",
        **dict.fromkeys(("ticket", "event", "open", "withdrawn", "not_recorded"), "@"),
    )
    assert counts.rsplit("@", 1)[1] in said


def test_a_quantile_that_is_not_reached_is_said_in_words(home: Path, run_page: Runner) -> None:
    app = run_page(home, "complaint_turnaround", period="2025-Q4", stage="resolve")

    assert load_words("zh")("turnaround.not_reached") in _html(app)


@pytest.mark.parametrize("period", ["2025-Q4", "2001-01"])
def test_the_median_of_everything_on_record_stands_beside_any_period(
    home: Path, run_page: Runner, period: str
) -> None:
    app = run_page(home, "complaint_turnaround", period=period, stage="resolve")
    said = load_words("zh")("turnaround.on_record", ticket="@", event="@", median="@")

    assert said.split("@", 1)[0] in _html(app)


@pytest.mark.parametrize("compared_by", ["department", "ticket_class", "project"])
def test_who_is_slower_is_named_and_small_groups_get_no_verdict(
    home: Path, run_page: Runner, compared_by: str
) -> None:
    app = run_page(home, "complaint_turnaround", period="2025-Q4", stage="resolve")
    app.segmented_control(key="turnaround_compared_by").set_value(compared_by).run()
    words, said = load_words("zh"), _html(app)

    assert words("turnaround.verdict.slower") in said
    assert words("turnaround.verdict.no_difference") in said
    assert "p = 0.004" in said
    if compared_by != "project":
        assert words("turnaround.verdict.too_few") in said


def test_where_no_group_differs_the_page_says_so(home: Path, run_page: Runner) -> None:
    app = run_page(home, "complaint_turnaround", period="2025-Q4", stage="dispatch")

    assert load_words("zh")("turnaround.no_difference") in _html(app)


def test_weeks_younger_than_the_limit_are_marked(home: Path, run_page: Runner) -> None:
    mark = load_words("zh")("turnaround.immature", share="")

    assert mark in _html(run_page(home, "complaint_turnaround", period="2026-03"))
    assert mark not in _html(run_page(home, "complaint_turnaround", period="2025-06"))


def test_a_stage_is_chosen_on_the_page_and_goes_into_the_address(
    home: Path, run_page: Runner
) -> None:
    app = run_page(home, "complaint_turnaround", period="2025-Q4")
    app.segmented_control(key="stage").set_value("dispatch").run()

    assert app.query_params["stage"] in ("dispatch", ["dispatch"])
    assert load_words("zh")("turnaround.curve.dispatch") in _html(app)


def test_of_ticks_too_close_together_the_more_important_one_is_written() -> None:
    curve = TurnaroundCurve([0, 24, 26, 400], [1, 0.5, 0.4, 0], [1] * 4, [1] * 4, [""] * 4)
    words = CurveWords("", "", "", "", "", "")
    figure = turnaround_figure(curve, None, (26, 24, 400), ("26 h", "24 h", "400 h"), words, LIGHT)

    assert list(figure.layout.xaxis.ticktext) == ["26 h", "400 h"]
