"""The round trip of a correction workbook: refuse, mend in a real workbook, hand in again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.intake import ledger
from pipelines.intake.records import Status
from pipelines.intake.take_inbox import rebuild_lake, take_inbox
from pipelines.intake.why import why
from pipelines.parsing.correction import CORRECTION_KEY_HEADER, ERRORS_HEADER
from pipelines.settings import Home
from tests.intake.files import (
    END_OF_TIME,
    dated,
    lake_rows,
    payment,
    payment_ids,
    write_payments,
    write_projects,
    write_text,
)

NAME = "pay_20260405T0900.csv"
WORKBOOK = "pay_20260405T0900_更正.xlsx"


def open_rows(home: Home) -> list[tuple[str, int]]:
    found = ledger.quarantine_findings_frame(home, END_OF_TIME)
    return sorted(set(found.select("file", "row").rows()))


def columns_of(sheet: Worksheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}


def mend(home: Home, changes: dict[str, dict[str, str]], name: str = WORKBOOK) -> Path:
    """Set cells of the workbook by payment id and header, and put it into the inbox."""
    book = openpyxl.load_workbook(home.quarantine / name)
    sheet = book.active
    columns = columns_of(sheet)
    for row in range(2, sheet.max_row + 1):
        number = sheet.cell(row, columns["缴费编号"]).value
        for header, value in changes.get(number, {}).items():
            sheet.cell(row, columns[header]).value = value
    book.save(home.inbox / name)
    return home.inbox / name


def refuse_two_rows(home: Home) -> None:
    rows = [
        payment("P1"),
        payment("P2", "1x"),
        payment("P3", paid_at="soon", kind="送"),
    ]
    write_payments(home.inbox, NAME, rows)
    take_inbox(home, home.inbox)


def test_the_workbook_holds_only_the_refused_rows_under_the_original_headers(home: Home) -> None:
    refuse_two_rows(home)
    sheet = openpyxl.load_workbook(home.quarantine / WORKBOOK).active
    headers = [cell.value for cell in sheet[1]]
    original = [
        "缴费编号",
        "账单编号",
        "项目",
        "房号",
        "缴费时间",
        "实收金额",
        "类型",
        "原缴费编号",
    ]
    assert headers == [ERRORS_HEADER, CORRECTION_KEY_HEADER, *original]
    assert [sheet.cell(row, 3).value for row in (2, 3)] == ["P2", "P3"]
    assert sheet.max_row == 3
    assert sheet.cell(2, columns_of(sheet)["实收金额"]).value == "1x"


def test_the_key_is_hidden_bad_cells_are_coloured_and_explained_in_both_languages(
    home: Home,
) -> None:
    refuse_two_rows(home)
    sheet = openpyxl.load_workbook(home.quarantine / WORKBOOK).active
    columns = columns_of(sheet)
    assert sheet.column_dimensions["B"].hidden
    bad, good = sheet.cell(2, columns["实收金额"]), sheet.cell(2, columns["缴费时间"])
    assert bad.fill.start_color.rgb == "FFFFC7CE"
    assert good.fill.fill_type is None
    assert "应为" in bad.comment.text
    assert "expected" in bad.comment.text
    assert good.comment is None
    assert "E2" in sheet.cell(3, 1).value
    assert sheet.cell(3, 1).value.count("\n") == 1, "both problems of the row are named"


def test_code_columns_have_drop_down_lists(home: Home) -> None:
    refuse_two_rows(home)
    sheet = openpyxl.load_workbook(home.quarantine / WORKBOOK).active
    lists = {v.formula1 for v in sheet.data_validations.dataValidation}
    assert '"缴费,退费"' in lists


def test_text_that_looks_like_a_formula_or_a_link_stays_text(home: Home) -> None:
    formula = '=HYPERLINK("http://x";"y")'
    quoted = '"' + formula.replace('"', '""') + '"'
    write_payments(home.inbox, NAME, [payment("P1", "x", room=quoted)])
    take_inbox(home, home.inbox)
    sheet = openpyxl.load_workbook(home.quarantine / WORKBOOK).active
    cell = sheet.cell(2, columns_of(sheet)["房号"])
    assert cell.value == formula
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_a_mended_workbook_loads_its_rows_once_and_closes_the_lines(home: Home) -> None:
    refuse_two_rows(home)
    mend(
        home, {"P2": {"实收金额": "12.50"}, "P3": {"缴费时间": "2026-04-02 08:00", "类型": "缴费"}}
    )
    (line,) = take_inbox(home, home.inbox).lines
    assert (line.status, line.rows_accepted) == (Status.ACCEPTED, 2)
    assert payment_ids(home) == ["P1", "P2", "P3"]
    assert open_rows(home) == []
    assert not (home.quarantine / WORKBOOK).exists()
    assert take_inbox(home, home.inbox).files_unchanged == 2
    assert payment_ids(home) == ["P1", "P2", "P3"]


def test_history_is_kept_of_closed_lines(home: Home) -> None:
    refuse_two_rows(home)
    mend(
        home, {"P2": {"实收金额": "12.50"}, "P3": {"缴费时间": "2026-04-02 08:00", "类型": "缴费"}}
    )
    take_inbox(home, home.inbox)
    (history,) = why(home, NAME)
    assert {p.state for p in history.problems} == {"closed"}
    assert {p.closed_by for p in history.problems} == {WORKBOOK}
    (correction,) = why(home, WORKBOOK)
    assert correction.mends == (NAME,)


def test_a_half_mended_workbook_closes_only_the_good_rows(home: Home) -> None:
    refuse_two_rows(home)
    mend(home, {"P2": {"实收金额": "12.50"}, "P3": {"类型": "缴费"}})
    (line,) = take_inbox(home, home.inbox).lines
    assert (line.rows_in, line.rows_accepted, line.rows_quarantined) == (2, 1, 1)
    assert payment_ids(home) == ["P1", "P2"]
    assert open_rows(home) == [(NAME, 4)]


def test_what_was_mended_already_need_not_be_typed_again(home: Home) -> None:
    refuse_two_rows(home)
    mend(home, {"P2": {"实收金额": "12.50"}, "P3": {"类型": "缴费"}})
    take_inbox(home, home.inbox)
    sheet = openpyxl.load_workbook(home.quarantine / WORKBOOK).active
    columns = columns_of(sheet)
    assert sheet.max_row == 2
    assert sheet.cell(2, columns["缴费编号"]).value == "P3"
    assert sheet.cell(2, columns["类型"]).value == "缴费"
    assert sheet.cell(2, columns["类型"]).comment is None
    mend(home, {"P3": {"缴费时间": "2026-04-02 08:00"}})
    take_inbox(home, home.inbox)
    assert payment_ids(home) == ["P1", "P2", "P3"]
    assert open_rows(home) == []


def test_a_workbook_handed_in_unchanged_closes_nothing_and_doubles_nothing(home: Home) -> None:
    refuse_two_rows(home)
    mend(home, {})
    (line,) = take_inbox(home, home.inbox).lines
    assert (line.rows_accepted, line.rows_quarantined) == (0, 2)
    assert open_rows(home) == [(NAME, 3), (NAME, 4)]


def test_a_correction_is_as_old_as_the_file_it_corrects(home: Home) -> None:
    refuse_two_rows(home)
    write_payments(home.inbox, "pay_20260406T0900.csv", [payment("P2", "99.00")])
    take_inbox(home, home.inbox)
    mend(home, {"P2": {"实收金额": "12.50"}})
    take_inbox(home, home.inbox)
    of_p2 = lake_rows(home, "fee_payments").filter(payment_id="P2").sort("exported_at")
    assert [str(a) for a in of_p2["received_amount"]] == ["12.50", "99.00"], "newest export wins"
    assert ledger.newest_export_time(home) == datetime(2026, 4, 6, 9)


@pytest.mark.parametrize("name", [WORKBOOK, "随便.xlsx", "pay_20270101_更正 (1).xlsx"])
def test_the_name_under_which_a_correction_comes_does_not_matter(home: Home, name: str) -> None:
    refuse_two_rows(home)
    mend(home, {"P2": {"实收金额": "12.50"}}).rename(home.inbox / name)
    take_inbox(home, home.inbox)
    row = lake_rows(home, "fee_payments").filter(payment_id="P2").row(0, named=True)
    assert row["exported_at"] == datetime(2026, 4, 5, 9)
    assert open_rows(home) == [(NAME, 4)]


def test_a_correction_of_a_file_without_a_time_in_its_name_keeps_that_files_time(
    home: Home,
) -> None:
    path = write_payments(home.inbox, "pay.csv", [payment("P1", "x")])
    dated(path, datetime(2026, 4, 5, 9))
    take_inbox(home, home.inbox)
    mend(home, {"P1": {"实收金额": "1.00"}}, "pay_更正.xlsx")
    take_inbox(home, home.inbox)
    assert lake_rows(home, "fee_payments")["exported_at"].to_list() == [datetime(2026, 4, 5, 9)]


def test_a_correction_of_a_key_that_its_file_also_loaded_is_the_newer_row(home: Home) -> None:
    write_payments(home.inbox, NAME, [payment("P1", "1.00"), payment("P1", "2.00")])
    take_inbox(home, home.inbox)
    assert open_rows(home) == [(NAME, 3)]
    mend(home, {})
    take_inbox(home, home.inbox)
    newest = lake_rows(home, "fee_payments").sort("exported_at", "file_received_at").tail(1)
    assert [str(a) for a in newest["received_amount"]] == ["2.00"]
    assert open_rows(home) == []


def test_a_correction_of_a_correction_is_newer_still(home: Home) -> None:
    refuse_two_rows(home)
    first = mend(home, {"P2": {"实收金额": "12.50"}})
    workbook = first.read_bytes()
    take_inbox(home, home.inbox)
    (home.quarantine / "again.xlsx").write_bytes(workbook)
    mend(home, {"P2": {"实收金额": "13.50"}}, "again.xlsx")
    take_inbox(home, home.inbox)
    of_p2 = lake_rows(home, "fee_payments").filter(payment_id="P2").sort("file_received_at")
    assert [str(a) for a in of_p2["received_amount"]] == ["12.50", "13.50"]


def test_a_row_that_fails_after_its_line_was_closed_is_a_line_of_its_own(home: Home) -> None:
    refuse_two_rows(home)
    workbook = (home.quarantine / WORKBOOK).read_bytes()
    mend(home, {"P2": {"实收金额": "12.50"}})
    take_inbox(home, home.inbox)
    (home.quarantine / "again.xlsx").write_bytes(workbook)
    mend(home, {"P2": {"实收金额": "13.x"}}, "again.xlsx")
    take_inbox(home, home.inbox)
    assert open_rows(home) == [("again.xlsx", 2), (NAME, 4)]


def test_the_same_correction_again_is_a_duplicate(home: Home) -> None:
    refuse_two_rows(home)
    path = mend(home, {"P2": {"实收金额": "12.50"}})
    take_inbox(home, home.inbox)
    openpyxl.load_workbook(path).save(home.inbox / "saved_again.xlsx")
    (line,) = take_inbox(home, home.inbox).lines
    assert line.status is Status.DUPLICATE
    assert payment_ids(home) == ["P1", "P2"]


def test_equal_mended_rows_of_two_files_close_the_lines_of_both(home: Home) -> None:
    write_payments(home.inbox, NAME, [payment("P1", "x")])
    write_payments(home.inbox, "pay_20260406T0900.csv", [payment("P1", "y")])
    take_inbox(home, home.inbox)
    mend(home, {"P1": {"实收金额": "1.00"}})
    mend(home, {"P1": {"实收金额": "1.00"}}, "pay_20260406T0900_更正.xlsx")
    take_inbox(home, home.inbox)
    assert open_rows(home) == []


def test_two_files_of_one_name_have_a_workbook_each(home: Home) -> None:
    write_payments(home.inbox / "a", "pay_20260405.csv", [payment("P1", "x")])
    write_payments(home.inbox / "b", "pay_20260405.csv", [payment("P2", "x")])
    report = take_inbox(home, home.inbox)
    assert len(set(report.correction_workbooks)) == 2
    assert "pay_20260405_更正.xlsx" in {Path(p).name for p in report.correction_workbooks}
    for path in report.correction_workbooks:
        (home.inbox / Path(path).name).write_bytes(Path(path).read_bytes())
        number = openpyxl.load_workbook(path).active.cell(2, 3).value
        mend(home, {number: {"实收金额": "1.00"}}, Path(path).name)
    take_inbox(home, home.inbox)
    assert payment_ids(home) == ["P1", "P2"]
    assert open_rows(home) == []


def test_every_sheet_and_export_has_a_sheet_in_the_workbook(home: Home) -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("二月")
    first.title = "一月"
    for sheet, number in ((first, "P1"), (second, "P2")):
        sheet.append(["缴费编号", "项目", "房号", "缴费时间", "实收金额"])
        sheet.append([number, "翠湖", "1-1", "2026-01-01 08:00", "x"])
    visits = book.create_sheet("回访")
    visits.append(["回访编号", "项目", "房号", "回访时间", "方式", "类型"])
    visits.append(["V1", "翠湖", "1-1", "2026-01-01 08:00", "飞鸽", "月度走访"])
    book.save(home.inbox / "all_20260405.xlsx")
    take_inbox(home, home.inbox)
    name = "all_20260405_更正.xlsx"
    book = openpyxl.load_workbook(home.quarantine / name)
    assert book.sheetnames == ["一月", "二月", "回访"]
    for sheet in book.worksheets:
        columns = columns_of(sheet)
        header, value = ("实收金额", "5.00") if "实收金额" in columns else ("方式", "电话")
        sheet.cell(2, columns[header]).value = value
    book.save(home.inbox / name)
    take_inbox(home, home.inbox)
    assert payment_ids(home) == ["P1", "P2"]
    assert lake_rows(home, "visits")["visit_id"].to_list() == ["V1"]
    assert open_rows(home) == []


def test_a_row_of_an_unknown_project_can_be_mended_too(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    write_payments(home.inbox, NAME, [payment("P1"), payment("P2", project="翠胡花园")])
    take_inbox(home, home.inbox)
    assert open_rows(home) == [(NAME, 3)]
    mend(home, {"P2": {"项目": "翠湖花园"}})
    take_inbox(home, home.inbox)
    assert open_rows(home) == []
    assert not (home.quarantine / WORKBOOK).exists()
    assert lake_rows(home, "fee_payments").filter(payment_id="P2").height == 2


def test_a_mended_row_that_names_an_unknown_project_leaves_its_line_open(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    write_payments(home.inbox, NAME, [payment("P1"), payment("P2", "x", project="翠胡花园")])
    take_inbox(home, home.inbox)
    mend(home, {"P2": {"实收金额": "5.00"}})
    take_inbox(home, home.inbox)
    assert open_rows(home) == [(NAME, 3)]
    sheet = openpyxl.load_workbook(home.quarantine / WORKBOOK).active
    assert "E301" in sheet.cell(2, 1).value
    assert sheet.cell(2, columns_of(sheet)["实收金额"]).value == "5.00"
    mend(home, {"P2": {"项目": "翠湖花园"}})
    take_inbox(home, home.inbox)
    assert open_rows(home) == []


def test_a_project_registered_later_makes_the_workbook_disappear(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    write_payments(home.inbox, NAME, [payment("P2", project="金桂苑")])
    take_inbox(home, home.inbox)
    assert (home.quarantine / WORKBOOK).exists()
    write_projects(home.inbox, "projects_20260402.csv", ["金桂苑"])
    take_inbox(home, home.inbox)
    assert open_rows(home) == []
    assert not (home.quarantine / WORKBOOK).exists()


def test_what_a_clerk_types_into_the_hidden_key_is_no_line(home: Home) -> None:
    refuse_two_rows(home)
    mend(home, {"P2": {"实收金额": "1.00", CORRECTION_KEY_HEADER: "../../etc/passwd"}})
    take_inbox(home, home.inbox)
    assert "P2" in payment_ids(home)
    assert open_rows(home) == [(NAME, 3), (NAME, 4)]


def test_the_workbook_comes_back_after_an_interrupted_run(home: Home) -> None:
    refuse_two_rows(home)
    (home.quarantine / WORKBOOK).unlink()
    rebuild_lake(home)
    assert (home.quarantine / WORKBOOK).exists()


def test_a_rebuild_of_the_lake_keeps_what_corrections_closed(home: Home) -> None:
    refuse_two_rows(home)
    mend(home, {"P2": {"实收金额": "12.50"}})
    take_inbox(home, home.inbox)
    rebuild_lake(home)
    assert payment_ids(home) == ["P1", "P2"]
    assert open_rows(home) == [(NAME, 4)]


def test_a_workbook_is_the_same_bytes_for_the_same_lines(home: Home) -> None:
    refuse_two_rows(home)
    first = (home.quarantine / WORKBOOK).read_bytes()
    rebuild_lake(home)
    assert (home.quarantine / WORKBOOK).read_bytes() == first


def test_a_file_without_refused_rows_has_no_workbook(home: Home) -> None:
    write_payments(home.inbox, NAME, [payment("P1")])
    write_text(home.inbox / "x_20260405.csv", "nothing")
    assert take_inbox(home, home.inbox).correction_workbooks == ()
    assert not list(home.quarantine.glob("*")) if home.quarantine.exists() else True
