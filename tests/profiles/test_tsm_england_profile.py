"""England's Tenant Satisfaction Measures: a row of a landlord becomes a tally per question."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
import yaml

from pipelines.intake.take_inbox import take_inbox
from pipelines.parsing.parse_file import parse_file
from pipelines.parsing.parsed import ParsedFile
from pipelines.profiles import load_profiles
from pipelines.settings import PROFILES, Home
from tests.parsing.clerks_files import write_xlsx

PROFILE = yaml.safe_load((PROFILES / "tsm_england.yml").read_text("utf-8"))
TALLIES = [t["columns"] for t in PROFILE["targets"] if t["export"] == "survey_tallies"]
COUNTS = [field for field in TALLIES[0] if field.endswith("_count")]


def headers(population: str, questions: int) -> list[str]:
    counted = [
        column
        for tally in TALLIES[:questions]
        for field, column in tally.items()
        if field.endswith("_count") or field == "published_percent"
    ]
    return [
        "Landlord name",
        "Landlord code",
        f"Relevant\xa0tenant population size ({population})",
        "Total sample size achieved",
        *counted,
    ]


def landlord(name: str, questions: int, *answers: list[object]) -> list[object]:
    return [name, "L1", 900, 120, *(cell for answer in answers[:questions] for cell in answer)]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    asked = [40, 50, 26, 3, 1, 75.0]
    rented = [
        ["TSM24_LCRA_Perception"],
        ["Go back to contents"],
        headers("LCRA", 2),
        landlord("Abbey Homes", 2, asked, ["[X]", "[X]", "[X]", "[X]", "[X]", "[X]"]),
        landlord("Brook Homes", 2, asked, [10, 20, 5, "x", 0, 85.7142]),
        ["1. Landlords with fewer than 1,000 homes are left out."],
    ]
    owned = [["TSM24_LCHO_Perception"], ["Go back"], headers("LCHO", 1),
             landlord("Abbey Homes", 1, [8, 18, 13, 16, 21, 34.2105])]  # fmt: skip
    return write_xlsx(tmp_path, {"LCRA": rented, "LCHO": owned}, name="tsm_20241126.xlsx")


def parsed(path: Path) -> ParsedFile:
    return parse_file(
        path,
        file_name=path.name,
        exported_at=datetime(2024, 11, 26, 23, 59, 59),
        profiles=load_profiles(),
    )


def test_each_question_of_a_landlord_is_a_tally(workbook: Path) -> None:
    tables = [t for t in parsed(workbook).tables if t.export.name == "survey_tallies"]
    rows = pl.concat([t.accepted for t in tables])

    assert rows.select("survey_id", "project_name", "question_id").rows() == [
        ("TSM 2023/24 LCRA", "Abbey Homes", "TP01"),
        ("TSM 2023/24 LCRA", "Brook Homes", "TP01"),
        ("TSM 2023/24 LCHO", "Abbey Homes", "TP01"),
    ]
    first = rows.row(0, named=True)
    assert [float(first[field]) for field in COUNTS] == [40, 50, 26, 3, 1]
    assert float(first["published_percent"]) == 75.0
    assert first["service_area"] == "总体"
    assert set(rows["fairly_counts_as_satisfied"]) == {False}


def test_notes_and_questions_not_asked_are_left_out_by_name(workbook: Path) -> None:
    rules = [i.rule for t in parsed(workbook).tables for i in t.ignored]

    assert set(rules) == {"note_below_the_table", "question_not_asked"}


def test_a_count_that_is_no_number_is_refused_with_its_cell(workbook: Path) -> None:
    (refused,) = [r for t in parsed(workbook).tables for r in t.refused]

    assert (refused.row, refused.findings[0].found) == (5, "x")
    assert refused.findings[0].field == "dissatisfied_count"


def test_the_surveys_are_registered_with_the_tallies(workbook: Path) -> None:
    surveys = [t.accepted for t in parsed(workbook).tables if t.export.name == "surveys"]

    assert sorted(pl.concat(surveys)["survey_id"].unique()) == [
        "TSM 2023/24 LCHO",
        "TSM 2023/24 LCRA",
    ]


def test_one_sheet_read_as_many_tables_of_one_export_is_taken(
    workbook: Path, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")

    report = take_inbox(home, workbook.parent)

    accepted = {line.export: line.rows_accepted for line in report.lines}
    assert accepted == {"surveys": 3, "survey_tallies": 3}
