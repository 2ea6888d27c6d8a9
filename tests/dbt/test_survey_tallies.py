"""Surveys counted by others: the rate computed from the counts, and whether it was published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.small_warehouse import fetch

AS_OF = datetime(2026, 4, 30, 9)


def tally(question: str, grades: tuple[float, ...], **more: Any) -> dict[str, Any]:
    names = ("very_satisfied", "satisfied", "fairly_satisfied", "dissatisfied", "very_dissatisfied")
    counts = {f"{name}_count": count for name, count in zip(names, grades, strict=True)}
    numbers = {
        name: Decimal(str(value))
        for name, value in (counts | more).items()
        if name.endswith(("_count", "_percent"))
    }
    return {
        "survey_id": "S1",
        "project_name": "翠湖花园",
        "question_id": question,
        "service_area": "总体",
        **more,
        **numbers,
    }


@pytest.fixture(scope="module")
def warehouse(
    build_small_warehouse: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    golden = (40, 50, 26, 3, 1)
    return build_small_warehouse(
        tmp_path_factory.mktemp("tallies"),
        {
            "surveys": [
                {
                    "survey_id": "S1",
                    "survey_name": "2026 年调查",
                    "project_name": "翠湖花园",
                    "started_on": date(2026, 3, 1),
                }
            ],
            "survey_tallies": [
                tally("公司口径", golden, published_percent=96.7, not_counted_count=9),
                tally(
                    "不含基本满意", golden, fairly_counts_as_satisfied=False, published_percent=75
                ),
                tally("百分比格式", golden, published_percent=0.9667),
                tally("不符", golden, published_percent=97.5),
                tally("整数", golden, published_percent=97),
                tally("加权", (40.25, 49.75, 26, 3, 1), published_percent=96.6667),
                tally("未公布", golden),
                tally("没有答卷", (0, 0, 0, 0, 0), published_percent=0),
                {**tally("未登记", golden), "survey_id": "S9"},
            ],
        },
        AS_OF,
        select=["+fct_survey_tallies"],
    )


def row(warehouse: Path, question: str, columns: str) -> tuple[Any, ...]:
    (found,) = fetch(
        warehouse,
        f"select {columns} from marts.fct_survey_tallies where question_id = '{question}'",
    )
    return found


def test_the_golden_counts_give_the_golden_figures(warehouse: Path) -> None:
    figures = row(
        warehouse,
        "公司口径",
        "answer_count, satisfied_answer_count, round(satisfaction_rate, 4), round(low, 4),"
        " round(high, 4), round(top2_rate, 4), round(satisfaction_score, 2), survey_name",
    )

    assert figures == (120, 116, 0.9667, 0.9174, 0.987, 0.75, 76.04, "2026 年调查")


def test_the_middle_grade_counts_as_the_publisher_says(warehouse: Path) -> None:
    assert row(warehouse, "不含基本满意", "satisfaction_rate, is_within_rounding") == (0.75, True)


@pytest.mark.parametrize(
    ("question", "agrees"),
    [
        ("公司口径", True),
        ("百分比格式", True),
        ("整数", True),
        ("加权", True),
        ("不符", False),
        ("未公布", None),
        ("没有答卷", None),
    ],
)
def test_a_published_rate_is_held_against_its_counts(
    warehouse: Path, question: str, agrees: bool | None
) -> None:
    assert row(warehouse, question, "is_within_rounding") == (agrees,)


def test_a_tally_of_a_survey_that_nobody_registered_is_there(warehouse: Path) -> None:
    assert row(warehouse, "未登记", "started_on, round(satisfaction_rate, 4)") == (None, 0.9667)
