"""Correction workbooks of files that a mapping profile reads: one row, two exports."""

from __future__ import annotations

import openpyxl

from pipelines.intake import ledger
from pipelines.intake.take_inbox import take_inbox
from pipelines.settings import Home
from tests.intake.files import END_OF_TIME, lake_rows, payment_ids, write_text

HEADERS = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,SettledDate"
WORKBOOK = "ledger_20260405_更正.xlsx"


def take_ledger(home: Home, *rows: str) -> None:
    write_text(home.inbox / "ledger_20260405.csv", "\n".join([HEADERS, *rows]) + "\n")
    take_inbox(home, home.inbox)


def mend(home: Home, header: str, value: str) -> None:
    book = openpyxl.load_workbook(home.quarantine / WORKBOOK)
    (sheet,) = book.worksheets
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns[header]).value = value
    book.save(home.inbox / WORKBOOK)


def test_one_row_that_both_exports_refused_is_mended_once_and_closes_both_lines(
    home: Home,
) -> None:
    take_ledger(
        home, "C1,1,1/2/2026,2/1/2026,55.94,1/15/2026", "C2,2,1/2/2026,2/1/2026,x,1/15/2026"
    )
    assert ledger.quarantine_findings_frame(home, END_OF_TIME).height == 2
    sheet = openpyxl.load_workbook(home.quarantine / WORKBOOK).active
    assert sheet.max_row == 2
    mend(home, "InvoiceAmount", "10.00")
    lines = take_inbox(home, home.inbox).lines
    assert {(line.export, line.rows_accepted) for line in lines} == {
        ("fee_bills", 1),
        ("fee_payments", 1),
    }
    assert ledger.quarantine_findings_frame(home, END_OF_TIME).height == 0
    assert not (home.quarantine / WORKBOOK).exists()


def test_the_half_that_was_loaded_before_is_not_loaded_again(home: Home) -> None:
    take_ledger(home, "C1,1,1/2/2026,2/1/2026,55.94,13/45/2026")
    assert lake_rows(home, "fee_bills").height == 1
    assert payment_ids(home) == []
    mend(home, "SettledDate", "1/15/2026")
    lines = {line.export: line for line in take_inbox(home, home.inbox).lines}
    assert lines["fee_payments"].rows_accepted == 1
    assert lines["fee_bills"].rows_ignored == 1
    assert lines["fee_bills"].yuan_ignored == lines["fee_bills"].yuan_in
    assert lake_rows(home, "fee_bills").height == 1
    assert payment_ids(home) == ["1/settled"]
    assert ledger.quarantine_findings_frame(home, END_OF_TIME).height == 0
