"""Encodings, delimiters, row numbers and workbook quirks: the good file loads, whatever form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
import xlwt

from pipelines.parsing import text_blocks
from tests.parsing.clerks_files import (
    BILL_HEADERS,
    bill,
    codes,
    csv_text,
    findings,
    only_table,
    parse,
    write_csv,
    write_xlsx,
)

ROWS = [bill(1), bill(2, 房号="2-1-１０２", 应收金额="1,000.50".replace(",", ""))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_loads_in_every_encoding_and_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = write_csv(tmp_path, BILL_HEADERS, *ROWS, encoding=encoding, delimiter=delimiter)
    table = only_table(path)
    assert table.export.name == "fee_bills"
    assert table.accepted["project_name"].to_list() == ["翠湖花园"] * 2
    assert table.accepted["room_name"].to_list() == ["1-2-301", "2-1-102"]
    assert table.accepted["source_row"].to_list() == [2, 3]
    assert table.amounts_in["receivable_amount"] == Decimal("2200.50")


def test_a_gbk_file_that_begins_with_plain_letters_is_read_as_gbk(tmp_path: Path) -> None:
    headers = [
        c.field for c in only_table(write_csv(tmp_path, BILL_HEADERS, bill())).export.columns
    ]
    plain = [bill(i, 项目="CHL", 费用项="property fee", 状态="valid") for i in range(1, 3000)]
    path = write_csv(tmp_path, headers, *plain, bill(3000), encoding="gbk")
    table = only_table(path)
    assert table.accepted["project_name"].to_list()[-1] == "翠湖花园"
    assert not table.refused


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(tmp_path: Path, end: str) -> None:
    path = tmp_path / "账单.csv"
    path.write_bytes(csv_text(BILL_HEADERS, *ROWS).replace("\n", end).encode())
    table = only_table(path)
    assert table.accepted["source_row"].to_list() == [2, 3]
    assert table.accepted["bill_status"].to_list() == ["有效", "有效"]


def test_quoted_commas_quotes_and_line_ends_stay_inside_their_cell(tmp_path: Path) -> None:
    visits = "回访编号,项目,房号,回访时间,方式,类型,意见\n"
    body = (
        'V1,A,1,2026-04-05 10:00:00,电话,月度走访,"漏水,\n说了""三""次"\n'
        "V2,A,1,2026-04-06 10:00:00,电话,月度走访,好\n"
    )
    path = tmp_path / "回访.csv"
    path.write_text(visits + body, encoding="utf-8")
    table = only_table(path)
    assert table.accepted["comment"].to_list() == ['漏水,\n说了"三"次', "好"]
    assert table.accepted["source_row"].to_list() == [2, 3]


def test_a_stray_quotation_mark_inside_a_text_is_only_a_character(tmp_path: Path) -> None:
    rows = [bill(1, 房号='5"管道井'), bill(2), bill(3, 房号='"5"号')]
    table = only_table(write_csv(tmp_path, BILL_HEADERS, *rows))
    assert table.accepted["room_name"].to_list()[0] == '5"管道井'
    assert table.accepted.height == 3


def test_title_rows_and_blank_rows_above_the_header_do_not_shift_row_numbers(
    tmp_path: Path,
) -> None:
    title = ["2026年10月账单"] + [""] * 10
    blank = [""] * 11
    path = write_csv(tmp_path, title, blank, BILL_HEADERS, bill(1), blank, bill(2), blank)
    table = only_table(path)
    assert table.header_row == 3
    assert table.accepted["source_row"].to_list() == [4, 6]
    assert table.rows_in == 2


def test_blocks_do_not_lose_or_shift_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [bill(i, 房号=f'"{i % 7}\n栋"' if i % 3 else "1") for i in range(1, 400)]
    path = write_csv(tmp_path, BILL_HEADERS, *rows)
    whole = only_table(path)
    for size in (257, 1000, 4096):
        monkeypatch.setattr(text_blocks, "BLOCK_BYTES", size)
        again = only_table(path)
        assert again.accepted.equals(whole.accepted)
        assert again.accepted["source_row"].to_list() == list(range(2, 401))
    monkeypatch.setattr(text_blocks, "BLOCK_BYTES", 777)
    gbk = only_table(write_csv(tmp_path, BILL_HEADERS, *rows, encoding="gbk", name="g.csv"))
    assert gbk.accepted.equals(whole.accepted)


def test_a_row_with_more_cells_than_the_header_is_refused_because_cells_may_have_slipped(
    tmp_path: Path,
) -> None:
    slipped = bill(2, 房号="1,2-301")
    table = only_table(write_csv(tmp_path, BILL_HEADERS, bill(1), slipped, (*bill(3), "", "")))
    assert table.accepted["bill_id"].to_list() == ["ZD001", "ZD003"]
    assert "E212" in codes(table)


def test_a_row_with_fewer_cells_leaves_the_rest_empty(tmp_path: Path) -> None:
    table = only_table(write_csv(tmp_path, BILL_HEADERS, bill(1)[:9], bill(2)))
    assert table.accepted["bill_status"].to_list() == [None, "有效"]


def test_an_xlsx_with_date_cells_and_numbers_loads(tmp_path: Path) -> None:
    day = dt.datetime(2026, 10, 1)
    row = [
        1001,
        "翠湖花园",
        301,
        "物业费",
        day,
        dt.datetime(2026, 12, 31),
        0.1 + 0.2,
        0,
        day,
        day,
        "有效",
    ]
    path = write_xlsx(tmp_path, {"明细": [BILL_HEADERS, row]})
    table = only_table(path)
    assert table.sheet == "明细"
    assert table.accepted.select("bill_id", "room_name", "receivable_amount", "due_on").row(0) == (
        "1001",
        "301",
        Decimal("0.30"),
        day.date(),
    )


def test_an_xls_of_old_software_loads(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("账单", cell_overwrite_ok=True)
    style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for column, header in enumerate(BILL_HEADERS):
        sheet.write(1, column, header)
        sheet.write(2, column, bill()[column])
    sheet.write(2, 8, dt.datetime(2026, 10, 31), style)
    sheet.write(2, 6, 1200.5)
    path = tmp_path / "账单.xlsx"  # wrong extension: content decides
    book.save(str(path))
    table = only_table(path)
    assert table.header_row == 2
    assert table.accepted["due_on"].to_list() == [dt.date(2026, 10, 31)]
    assert table.accepted["receivable_amount"].to_list() == [Decimal("1200.50")]


def test_an_xlsx_named_csv_is_read_by_its_content(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path, {"账单": [BILL_HEADERS, bill()]}, name="账单.csv")
    assert only_table(path).accepted.height == 1


def test_a_table_that_starts_in_column_c_is_found_and_its_cells_named_right(
    tmp_path: Path,
) -> None:
    rows = [["", "", *BILL_HEADERS], ["", "", *bill(1, 应收金额="abc")]]
    table = only_table(write_xlsx(tmp_path, {"账单": [[], *rows]}))
    (finding,) = findings(table)
    assert (finding.cell, finding.row) == ("I3", 3)


def test_formula_errors_are_findings_and_never_silently_empty(tmp_path: Path) -> None:
    path = tmp_path / "账单.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("账单")
        sheet.write_row(0, 0, BILL_HEADERS)
        sheet.write_row(1, 0, bill())
        sheet.write_formula("H2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C2", "=VLOOKUP(1,A:B,2)", None, "#N/A")
    table = only_table(path)
    assert [(f.cell, f.found, f.code) for f in findings(table)] == [
        ("C2", "#N/A", "E208"),
        ("H2", "#DIV/0!", "E208"),
    ]


def test_a_formula_that_was_never_calculated_is_a_finding_with_its_formula(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(BILL_HEADERS))
    book.active.append(list(bill()))
    book.active["H2"] = "=G2*0.1"
    path = tmp_path / "账单.xlsx"
    book.save(path)
    (finding,) = findings(only_table(path))
    assert (finding.cell, finding.code) == ("H2", "E214")
    assert "G2*0.1" in finding.found
    assert "用 Excel 打开并保存" in finding.message_zh


@pytest.mark.parametrize("is_1904", [False, True])
def test_serial_numbers_follow_the_epoch_of_their_workbook(tmp_path: Path, is_1904: bool) -> None:
    serial = 46_326 - (1462 if is_1904 else 0)
    row = list(bill())
    row[8] = serial  # a date whose cell lost its date format
    row[9] = dt.datetime(2026, 9, 20)
    path = write_xlsx(tmp_path, {"账单": [BILL_HEADERS, row]}, date_1904=is_1904)
    table = only_table(path)
    assert table.accepted.select("due_on", "billed_on").row(0) == (
        dt.date(2026, 10, 31),
        dt.date(2026, 9, 20),
    )


def test_hidden_rows_and_hidden_sheets_are_read_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "账单.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, first in (("一期", 1), ("二期", 100)):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, BILL_HEADERS)
            for at in range(1, 6):
                sheet.write_row(at, 0, bill(first + at))
            sheet.set_row(2, None, None, {"hidden": True})
            sheet.set_row(40, None, None, {"hidden": True})
        sheet.hide()
    parsed = parse(path)
    assert [table.accepted.height for table in parsed.tables] == [5, 5]
    notes = {(note.code, note.sheet): note for note in parsed.notes}
    assert set(notes) == {("N301", "一期"), ("N301", "二期"), ("N302", "二期")}
    assert "有 1 行被隐藏或筛选掉（第 3 行）" in notes["N301", "一期"].message_zh
    assert "1 rows are hidden" in notes["N301", "一期"].message_en


def test_several_sheets_become_several_tables_and_a_stranger_is_noted(tmp_path: Path) -> None:
    visits = ["回访编号", "项目", "房号", "回访时间", "方式", "类型"]
    visit = ["V1", "翠湖花园", "1-2-301", dt.datetime(2026, 11, 1, 10), "电话", "月度走访"]
    path = write_xlsx(
        tmp_path,
        {
            "甲": [BILL_HEADERS, bill()],
            "附录": [["填写说明"], ["请勿修改"]],
            "乙": [visits, visit],
            "空": [],
        },
    )
    parsed = parse(path)
    assert [(t.export.name, t.sheet) for t in parsed.tables] == [
        ("fee_bills", "甲"),
        ("visits", "乙"),
    ]
    (note,) = parsed.notes
    assert (note.code, note.sheet) == ("N303", "附录")


def test_the_lake_types_of_every_table_are_those_of_the_contract(tmp_path: Path) -> None:
    table = only_table(write_csv(tmp_path, BILL_HEADERS[:9], bill()[:9]))
    assert table.accepted.columns == [*table.export.fields, "source_row"]
    assert table.accepted.schema["receivable_amount"] == pl.Decimal(18, 2)
    assert table.accepted.schema["billed_on"] == pl.Date
    assert table.accepted.schema["source_row"] == pl.Int32
    assert table.missing_fields == ("billed_on", "bill_status")


def test_a_header_without_rows_is_an_empty_table_with_a_note(tmp_path: Path) -> None:
    for path in (
        write_csv(tmp_path, BILL_HEADERS),
        write_xlsx(tmp_path, {"账单": [BILL_HEADERS]}),
    ):
        parsed = parse(path)
        (table,) = parsed.tables
        assert (table.rows_in, table.accepted.height) == (0, 0)
        assert table.accepted.columns == [*table.export.fields, "source_row"]
        assert [note.code for note in parsed.notes] == ["N307"]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_long_id_kept_as_a_number_has_lost_digits_and_is_refused(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"账单.{kind}"
    rows = [bill(1, 房号="912025022687960026"), list(bill(2)), list(bill(3))]
    rows[1][2], rows[2][2] = 912025022687960026, 123456789012345  # type: ignore[index]
    if kind == "xlsx":
        write_xlsx(tmp_path, {"账单": [BILL_HEADERS, *rows]})
    else:
        book = xlwt.Workbook()
        sheet = book.add_sheet("账单")
        for at, row in enumerate([BILL_HEADERS, *rows]):
            for column, value in enumerate(row):
                sheet.write(at, column, value)
        book.save(str(path))
    table = only_table(path)
    assert table.accepted["room_name"].to_list() == ["912025022687960026", "123456789012345"]
    (finding,) = findings(table)
    assert (finding.code, finding.cell) == ("E207", "C3")
    assert "后面的数字已经丢失" in finding.message_zh
