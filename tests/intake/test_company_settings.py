"""The company's settings workbook: received, checked and kept like an export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipelines.intake import ledger
from pipelines.intake.take_inbox import take_inbox
from pipelines.settings import Home
from pipelines.templates.company_workbook import write_company_workbook
from pipelines.templates.default_lists import seed
from tests.intake.files import dated, lake_rows, payment, write_payments

NEWEST_EXPORT = datetime(2026, 4, 5, 9, 0)
SET_ON = datetime(2026, 4, 20, 10, 0)


def settings_workbook(path: Path, rows: list[tuple[str, str, str, str, str]]) -> Path:
    """The template with these limits filled in (applies to, promise, from, to, limit)."""
    return filled_in(path, {"承诺时限设置": rows})


def filled_in(path: Path, sheets: Mapping[str, Sequence[tuple[str | float, ...]]]) -> Path:
    """The template with these rows below the example of each sheet."""
    write_company_workbook(path)
    book = openpyxl.load_workbook(path)
    for title, rows in sheets.items():
        for place, row in enumerate(rows, start=3):
            for column, value in enumerate(row, start=1):
                book[title].cell(place, column, value or None)
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


SALES_OFFICE: dict[str, Sequence[tuple[str | float, ...]]] = {
    "提成方案": [("甲案", "全公司", "2026-01-01", "", "新提成办法", "S3-2013")],
    "提成档位": [("甲案", "0%", "1.6"), ("甲案", "101%", "0.21%"), ("甲案", 1.5, 2.5)],
    "提成参数": [("甲案", "override_rate", "12%"), ("甲案", "lunch_duty", "20元"),
                 ("甲案", "discount_rate_full", 0.07)],
    "测算方案": [("任务上调", "target_factor", 1.1, "任务上调一成"), ("日薪", "day_rate", "21.75")],
    "销售岗位": [("营销总监", "副总以上"), ("置业顾问", "无")],
}  # fmt: skip


def test_the_sheets_of_the_sales_office_are_read_however_rates_are_written(
    filled_home: Home,
) -> None:
    filled_in(filled_home.company_file, SALES_OFFICE)
    take_inbox(filled_home, filled_home.inbox)

    def stored(sheet: str, *fields: str) -> list[tuple[object, ...]]:
        return lake_rows(filled_home, f"{sheet}_settings").select(fields).rows()

    assert ledger.quarantine_findings_frame(filled_home, NEWEST_EXPORT).is_empty()
    assert stored("commission_plan", "plan_version", "based_on") == [("甲案", "S3-2013")]
    assert stored("commission_tier", "from_attainment", "rate_per_mille") == [
        (Decimal(0), Decimal("1.6")),
        (Decimal("1.01"), Decimal("2.1")),
        (Decimal("1.5"), Decimal("2.5")),
    ]
    assert stored("commission_term", "term", "value") == [
        ("override_rate", Decimal("0.12")),
        ("lunch_duty", Decimal(20)),
        ("discount_rate_full", Decimal("0.07")),
    ]
    assert stored("commission_scenario", "item", "value") == [
        ("target_factor", "1.1"),
        ("day_rate", "21.75"),
    ]
    assert stored("sales_post", "post", "sales_role") == [
        ("营销总监", "副总以上"),
        ("置业顾问", "无"),
    ]


def test_a_post_with_a_role_that_does_not_exist_is_refused_with_its_cell(filled_home: Home) -> None:
    filled_in(filled_home.company_file, {"销售岗位": [("案场助理", "助理")]})
    take_inbox(filled_home, filled_home.inbox)
    refused = ledger.quarantine_findings_frame(filled_home, NEWEST_EXPORT)

    assert refused.select("export", "cell").rows() == [("sales_post_settings", "B3")]


def test_the_workbook_shows_every_term_reading_and_post_that_holds_by_default(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(write_company_workbook(tmp_path / "company.xlsx"))
    sheet = book["现行默认值 Defaults"]
    shown = {tuple(row[:4]) for row in sheet.iter_rows(values_only=True) if row[0]}
    first = {row[0] for row in shown}

    assert {term["term"] for term in seed("sales/commission_terms")} <= first
    assert {reading["reading_id"] for reading in seed("sales/commission_reading_values")} <= first
    assert {"S3-2013", "销售经理", "董事长"} <= first
    assert ("S3-2013", "101%", "101%", "0.21%") in shown
    assert ("discount_rate_full", "8%") in {(row[0], row[3]) for row in shown}
    assert ("unauthorised_fine", "500") in {(row[0], row[3]) for row in shown}
