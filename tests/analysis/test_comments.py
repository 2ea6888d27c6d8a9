"""Counting topics: every comment once per topic, small counts hidden, quotes masked."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.analysis.comments import comment_quotes, comment_topics, with_quotes, with_topics

NOBODY = pl.DataFrame(
    schema={"project_name": pl.String, "room_name": pl.String, "occupant_name": pl.String}
)


def comment(
    room: int, words: str, *, project: str = "翠湖花园", grade: str = "满意"
) -> dict[str, Any]:
    return {
        "instrument": "survey",
        "period_kind": "survey",
        "period_start_on": date(2026, 3, 1),
        "survey_id": "S1",
        "project_name": project,
        "room_name": f"1-1-{room}",
        "service_area": "总体",
        "comment": words,
        "satisfaction_grade": grade,
        "is_satisfied": grade in ("很满意", "满意", "基本满意"),
        "source_file": f"{project}.xlsx",
        "source_sheet": "",
        "source_row": room,
    }


def topics(rows: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    spoken = with_topics(with_quotes(pl.DataFrame(rows, infer_schema_length=None), NOBODY, []))
    return {
        (row["project_name"], row["topic"]): row for row in comment_topics(spoken, 5).to_dicts()
    }


def test_a_comment_counts_once_for_each_of_its_topics() -> None:
    found = topics([comment(n, "电梯太慢，停车位不够，电梯又坏") for n in range(6)])

    assert found["翠湖花园", "电梯"]["comment_count"] == 6
    assert found["翠湖花园", "停车"]["comment_count"] == 6
    assert found["all", "电梯"]["total_comment_count"] == 6
    assert found["all", "电梯"]["share"] == 1.0
    assert found["all", "电梯"]["topic_en"] == "Lifts"


def test_a_topic_of_fewer_than_five_households_is_hidden() -> None:
    rows = [comment(n, "电梯太慢") for n in range(6)] + [
        comment(n, "噪音大") for n in range(10, 14)
    ]
    found = topics(rows)["翠湖花园", "噪音"]

    assert found["is_hidden"]
    assert (found["comment_count"], found["share"], found["dissatisfied_count"]) == (None,) * 3
    assert found["total_comment_count"] == 10


def test_five_comments_of_one_household_are_still_one_household() -> None:
    rows = [comment(1, "噪音大") | {"source_row": n} for n in range(5)]

    assert topics(rows)["all", "噪音"]["is_hidden"]


def test_a_hidden_project_cannot_be_told_from_the_whole() -> None:
    rows = [
        comment(n, "噪音大", project=project)
        for project, homes in (("甲", 3), ("乙", 7), ("丙", 20))
        for n in range(homes)
    ]

    found = topics(rows)

    assert {p for (p, _), row in found.items() if row["is_hidden"]} == {"甲", "乙"}
    assert found["all", "噪音"]["comment_count"] == 30


def test_a_few_dissatisfied_among_many_are_hidden_by_themselves() -> None:
    rows = [comment(n, "电梯太慢", grade="不满意" if n < 3 else "满意") for n in range(12)]
    found = topics(rows)["翠湖花园", "电梯"]

    assert found["comment_count"] == 12
    assert found["dissatisfied_count"] is None


def test_enough_dissatisfied_are_counted_and_so_is_nobody() -> None:
    rows = [comment(n, "电梯太慢", grade="不满意" if n < 6 else "满意") for n in range(12)]
    rows += [comment(n, "绿化好") for n in range(20, 28)]
    found = topics(rows)

    assert found["翠湖花园", "电梯"]["dissatisfied_count"] == 6
    assert found["翠湖花园", "绿化"]["dissatisfied_count"] == 0


def test_a_quote_has_no_number_to_call_and_no_name_of_the_household_or_of_staff() -> None:
    people = pl.DataFrame(
        {"project_name": ["翠湖花园"], "room_name": ["1-1-1"], "occupant_name": ["沈月"]}
    )
    rows = [comment(1, "沈月家电梯慢，赵小刚不管，请回电13800138000"), comment(2, "沈月电梯慢")]
    spoken = with_topics(with_quotes(pl.DataFrame(rows), people, ["赵小刚"]))

    quotes = comment_quotes(spoken).sort("source_row")["quote"].to_list()

    assert quotes == ["＊＊＊家电梯慢，＊＊＊不管，请回电＊＊＊", "沈月电梯慢"]


@pytest.mark.parametrize("answer", [comment_quotes, lambda s: comment_topics(s, 5)])
def test_without_comments_there_are_no_rows(answer: Any) -> None:
    assert answer(pl.DataFrame()).is_empty()
