"""Year on year: which surveys are compared, and when a change may be called one."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from pipelines.analysis.changes import satisfaction_changes, survey_pairs
from pipelines.analysis.intervals import student_quantile, wilson

TYPES = {"survey_id": pl.String, "project_name": pl.String, "period_start_on": pl.Date}


def group(
    survey: str,
    start: date,
    satisfied: int | None,
    answers: int,
    *,
    project: str = "翠湖花园",
    score: tuple[float, float, float] = (70.0, 68.0, 72.0),
    level: str = "all",
) -> dict[str, Any]:
    """A row of satisfaction_groups; `satisfied` None is a hidden one."""
    shown = satisfied is not None
    rate = satisfied / answers if satisfied is not None else None
    low, high = pl.select(
        *(
            e.alias(n)
            for e, n in zip(wilson(pl.lit(rate or 0.0), pl.lit(answers)), "lh", strict=True)
        )
    ).row(0)
    return {
        "survey_id": survey,
        "period_start_on": start,
        "project_name": project,
        "dimension": "all" if level == "all" else "service_area",
        "level": level,
        "answer_count": answers if shown else None,
        "household_count": answers if shown else None,
        "satisfied_count": satisfied,
        "satisfaction_rate": rate,
        "low": low if shown else None,
        "high": high if shown else None,
        "satisfaction_score": score[0] if shown else None,
        "score_low": score[1] if shown else None,
        "score_high": score[2] if shown else None,
    }


def changes(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return satisfaction_changes(pl.DataFrame(rows, infer_schema_length=None)).to_dicts()


THEN, NOW = date(2025, 6, 1), date(2026, 6, 3)


def test_the_interval_of_a_change_of_rates_is_newcombes() -> None:
    (row,) = changes(group("A", THEN, 80, 120), group("B", NOW, 150, 180))

    low, high = confint_proportions_2indep(150, 180, 80, 120, method="newcomb", compare="diff")
    assert row["rate_change"] == pytest.approx(150 / 180 - 80 / 120)
    assert (row["rate_low"], row["rate_high"]) == pytest.approx((low, high))
    assert row["has_changed_rate"] is True


def test_a_change_whose_interval_holds_zero_is_none() -> None:
    (row,) = changes(group("A", THEN, 100, 120), group("B", NOW, 104, 120))

    assert row["rate_low"] < 0 < row["rate_high"]
    assert row["has_changed_rate"] is False


def test_the_interval_of_a_change_of_scores_is_close_to_welchs() -> None:
    random = np.random.default_rng(1)
    before, after = random.normal(65, 20, 140), random.normal(72, 25, 90)

    def interval(values: np.ndarray) -> tuple[float, float, float]:
        half = stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
        return values.mean(), values.mean() - half, values.mean() + half

    (row,) = changes(
        group("A", THEN, 100, 140, score=interval(before)),
        group("B", NOW, 70, 90, score=interval(after)),
    )
    welch = stats.ttest_ind(after, before, equal_var=False).confidence_interval()

    assert row["score_change"] == pytest.approx(after.mean() - before.mean())
    assert (row["score_low"], row["score_high"]) == pytest.approx((welch.low, welch.high), abs=0.05)


def test_the_survey_closest_to_a_year_before_is_compared() -> None:
    rows = [
        group("A", date(2025, 3, 1), 90, 100),
        group("B", date(2025, 6, 20), 90, 100),
        group("C", date(2025, 12, 1), 90, 100),
        group("D", date(2026, 6, 10), 90, 100),
    ]

    pairs = survey_pairs(pl.DataFrame(rows))

    assert pairs == [("翠湖花园", "C", "A"), ("翠湖花园", "D", "B")]


def test_a_survey_two_years_before_is_not_compared() -> None:
    assert changes(group("A", date(2024, 1, 1), 90, 100), group("B", NOW, 90, 100)) == []


def test_a_hidden_group_has_no_change() -> None:
    (row,) = changes(group("A", THEN, None, 4), group("B", NOW, 150, 180))

    assert row["rate_change"] is None
    assert row["has_changed_rate"] is None
    assert row["earlier_answer_count"] is None


def test_all_is_compared_over_the_projects_of_both_surveys() -> None:
    rows = changes(
        group("A", THEN, 60, 100, project="翠湖花园"),
        group("A", THEN, 60, 100, project="all"),
        group("B", NOW, 62, 100, project="翠湖花园"),
        group("B", NOW, 98, 100, project="金桂苑"),
        group("B", NOW, 160, 200, project="all"),
    )
    whole = next(row for row in rows if row["project_name"] == "all")

    assert whole["rate"] == pytest.approx(0.62)
    assert whole["earlier_rate"] == pytest.approx(0.60)
    assert whole["has_changed_rate"] is False


def test_all_is_not_compared_when_that_would_tell_of_a_hidden_project() -> None:
    rows = changes(
        group("A", THEN, 60, 100, project="翠湖花园"),
        group("A", THEN, 60, 100, project="all"),
        group("B", NOW, 62, 100, project="翠湖花园"),
        group("B", NOW, None, 3, project="金桂苑"),
        group("B", NOW, 65, 103, project="all"),
    )

    assert [row["project_name"] for row in rows] == ["翠湖花园"]


def test_several_projects_pooled_weigh_as_much_as_they_have_answers() -> None:
    rows = changes(
        group("A", THEN, 60, 100, project="甲", score=(60.0, 50.0, 70.0)),
        group("A", THEN, 30, 300, project="乙", score=(20.0, 10.0, 30.0)),
        group("A", THEN, 90, 400, project="all"),
        group("B", NOW, 60, 100, project="甲", score=(60.0, 50.0, 70.0)),
        group("B", NOW, 30, 300, project="乙", score=(20.0, 10.0, 30.0)),
        group("B", NOW, 10, 100, project="丙"),
        group("B", NOW, 100, 500, project="all"),
    )
    whole = next(row for row in rows if row["project_name"] == "all")

    assert whole["score"] == pytest.approx(30.0)
    assert whole["score_change"] == pytest.approx(0.0)
    reach = np.hypot(0.25 * 10, 0.75 * 10)
    assert whole["score_high"] == pytest.approx(np.hypot(reach, reach))


AREAS = ("客服", "安保", "保洁", "绿化")


def test_levels_looked_at_together_share_the_five_percent() -> None:
    rows = changes(
        *(group("A", THEN, 80, 120, level=area) for area in AREAS),
        *(group("B", NOW, 150, 180, level=area) for area in AREAS),
    )

    low, high = confint_proportions_2indep(
        150, 180, 80, 120, method="newcomb", compare="diff", alpha=0.05 / 4
    )
    assert {row["compared_count"] for row in rows} == {4}
    for row in rows:
        assert (row["rate_low"], row["rate_high"]) == pytest.approx((low, high))


def test_a_change_of_one_area_alone_is_none_among_four() -> None:
    (alone,) = changes(
        group("A", THEN, 80, 100, level="客服"), group("B", NOW, 91, 100, level="客服")
    )
    among = changes(
        *(group("A", THEN, 80, 100, level=area) for area in AREAS),
        *(group("B", NOW, 91, 100, level=area) for area in AREAS),
    )

    assert (alone["compared_count"], alone["has_changed_rate"]) == (1, True)
    assert [row["has_changed_rate"] for row in among] == [False] * 4


def test_the_whole_keeps_its_95_percent_also_as_a_question_of_its_own() -> None:
    rows = changes(
        group("A", THEN, 80, 120),
        group("B", NOW, 150, 180),
        *(group("A", THEN, 80, 120, level=area) for area in (*AREAS, "总体")),
        *(group("B", NOW, 150, 180, level=area) for area in (*AREAS, "总体")),
    )
    shared = {row["level"]: row["compared_count"] for row in rows}
    whole, question = (next(r for r in rows if r["level"] == name) for name in ("all", "总体"))

    assert shared == {"all": 1, "总体": 1, **dict.fromkeys(AREAS, 4)}
    assert whole["rate_low"] == question["rate_low"]


def test_what_cannot_be_compared_takes_no_share() -> None:
    rows = changes(
        group("A", THEN, 80, 120, level="客服"),
        group("A", THEN, None, 4, level="安保"),
        group("B", NOW, 150, 180, level="客服"),
        group("B", NOW, 50, 60, level="安保"),
        group("B", NOW, 50, 60, level="保洁"),
    )

    assert {row["level"]: row["compared_count"] for row in rows} == {"客服": 1, "安保": 1}


def test_scores_of_levels_are_widened_like_welchs_interval() -> None:
    random = np.random.default_rng(2)
    before, after = random.normal(65, 20, 40), random.normal(72, 25, 30)

    def interval(values: np.ndarray) -> tuple[float, float, float]:
        half = stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
        return values.mean(), values.mean() - half, values.mean() + half

    rows = changes(
        *(group("A", THEN, 30, 40, level=area, score=interval(before)) for area in AREAS),
        *(group("B", NOW, 20, 30, level=area, score=interval(after)) for area in AREAS),
    )
    welch = stats.ttest_ind(after, before, equal_var=False).confidence_interval(1 - 0.05 / 4)

    assert (rows[0]["score_low"], rows[0]["score_high"]) == pytest.approx(
        (welch.low, welch.high), abs=0.5
    )


def test_a_widened_score_stays_on_its_scale() -> None:
    rows = changes(
        *(group("A", THEN, 80, 100, level=area, score=(50.0, 45.0, 55.0)) for area in AREAS),
        *(group("B", NOW, 99, 100, level=area, score=(98.0, 95.0, 100.0)) for area in AREAS),
    )

    reach = 5 * 2.4977 / 1.96
    assert rows[0]["score_high"] == pytest.approx(48 + np.hypot(2, reach), abs=0.1)


@pytest.mark.parametrize("degrees", [4, 10, 60])
@pytest.mark.parametrize("chance", [0.025, 0.025 / 8, 0.001])
def test_students_quantile_is_close(degrees: int, chance: float) -> None:
    normal = float(stats.norm.ppf(1 - chance))
    found = pl.select(student_quantile(normal, pl.lit(degrees))).item()

    assert found == pytest.approx(stats.t.ppf(1 - chance, degrees), rel=0.02)


def test_no_survey_gives_no_rows() -> None:
    assert satisfaction_changes(pl.DataFrame()).is_empty()
