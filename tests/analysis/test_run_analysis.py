"""The step on a real warehouse: every declared table, from the marts, the same each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.analysis.run_analysis import analyse
from pipelines.analysis.tables import ALL_TABLES
from pipelines.publish.fingerprint import table_fingerprints
from tests.analysis.invented_survey import AREAS, draw_sheets
from tests.small_warehouse import fetch

AS_OF = datetime(2026, 6, 30, 9)
READ = sorted({f"+{name}" for table in ALL_TABLES for name in table.reads})
ALSO_READ = ["+dim_households", "+household_people", "+staff_names", "satisfaction_display"]
GRADES = {100.0: "很满意", 75.0: "满意", 50.0: "基本满意", 25.0: "不满意", 0.0: "很不满意"}
STARTED = {"S1": date(2025, 6, 1), "S2": date(2026, 6, 1)}


def company() -> dict[str, list[dict[str, Any]]]:
    """Two surveys of 130 households at two estates a year apart; six of them speak of lifts."""
    weights = [0.1] * len(AREAS)
    weights[AREAS.index("保洁")] = 1.0
    answers, rooms = [], set()
    for seed, survey in enumerate(STARTED):
        for row in draw_sheets(seed, 130, weights).to_dicts():
            rooms.add((row["project_name"], row["room_name"]))
            speaks = row["service_area"] == "总体" and row["room_name"] < "00006"
            answers.append(
                {
                    "survey_id": survey,
                    "project_name": row["project_name"],
                    "room_name": row["room_name"],
                    "question_id": row["service_area"],
                    "service_area": row["service_area"],
                    "satisfaction_grade": GRADES[row["satisfaction_score"]],
                    "comment": "电梯太慢，沈月请回电13800138000" if speaks else None,
                }
            )
    projects = sorted({project for project, _ in rooms})
    people = [
        {
            "project_name": project,
            "room_name": room,
            "occupant_name": "沈月",
            "moved_in_on": date(2020, 1, 1),
        }
        for project, room in sorted(rooms)
    ]
    surveys = [
        {"survey_id": s, "survey_name": s, "project_name": p, "started_on": day}
        for s, day in STARTED.items()
        for p in projects
    ]
    return {"surveys": surveys, "survey_answers": answers, "households": people}


@pytest.fixture(scope="module")
def analysed(
    build_small_warehouse: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """main.duckdb of that company, after the analysis."""
    main = build_small_warehouse(
        tmp_path_factory.mktemp("analysed"), company(), AS_OF, select=[*READ, *ALSO_READ]
    )
    analyse(main.parent, AS_OF)
    return main


def fingerprints(main: Path) -> dict[str, Any]:
    with duckdb.connect() as con:
        for name in ("main", "personal"):
            con.execute(f"attach '{main.parent / name}.duckdb' as {name}_file (read_only)")
        every = table_fingerprints(con, "main_file") | table_fingerprints(con, "personal_file")
    return {table.name: every[table.name] for table in ALL_TABLES}


def test_every_declared_table_is_there_with_its_columns(analysed: Path) -> None:
    for table in ALL_TABLES:
        found = fetch(
            analysed.parent / f"{table.data_class}.duckdb",
            "select column_name, lower(data_type) from duckdb_columns()"
            f" where schema_name = 'marts' and table_name = '{table.name}' order by column_index",
        )
        assert dict(found) == table.columns, table.name


def test_the_planted_driver_comes_first(analysed: Path) -> None:
    (first, *_) = fetch(
        analysed,
        "select service_area, sheet_count from marts.satisfaction_drivers"
        " where survey_id = 'S2' and project_name = 'all' order by importance desc",
    )

    assert first == ("保洁", 130)


def test_performance_is_the_score_of_the_satisfaction_table(analysed: Path) -> None:
    differing = fetch(
        analysed,
        "select d.* from marts.satisfaction_drivers as d"
        " left join marts.satisfaction_groups as g"
        " on d.survey_id = g.survey_id and d.project_name = g.project_name"
        " and g.dimension = 'service_area' and g.level = d.service_area"
        " where abs(d.performance_score - g.satisfaction_score) > 1e-6 or g.level is null",
    )

    assert differing == []


def test_the_year_on_year_change_is_of_the_two_surveys(analysed: Path) -> None:
    rows = fetch(
        analysed,
        "select distinct survey_id, earlier_survey_id from marts.satisfaction_changes",
    )

    assert rows == [("S2", "S1")]


def test_topics_are_counted_and_quotes_masked(analysed: Path) -> None:
    topics = fetch(
        analysed,
        "select topic, comment_count, is_hidden from marts.comment_topics"
        " where survey_id = 'S2' and project_name = 'all'",
    )
    quotes = fetch(
        analysed.parent / "personal.duckdb", "select distinct quote from marts.comment_quotes"
    )

    assert ("电梯", 6, False) in topics
    assert quotes == [("电梯太慢，＊＊＊请回电＊＊＊",)]


def test_the_same_marts_give_the_same_tables_again(analysed: Path) -> None:
    before = fingerprints(analysed)

    analyse(analysed.parent, AS_OF)

    assert fingerprints(analysed) == before
    assert before["satisfaction_drivers"]["rows"] > 0


def test_with_nothing_to_analyse_every_table_is_there_empty(
    build_small_warehouse: Callable[..., Path], tmp_path: Path
) -> None:
    main = build_small_warehouse(tmp_path, {}, AS_OF, select=[*READ, *ALSO_READ])

    analyse(main.parent, AS_OF)

    assert {figures["rows"] for figures in fingerprints(main).values()} == {0}
