"""The company's settings workbook: received, checked and kept like an export."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from pipelines.intake import ledger
from pipelines.intake.take_inbox import take_inbox
from pipelines.settings import Home
from pipelines.templates.company_workbook import write_company_workbook
from tests.intake.files import dated, lake_rows, payment, write_payments

NEWEST_EXPORT = datetime(2026, 4, 5, 9, 0)
SET_ON = datetime(2026, 4, 20, 10, 0)


def settings_workbook(path: Path, rows: list[tuple[str, str, str, str, str]]) -> Path:
    """The template with these limits filled in (applies to, promise, from, to, limit)."""
    write_company_workbook(path)
    book = openpyxl.load_workbook(path)
    sheet = book["承诺时限设置"]
    for place, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            sheet.cell(place, column, value or None)
    book.save(path)
    return dated(path, SET_ON)


@pytest.fixture
def filled_home(home: Home) -> Home:
    write_payments(home.inbox, "pay_20260405T0900.csv", [payment("P1", paid_at="2026-04-05 08:00")])
    return home


def test_the_empty_template_sets_nothing_and_is_no_fault(filled_home: Home) -> None:
    dated(write_company_workbook(filled_home.company_file), SET_ON)
    report = take_inbox(filled_home, filled_home.inbox)

    assert report.any_usable
    assert lake_rows(filled_home, "rule_settings").height == 0
    assert lake_rows(filled_home, "fee_payments").height == 1


def test_settings_are_read_from_the_data_root(filled_home: Home) -> None:
    settings_workbook(filled_home.company_file, [("全公司", "SV2", "2026-01-01", "", "15")])
    take_inbox(filled_home, filled_home.inbox)
    rows = lake_rows(filled_home, "rule_settings")

    assert rows.select("applies_to", "rule_id").row(0) == ("全公司", "SV2")
    assert rows["source_row"].to_list() == [3]


def test_another_workbook_can_be_named(filled_home: Home, tmp_path: Path) -> None:
    named = settings_workbook(tmp_path / "ours.xlsx", [("全公司", "SV2", "2026-01-01", "", "15")])
    take_inbox(filled_home, filled_home.inbox, company_file=named)

    assert lake_rows(filled_home, "rule_settings").height == 1


def test_settings_never_move_the_time_that_a_build_is_of(filled_home: Home) -> None:
    settings_workbook(filled_home.company_file, [("全公司", "SV2", "2026-01-01", "", "15")])
    take_inbox(filled_home, filled_home.inbox)

    assert ledger.newest_export_time(filled_home) == NEWEST_EXPORT


def test_todays_settings_hold_in_todays_build_and_not_in_an_earlier_one(filled_home: Home) -> None:
    write_payments(
        filled_home.inbox, "pay_20260401T0900.csv", [payment("P0", paid_at="2026-04-01")]
    )
    settings_workbook(filled_home.company_file, [("全公司", "SV2", "2026-01-01", "", "15")])
    take_inbox(filled_home, filled_home.inbox)

    assert lake_rows(filled_home, "rule_settings", NEWEST_EXPORT).height == 1
    assert lake_rows(filled_home, "rule_settings", datetime(2026, 4, 2)).is_empty()


def test_changed_settings_change_what_the_build_is_named_after(filled_home: Home) -> None:
    take_inbox(filled_home, filled_home.inbox)
    before = ledger.fingerprint(filled_home, NEWEST_EXPORT)
    settings_workbook(filled_home.company_file, [("全公司", "SV2", "2026-01-01", "", "15")])
    take_inbox(filled_home, filled_home.inbox)

    assert ledger.fingerprint(filled_home, NEWEST_EXPORT) != before


def test_a_setting_that_cannot_be_read_is_refused_with_its_cell(filled_home: Home) -> None:
    settings_workbook(
        filled_home.company_file,
        [("全公司", "SV2", "2026-01-01", "", "十五分钟"), ("全公司", "SV3", "2026-01-01", "", "4")],
    )
    take_inbox(filled_home, filled_home.inbox)
    refused = ledger.quarantine_findings_frame(filled_home, NEWEST_EXPORT)

    assert refused.select("export", "cell", "found").rows() == [("rule_settings", "E3", "十五分钟")]
    assert lake_rows(filled_home, "rule_settings")["rule_id"].to_list() == ["SV3"]
