"""The control chart says its signals in words and shapes; a tile's arrow needs a clear change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.figures.control_chart import ControlPoint, ControlWords, control_figure
from dashboards.palette import DARK, LIGHT
from dashboards.text import LANGUAGES, load_words
from tests.dashboards.conftest import Runner

WORDS = ControlWords("rate", "centre", "limits")
POINTS = [
    ControlPoint("2026-01", 0.95, 0.96, 0.90, 1.0, "a", "none", ""),
    ControlPoint("2026-02", 0.80, 0.95, 0.89, 1.0, "b", "below", "below the limit"),
    ControlPoint("2026-03", 1.00, 0.95, 0.91, 0.99, "c", "above", "above the limit"),
]


def _html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_signal_has_a_shape_and_words_of_its_own(palette: object) -> None:
    figure = control_figure(POINTS, WORDS, palette)  # type: ignore[arg-type]
    points = figure.data[-1]

    assert list(points.marker.symbol) == ["circle", "triangle-down", "triangle-up"]
    assert [a.text for a in figure.layout.annotations] == ["below the limit", "above the limit"]


def test_the_limits_of_every_month_are_drawn() -> None:
    figure = control_figure(POINTS, WORDS, LIGHT)
    upper, lower, centre, _ = figure.data

    assert list(upper.y) == [1.0, 1.0, 0.99]
    assert list(lower.y) == [0.90, 0.89, 0.91]
    assert list(centre.y) == [0.96, 0.95, 0.95]
    assert figure.layout.yaxis.range[0] < 0.80


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tile_has_an_arrow_only_when_the_change_is_clear(
    home: Path, run_page: Runner, language: str
) -> None:
    words = load_words(language)
    app = run_page(home, "overview", period="2026-02", lang=language)
    tiles = _html(app).split('<div class="wy-tile">')[1:]
    unclear = words("tile.change_unclear").split("{")[0].rstrip("（(")
    said = [("↑" in tile or "↓" in tile, unclear in tile) for tile in tiles]

    assert (False, True) in said
    assert all(not (arrow and none) for arrow, none in said)


def test_a_tile_of_a_period_in_progress_is_not_compared(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "overview", period="2026"))

    assert load_words("zh")("tile.change_in_progress") in html
    assert not re.search("[↑↓]", html)
