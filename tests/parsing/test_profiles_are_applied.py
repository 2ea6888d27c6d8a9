"""Sheets of other systems: a profile maps them, findings still name the clerk's own cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.parsing.parsed import FileRefused
from pipelines.profiles import load_profiles
from tests.parsing.clerks_files import findings, parse, write_csv

HEADERS = (
    "CaseID", "Opened", "Closed", "Status", "Responsible.Agency", "Category", "Request.Type",
    "Request.Details", "Address", "Neighborhood", "Source",
)  # fmt: skip
CASE = (
    "101001", "04/05/2026 09:03:00 AM", "04/06/2026 01:00:00 PM", "Closed", "DPW", "Graffiti",
    "Wall", "", "1 MAIN ST", "Mission Bay", "Voice In",
)  # fmt: skip


def test_a_foreign_sheet_is_refused_without_and_read_with_its_profile(tmp_path: Path) -> None:
    path = write_csv(tmp_path, HEADERS, CASE)
    with pytest.raises(FileRefused):
        parse(path)
    (table,) = parse(path, profiles=load_profiles()).tables
    assert (table.export.name, table.profile, table.accepted.height) == ("complaints", "sf311", 1)
    assert str(table.accepted["received_at"][0]) == "2026-04-05 09:03:00"
    assert str(table.accepted["resolved_at"][0]) == "2026-04-06 13:00:00"


def test_findings_of_a_mapped_sheet_name_the_original_cell_and_header(tmp_path: Path) -> None:
    early = (*CASE[:2], "04/04/2026 01:00:00 PM", *CASE[3:])
    late = ("101002", "2026年13月1日", *CASE[2:])
    path = write_csv(tmp_path, HEADERS, early, late)
    (table,) = parse(path, profiles=load_profiles()).tables
    assert [(f.code, f.cell, f.column) for f in findings(table)] == [
        ("E209", "C2", "Closed"),
        ("E205", "B3", "Opened"),
    ]
    assert "不早于“Opened”" in findings(table)[0].message_zh
    assert table.refused[0].cells == tuple(cell or None for cell in early)


def test_our_own_contract_comes_before_any_profile(tmp_path: Path) -> None:
    headers = ("投诉编号", "项目", "渠道", "类别", "受理时间")
    path = write_csv(tmp_path, headers, ("1", "甲", "来电", "一般", "2026-04-05 09:00:00"))
    (table,) = parse(path, profiles=load_profiles()).tables
    assert table.profile is None
