"""A file of another system goes through parsing by its profile, typed and judged like our own."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from pipelines.parsing.parse_file import parse_file
from pipelines.parsing.parsed import FileRefused, ParsedTable
from pipelines.profiles import load_profiles
from tests.profiles.foreign_layouts import DETAIL, EVENTS, HISTORY, LEDGER, NYC311, SF311
from tests.profiles.foreign_sheets import PROFILES

EXPORTED = datetime(2026, 6, 30, 18)


def parsed(path: Path, folder: str | None = None) -> dict[str, ParsedTable]:
    result = parse_file(
        path,
        file_name=path.name,
        exported_at=EXPORTED,
        project_hint=folder,
        profiles=load_profiles(),
    )
    return {table.export.name: table for table in result.tables}


def written(tmp_path: Path, headers: Sequence[str], *rows: dict[str, str]) -> Path:
    path = tmp_path / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headers, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_american_times_are_typed_and_a_case_closed_before_it_opened_is_refused(tmp_path: Path):
    case = {"CaseID": "1", "Opened": "04/30/2014 02:51:52 PM", "Source": "Voice In"}
    wrong = case | {"CaseID": "2", "Closed": "04/30/2014 02:51:51 PM"}
    done = case | {"CaseID": "3", "Closed": "05/01/2014 12:00:00 AM"}
    table = parsed(written(tmp_path, SF311, case, wrong, done))["complaints"]
    assert table.profile == "sf311"
    assert [row.row for row in table.refused] == [3]
    assert table.refused[0].findings[0].cell == "D3"
    assert table.accepted["received_at"].to_list()[0] == datetime(2014, 4, 30, 14, 51, 52)
    assert table.accepted["resolved_at"].to_list() == [None, datetime(2014, 5, 1)]


def test_channel_that_the_profile_does_not_list_is_refused_and_shown(tmp_path: Path):
    case = {"CaseID": "1", "Opened": "04/30/2014 02:51:52 PM", "Source": "Pigeon"}
    (refused,) = parsed(written(tmp_path, SF311, case))["complaints"].refused
    assert refused.findings[0].found == "Pigeon"


def test_times_of_new_york_with_milliseconds_are_typed(tmp_path: Path):
    row = {"unique_key": "1", "created_date": "2026-06-28T03:05:20.000", "agency": "DSNY"}
    table = parsed(written(tmp_path, NYC311, row))["complaints"]
    assert table.accepted["received_at"].to_list() == [datetime(2026, 6, 28, 3, 5, 20)]


def test_days_late_can_be_computed_from_due_and_settled_days(tmp_path: Path):
    row = {
        "customerID": "C",
        "invoiceNumber": "7900770",
        "InvoiceDate": "1/26/2013",
        "DueDate": "2/25/2013",
        "InvoiceAmount": "61.74",
        "SettledDate": "3/3/2013",
    }
    tables = parsed(written(tmp_path, LEDGER, row), folder="客户账")
    bill = tables["fee_bills"].accepted.row(0, named=True)
    payment = tables["fee_payments"].accepted.row(0, named=True)
    assert (payment["paid_at"].date() - bill["due_on"]).days == 6
    assert (bill["service_from"], bill["project_name"]) == (date(2013, 1, 26), "客户账")
    assert payment["bill_id"] == bill["bill_id"]
    assert payment["received_amount"] == Decimal("61.74")


def test_ignored_rows_are_counted_so_that_rows_in_are_explained(tmp_path: Path):
    paid = {
        "detail_id": "D1",
        "fee_id": "F1",
        "community_id": "C1",
        "received_amount": "460.00",
        "acct_amount": "1100.00",
        "prime_rate": "1.00",
        "create_time": "2025-02-26 10:10:43",
        "status_cd": "0",
        "state": "1400",
        "pay_order_id": "O1",
    }
    rows = [paid, paid | {"detail_id": "D2", "status_cd": "1"}, paid | {"detail_id": "D3"}]
    table = parsed(written(tmp_path, DETAIL, *rows, rows[0]))["fee_payments"]
    assert [(row.row, row.rule) for row in table.ignored] == [
        (3, "soft_deleted"),
        (5, "identical_duplicate"),
    ]
    assert table.rows_in == 4 == table.accepted.height + len(table.ignored)


def test_refund_and_its_payment_net_to_zero_after_parsing(tmp_path: Path):
    paid = {
        "detail_id": "D1",
        "operate": "ADD",
        "fee_id": "F1",
        "community_id": "C1",
        "received_amount": "460.00",
        "acct_amount": "1100.00",
        "create_time": "2025-02-26 10:10:43",
        "state": "1400",
        "pay_order_id": "O1",
    }
    refund = paid | {
        "detail_id": "D2",
        "received_amount": "-1560.00",
        "acct_amount": "0.00",
        "state": "1300",
    }
    accepted = parsed(written(tmp_path, EVENTS, paid, refund))["fee_payments"].accepted
    signs = [-1 if kind == "退费" else 1 for kind in accepted["payment_kind"]]
    received, account = accepted["received_amount"], accepted["account_amount"]
    values = [abs(r + a) for r, a in zip(received, account, strict=True)]
    assert sum(s * v for s, v in zip(signs, values, strict=True)) == Decimal("0.00")
    assert accepted["refunded_payment_id"].to_list() == [None, "D1"]


def test_template_filled_in_by_hand_reads_its_dates_and_skips_its_notes(tmp_path: Path):
    path = tmp_path / "历史缴费.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("房屋缴费历史")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row("A1", HISTORY)
        sheet.write_row("A2", ["1-1-1001", "物业费", 12])
        sheet.write_datetime("D2", datetime(2016, 1, 1), day)
        sheet.write_row("E2", [42735, 42736, 1000, 1000, "张三", "手工导入"])
        sheet.write_row("K3", ["房屋", "请填写系统中的房屋编号"])
    tables = parsed(path, folder="阳光花园")
    bill = tables["fee_bills"].accepted.row(0, named=True)
    assert (bill["service_from"], bill["service_to"]) == (date(2016, 1, 1), date(2016, 12, 31))
    assert bill["bill_id"] == "阳光花园/1-1-1001/物业费/2016-01-01/2016-12-31"
    assert tables["fee_payments"].accepted["bill_id"].to_list() == [bill["bill_id"]]
    assert [row.rule for row in tables["fee_bills"].ignored] == ["template_note"]


def test_web_page_saved_as_a_table_is_refused(tmp_path: Path):
    path = tmp_path / "311_Service_Requests.csv"
    path.write_text("<!doctype html>\n<html><head></head></html>", encoding="utf-8")
    with pytest.raises(FileRefused, match="web page"):
        parsed(path)


def test_profiles_that_look_at_other_rows_ask_for_the_whole_sheet():
    whole = {name for name, profile in PROFILES.items() if profile.needs_whole_sheet}
    assert {"microcommunity_pay_fee_detail", "microcommunity_import_room"} <= whole
    assert not whole & {"sf311", "nyc311", "receivables_ledger", "microcommunity_bill_report"}
