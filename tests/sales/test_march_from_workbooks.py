"""The worked month from workbooks to the printed statement, by the commands a person uses."""

from __future__ import annotations

import csv
import json
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pipelines.exports import EXPORTS_BY_NAME
from tests.company_home import wuye
from tests.sales.march_2015 import AS_OF, march_2015

# What a clerk would see in the cells: days and moments as text, yes and no in words.
WORDS = {True: "是", False: "否"}


def write_workbook(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    """One export as a workbook with its Chinese headers, as the office would send it."""
    export = EXPORTS_BY_NAME[name]
    path = folder / f"{export.title_zh}_{AS_OF:%Y%m%dT%H%M}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(export.title_zh)
        sheet.write_row(0, 0, [column.header for column in export.columns])
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(export.columns):
                value = row.get(column.field)
                if isinstance(value, bool):
                    value = WORDS[value]
                elif isinstance(value, date | datetime):
                    value = str(value)
                if value is not None:
                    sheet.write(number, place, value)
    # A file's time is when it was exported, wherever its name does not say so.
    os.utime(path, (AS_OF.timestamp(), AS_OF.timestamp()))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("march_workbooks")
    inbox = root / "inbox"
    inbox.mkdir()
    for name, rows in march_2015().items():
        if rows:
            write_workbook(inbox, name, rows)
    built = wuye("build", "--json", home=root)
    assert built.returncode == 0, built.stderr
    return root


def asked(home: Path, sql: str) -> list[dict[str, Any]]:
    answer = wuye("query", sql, "--with-pay", "--json", home=home)
    assert answer.returncode == 0, answer.stderr
    rows: list[dict[str, Any]] = json.loads(answer.stdout)
    return rows


def test_march_2015_comes_out_of_its_workbooks_to_the_fen(home: Path) -> None:
    found = asked(
        home,
        "select staff_id, net_amount, payable_amount, carried_forward_amount, pay_on"
        " from marts.fct_sales_statements"
        " where scenario_id = 'actual' and payroll_month = '2015-03-01' order by staff_id",
    )

    assert {
        row["staff_id"]: tuple(
            Decimal(str(row[name]))
            for name in ("net_amount", "payable_amount", "carried_forward_amount")
        )
        for row in found
    } == {
        "M": (Decimal("4100.39"), Decimal("4100.39"), Decimal("0.00")),
        "X": (Decimal("13517.20"), Decimal("13517.20"), Decimal("0.00")),
        "Y": (Decimal("-10960.20"), Decimal("0.00"), Decimal("-10960.20")),
        "Z": (Decimal("2625.60"), Decimal("2625.60"), Decimal("0.00")),
    }
    assert {str(row["pay_on"]) for row in found} == {"2015-04-20"}


def test_april_releases_z1s_second_half_at_the_march_rate(home: Path) -> None:
    (release,) = asked(
        home,
        "select staff_id, released_amount, reason, released_on from marts.fct_commission_releases"
        " where scenario_id = 'actual' and payroll_month = '2015-04-01' and contract_id = 'Z1'",
    )

    assert (release["staff_id"], release["reason"]) == ("Z", "bank_contract")
    assert Decimal(str(release["released_amount"])) == Decimal("1425.60")
    assert str(release["released_on"]) == "2015-04-15"


def test_why_leads_from_a_statement_to_the_cell_of_the_workbook(home: Path) -> None:
    told = wuye("why", "--statement", "X", "--month", "2015-03", home=home)

    assert told.returncode == 0, told.stderr
    assert "销售合同_20150430T1800.xlsx" in told.stdout
    assert "成交价" in told.stdout


def test_the_payroll_of_march_is_the_statements(home: Path, tmp_path: Path) -> None:
    made = wuye("payroll", "--month", "2015-03", "--out", str(tmp_path), home=home)

    assert made.returncode == 0, made.stderr
    text = (tmp_path / "payroll-2015-03.csv").read_text(encoding="utf-8-sig")
    cells = {cell for row in csv.reader(text.splitlines()) for cell in row}
    assert {"13517.20", "-10960.20", "2625.60", "4100.39"} <= cells


def test_a_clerk_without_the_right_asks_in_vain(home: Path) -> None:
    refused = wuye("query", "select * from marts.fct_sales_statements", home=home)

    assert refused.returncode == 2
    assert "13517.20" not in refused.stdout + refused.stderr
