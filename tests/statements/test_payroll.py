"""The payroll: one row per person, a total that is their sum, the same in both its forms."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from dashboards.annual.tables import Table
from dashboards.queries.scope import EVERYONE
from dashboards.statements.content import read_published
from dashboards.statements.payroll import payroll_csv, payroll_table
from dashboards.statements.workbook import payroll_workbook
from dashboards.text import LANGUAGES, load_words
from tests.statements.small_month import MARCH, write_home

ZH = load_words("zh")
READER = replace(EVERYONE, sees_pay=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("payroll")
    write_home(root)
    return root


@pytest.fixture(scope="module")
def table(home: Path) -> Table:
    return payroll_table(ZH, read_published(home, READER, MARCH))


def _money_places(table: Table) -> list[int]:
    return [place for place, column in enumerate(table.columns) if column.kind == "money"]


def test_the_total_is_the_sum_of_the_rows_in_every_column(table: Table) -> None:
    *people, total = table.rows
    assert len(people) == 4
    for place in _money_places(table):
        assert total[place].value == sum(row[place].value for row in people)
    titles = [column.title for column in table.columns]
    assert total[titles.index(ZH("statements.payable"))].text == "20,243.19"
    assert total[titles.index(ZH("statements.carried_forward"))].text == "−10,960.20"


def test_a_row_s_columns_make_its_net_amount(table: Table) -> None:
    places = _money_places(table)
    for row in table.rows:
        assert sum(row[place].value for place in places[:9]) == row[places[9]].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_and_csv_hold_the_same_figures(home: Path, language: str) -> None:
    words = load_words(language)
    month = read_published(home, replace(READER, sees_personal=True), MARCH)
    table = payroll_table(words, month)
    content = payroll_csv(table)
    assert content.startswith(b"\xef\xbb\xbf")
    head, *written = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head == [column.title for column in table.columns]
    sheet = openpyxl.load_workbook(io.BytesIO(payroll_workbook(words, month))).worksheets[0]
    for number, (row, line) in enumerate(zip(table.rows, written, strict=True), start=5):
        for place, column in enumerate(table.columns):
            found = sheet.cell(number, place + 1).value
            if column.kind == "money":
                assert Decimal(line[place]) == row[place].value == Decimal(str(found))
            else:
                assert line[place] == (found or "") == (row[place].value or "")


def test_names_stand_in_it_only_when_they_may_be_seen(home: Path, table: Table) -> None:
    assert ZH("statements.name") not in [column.title for column in table.columns]
    named = payroll_table(ZH, read_published(home, replace(READER, sees_personal=True), MARCH))
    assert [row[1].text for row in named.rows[:4]] == ["员工X", "员工Y", "员工Z", "员工M"]


def test_who_is_not_signed_off_says_so_in_the_row(tmp_path: Path, table: Table) -> None:
    assert {row[-2].text for row in table.rows[:4]} == {ZH.code("statement_stage", "unsigned")}
    assert all(ZH("statements.not_signed") in row[-1].text for row in table.rows[:4])
    write_home(tmp_path, "paid")
    signed = payroll_table(ZH, read_published(tmp_path, READER, MARCH))
    assert {row[-1].text for row in signed.rows[:4]} == {""}


def test_a_text_that_begins_like_a_formula_is_none_in_the_csv(tmp_path: Path) -> None:
    write_home(tmp_path, change="update marts.fct_sales_statements set post = '=1+1'"
               " where staff_id = 'X'")  # fmt: skip
    text = payroll_csv(payroll_table(ZH, read_published(tmp_path, READER, MARCH))).decode()
    assert "'=1+1" in text
    assert ",=1+1" not in text
