"""What moves the overall grade: what was planted is found, and nothing else is claimed."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.analysis.drivers import satisfaction_drivers
from pipelines.analysis.sheets import OVERALL
from tests.analysis.invented_survey import AREAS, NOT_PUBLISHED, draw_sheets

EVENLY = (0.3,) * len(AREAS)


def drivers(answers: pl.DataFrame, project: str = "all") -> dict[str, dict[str, Any]]:
    found = satisfaction_drivers(answers, NOT_PUBLISHED, 5)
    rows = found.filter(pl.col("project_name") == project).to_dicts()
    return {row["service_area"]: row for row in rows}


def test_the_area_that_was_planted_is_the_driver_to_improve() -> None:
    weights = [0.1] * len(AREAS)
    weights[AREAS.index("保洁")] = 0.9
    shift = [0.0] * len(AREAS)
    shift[AREAS.index("保洁")] = -0.5

    found = drivers(draw_sheets(1, 500, weights, shift=shift))

    assert max(found, key=lambda area: found[area]["importance"]) == "保洁"
    assert found["保洁"]["importance_low"] > 1 / len(AREAS)
    assert found["保洁"]["quadrant"] == "improve_first"
    assert all(row["quadrant"] != "improve_first" for area, row in found.items() if area != "保洁")


def test_the_shares_of_the_areas_add_up_to_one() -> None:
    found = drivers(draw_sheets(2, 200, EVENLY))

    assert sum(row["importance"] for row in found.values()) == pytest.approx(1.0)
    assert all(
        row["importance_low"] <= row["importance"] <= row["importance_high"]
        for row in found.values()
    )


@pytest.mark.parametrize("weights", [EVENLY, (0.0,) * len(AREAS)], ids=["alike", "no relation"])
def test_of_areas_that_are_alike_hardly_any_is_claimed(weights: tuple[float, ...]) -> None:
    surveys = [drivers(draw_sheets(seed, 200, weights)).values() for seed in range(30)]
    rows = [row for survey in surveys for row in survey]

    above = sum(row["importance_low"] > 1 / len(AREAS) for row in rows)
    claimed = sum(row["quadrant"] is not None for row in rows)

    assert above / len(rows) <= 0.05
    assert claimed / len(rows) <= 0.02


def test_below_a_hundred_complete_sheets_there_are_correlations_only() -> None:
    found = drivers(draw_sheets(3, 99, EVENLY))

    assert {row["method"] for row in found.values()} == {"correlation"}
    for row in found.values():
        assert row["sheet_count"] == 99
        assert (row["importance"], row["quadrant"], row["r_squared"]) == (None, None, None)
        assert row["correlation_low"] < row["correlation"] < row["correlation_high"]


def test_each_project_has_drivers_of_its_own() -> None:
    answers = draw_sheets(4, 260, EVENLY)
    found = satisfaction_drivers(answers, NOT_PUBLISHED, 5)

    assert sorted(set(found["project_name"])) == ["all", "项目0", "项目1"]
    assert set(found.filter(pl.col("project_name") == "项目0")["sheet_count"]) == {130}


def test_one_estate_that_is_better_in_everything_makes_no_driver() -> None:
    """Between the estates cleaning and the whole go together, within each they do not."""
    rows = [
        ("S1", f"项目{estate}", f"{home:03d}", area, float(score))
        for estate in (0, 1)
        for home in range(120)
        for area, score in (
            ("保洁", 25 + 50 * estate + 25 * (home % 2)),
            (OVERALL, 25 + 50 * estate + 25 * (home // 2 % 2)),
        )
    ]
    names = ["survey_id", "project_name", "room_name", "service_area", "satisfaction_score"]
    found = drivers(pl.DataFrame(rows, schema=names, orient="row"))

    assert found["保洁"]["correlation"] == pytest.approx(0.0)
    assert found["保洁"]["importance"] is None


def test_an_area_that_few_sheets_grade_is_left_out_with_its_count() -> None:
    answers = draw_sheets(5, 300, EVENLY).filter(
        (pl.col("service_area") != "社区活动") | (pl.col("room_name") < "00100")
    )

    found = drivers(answers)

    assert found["社区活动"]["left_out_reason"] == "too_few_answers"
    assert found["社区活动"]["answer_count"] == 100
    assert found["社区活动"]["importance"] is None
    assert found["保洁"]["sheet_count"] == 300
    assert sum(row["importance"] or 0 for row in found.values()) == pytest.approx(1.0)


def test_an_area_that_everybody_grades_alike_is_left_out() -> None:
    answers = draw_sheets(6, 150, EVENLY).with_columns(
        satisfaction_score=pl.when(pl.col("service_area") == "绿化")
        .then(75.0)
        .otherwise("satisfaction_score")
    )

    found = drivers(answers)

    assert found["绿化"]["left_out_reason"] == "no_variation"
    assert found["绿化"]["correlation"] is None
    assert found["保洁"]["importance"] is not None


def test_performance_is_the_published_score_and_hidden_where_that_is() -> None:
    answers = draw_sheets(7, 120, EVENLY)
    published = pl.DataFrame(
        {
            "survey_id": ["S1", "S1"],
            "project_name": ["all", "all"],
            "service_area": ["保洁", "绿化"],
            "satisfaction_score": [61.5, None],
        }
    )

    found = satisfaction_drivers(answers, published, 5).filter(pl.col("project_name") == "all")
    shown = dict(found.select("service_area", "performance_score").iter_rows())

    assert shown["保洁"] == 61.5
    assert shown["绿化"] is None


def test_no_correlation_is_told_of_a_handful_of_sheets() -> None:
    found = drivers(draw_sheets(8, 4, EVENLY, projects=1))

    assert all(row["correlation"] is None for row in found.values())


def test_a_survey_without_an_overall_question_has_no_drivers() -> None:
    answers = draw_sheets(9, 120, EVENLY).filter(pl.col("service_area") != OVERALL)

    assert satisfaction_drivers(answers, NOT_PUBLISHED, 5).is_empty()


def test_the_same_sheets_in_any_order_give_the_same_figures() -> None:
    answers = draw_sheets(10, 150, EVENLY)

    once = satisfaction_drivers(answers, NOT_PUBLISHED, 5)
    again = satisfaction_drivers(answers.reverse(), NOT_PUBLISHED, 5)

    assert once.equals(again)


def test_a_survey_of_one_project_says_the_same_of_it_and_of_all() -> None:
    answers = draw_sheets(11, 150, EVENLY, projects=1)

    assert [row | {"project_name": ""} for row in drivers(answers).values()] == [
        row | {"project_name": ""} for row in drivers(answers, "项目0").values()
    ]
