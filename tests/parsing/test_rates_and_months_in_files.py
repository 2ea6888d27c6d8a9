"""Rates and months as workbooks and text files really hold them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from tests.parsing.clerks_files import findings, only_table, write_csv

CREDITS = ("合同编号", "顾问工号", "比例")
TARGETS = ("项目", "顾问工号", "月份", "任务额")


def test_a_percent_cell_of_a_workbook_and_its_text_are_the_same_share(tmp_path: Path) -> None:
    path = tmp_path / "业绩分配.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        percent = book.add_format({"num_format": "0.00%"})
        sheet.write_row(0, 0, CREDITS)
        for row, person in enumerate("甲乙丙丁", start=1):
            sheet.write_row(row, 0, ("HT1", person))
        sheet.write_number(1, 2, 0.3, percent)
        sheet.write_number(2, 2, 1 / 8, percent)
        sheet.write_string(3, 2, "12.5%")
        sheet.write_number(4, 2, 0.1 + 0.2)
    table = only_table(path)

    assert not table.refused
    assert table.accepted["share"].to_list() == [
        Decimal("0.3000"), Decimal("0.1250"), Decimal("0.1250"), Decimal("0.3000"),
    ]  # fmt: skip


def test_a_bare_seventy_is_refused_and_the_empty_share_stays_empty(tmp_path: Path) -> None:
    table = only_table(
        write_csv(tmp_path, CREDITS, ("HT1", "甲", "70"), ("HT1", "乙", ""), ("HT2", "甲", "1"))
    )

    assert table.accepted["share"].to_list() == [None, Decimal("1.0000")]
    assert [(f.cell, f.code) for f in findings(table)] == [("C2", "E216")]


def test_the_months_of_a_workbook_are_its_date_cells_or_texts(tmp_path: Path) -> None:
    path = tmp_path / "任务.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        month = book.add_format({"num_format": "yyyy年m月"})
        sheet.write_row(0, 0, TARGETS)
        for row in range(1, 4):
            sheet.write_row(row, 0, ("翠湖花园", f"G{row}", None, 3_000_000))
        sheet.write_datetime(1, 2, datetime(2015, 3, 1), month)
        sheet.write_string(2, 2, "2015-03")
        sheet.write_number(3, 2, 201503)

    assert only_table(path).accepted["month"].to_list() == [date(2015, 3, 1)] * 3


def test_targets_of_months_to_come_are_welcome_and_one_month_is_one_key(tmp_path: Path) -> None:
    table = only_table(
        write_csv(
            tmp_path,
            TARGETS,
            ("翠湖花园", "", "2030-01", "9000000"),
            ("翠湖花园", "", "2030年1月31日", "8000000"),
        )
    )

    assert table.accepted.select("staff_id", "month").rows() == [(None, date(2030, 1, 1))]
    assert len(table.refused) == 1  # the same project and month again, with another amount
