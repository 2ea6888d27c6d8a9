"""Which rows are accepted, refused or ignored, and that nothing is lost between them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.parsing.correction import CORRECTION_KEY_HEADER, ERRORS_HEADER
from pipelines.parsing.parsed import ParsedTable
from tests.parsing.clerks_files import (
    BILL_HEADERS,
    bill,
    codes,
    findings,
    only_table,
    parse,
    write_csv,
    write_xlsx,
)

COMPLAINT_HEADERS = ("投诉编号", "项目", "渠道", "类别", "受理时间", "处理完毕时间", "承诺完成时间")


def complaint(
    number: int, received: str, resolved: str = "", promised: str = ""
) -> tuple[str, ...]:
    return (f"TS{number}", "翠湖花园", "来电", "一般", received, resolved, promised)


def rows_of(table: ParsedTable) -> dict[str, list[int]]:
    return {
        "accepted": table.accepted["source_row"].to_list(),
        "refused": [row.row for row in table.refused],
        "ignored": [row.row for row in table.ignored],
    }


def test_a_refused_row_carries_all_its_findings_its_cells_and_its_money(tmp_path: Path) -> None:
    bad = bill(2, 费用项="物业废", 服务期起="2026-13-01", 应收金额="1,000.5", 应缴日期="")
    table = only_table(write_csv(tmp_path, BILL_HEADERS, bill(1), bad, delimiter=";"))
    (row,) = table.refused
    assert row.row == 3
    assert row.cells == tuple(cell or None for cell in bad)
    assert [(f.code, f.cell) for f in row.findings] == [
        ("E202", "D3"),
        ("E205", "E3"),
        ("E201", "I3"),
    ]
    assert row.amount == Decimal("1000.50")
    assert row.amounts == {
        "receivable_amount": Decimal("1000.50"),
        "concession_amount": Decimal("0.00"),
    }


def test_a_finding_says_place_found_expected_and_mend_in_both_languages(tmp_path: Path) -> None:
    rows = [bill(1), bill(2, 应收金额="1,2３0.5.0元")]
    path = write_xlsx(tmp_path, {"明细": [BILL_HEADERS, *rows]}, name="收费明细_202611.xlsx")
    (finding,) = findings(only_table(path))
    assert (finding.file, finding.sheet, finding.row, finding.cell) == (
        "收费明细_202611.xlsx", "明细", 3, "G3",
    )  # fmt: skip
    assert (finding.column, finding.field) == ("应收金额", "receivable_amount")
    assert finding.found == "1,2３0.5.0元"
    assert finding.message_zh == (
        "E203 收费明细_202611.xlsx › 明细 › G3「应收金额」：找到“1,2３0.5.0元”，"
        "应为金额（数字，最多两位小数，如 1230.50）。请改为数字，例如 1230.50。"
    )
    assert finding.message_en == (
        "E203 收费明细_202611.xlsx › 明细 › G3 “应收金额”: found “1,2３0.5.0元”, expected an "
        "amount (a number with at most two decimals, like 1230.50). Type a number, for example "
        "1230.50."
    )


def test_a_missing_required_value_says_that_the_cell_is_empty(tmp_path: Path) -> None:
    (finding,) = findings(only_table(write_csv(tmp_path, BILL_HEADERS, bill(1, 房号="--"))))
    assert finding.code == "E201"
    assert finding.message_zh.endswith("C2「房号」：找到“--”，应为必填的值。请填写后重新发送。")
    (finding,) = findings(only_table(write_csv(tmp_path, BILL_HEADERS, bill(1, 房号=""))))
    assert "这一格是空的" in finding.message_zh
    assert "the cell is empty" in finding.message_en


def test_resolved_before_received_is_an_impossible_order(tmp_path: Path) -> None:
    rows = [
        complaint(1, "2026-04-05 09:00:00", "2026-04-05 08:59:59"),
        complaint(2, "2026-04-05 09:00:00", "2026-04-05 09:00:00"),
        complaint(3, "2026-04-05 09:00:00", "2026-04-05"),
        complaint(4, "2026-04-05 09:00:00", "2026-04-04"),
    ]
    table = only_table(write_csv(tmp_path, COMPLAINT_HEADERS, *rows))
    # A date without a time of day contradicts nothing that happened on that day.
    assert rows_of(table)["refused"] == [2, 5]
    assert [(f.code, f.cell) for f in findings(table)] == [("E209", "F2"), ("E209", "F5")]
    assert "不早于“受理时间”（2026-04-05 09:00:00）" in findings(table)[0].message_zh


def test_the_end_of_a_service_period_may_not_lie_before_its_start(tmp_path: Path) -> None:
    table = only_table(
        write_csv(
            tmp_path, BILL_HEADERS, bill(1, 服务期止="2026-09-30"), bill(2, 服务期止="2026-10-01")
        )
    )
    assert [(f.code, f.cell) for f in findings(table)] == [("E209", "F2")]


def test_what_happened_after_the_export_is_refused_but_what_is_planned_is_not(
    tmp_path: Path,
) -> None:
    rows = [
        complaint(1, "2026-11-20 18:00:00", promised="2027-01-01 00:00:00"),
        complaint(2, "2026-11-20 18:00:01"),
        complaint(3, "2026-11-19 10:00:00", "2026-11-21 10:00:00"),
    ]
    table = only_table(write_csv(tmp_path, COMPLAINT_HEADERS, *rows))
    assert [(f.code, f.cell) for f in findings(table)] == [("E210", "E3"), ("E210", "F4")]
    assert "不晚于导出时间 2026-11-20 18:00:00" in findings(table)[0].expected_zh
    bills = only_table(
        write_csv(
            tmp_path, BILL_HEADERS, bill(1, 出账日期="2026-11-20"), bill(2, 出账日期="2026-11-21")
        )
    )
    assert [(f.code, f.cell) for f in findings(bills)] == [("E210", "J3")]


def test_sentinels_of_other_systems_are_empty_and_not_errors(tmp_path: Path) -> None:
    rows = [
        bill(1, 优惠减免金额="--", 出账日期="0000-00-00", 状态="null"),
        bill(2, 优惠减免金额="无"),
    ]
    table = only_table(write_csv(tmp_path, BILL_HEADERS, *rows))
    assert not table.refused
    assert (
        table.accepted.select("concession_amount", "billed_on", "bill_status").row(0) == (None,) * 3
    )


@pytest.mark.parametrize(
    "word", ["合计", "总计", "合 计：", "总收入", "总欠费", "Total", "本页合计", "合计（元）"]
)
@pytest.mark.parametrize("on_top", [False, True])
def test_a_total_row_is_ignored_above_or_below_the_data(
    tmp_path: Path, word: str, on_top: bool
) -> None:
    total = (word, *[""] * 5, "2400.00", "", "", "", "")
    rows = [total, bill(1), bill(2)] if on_top else [bill(1), bill(2), total]
    parsed = parse(write_csv(tmp_path, BILL_HEADERS, *rows))
    (table,) = parsed.tables
    (ignored,) = table.ignored
    assert (ignored.row, ignored.rule) == (2 if on_top else 4, "total_row")
    assert ignored.amounts == {"receivable_amount": Decimal("2400.00")}
    assert (table.rows_in, table.accepted.height) == (3, 2)
    assert table.amounts_in["receivable_amount"] == Decimal("4800.00")
    assert not parsed.notes


def test_subtotals_are_ignored_and_not_compared_with_the_whole(tmp_path: Path) -> None:
    part = ("小计", *[""] * 5, "1200.00", "", "", "", "")
    parsed = parse(write_csv(tmp_path, BILL_HEADERS, bill(1), part, bill(2), part))
    assert rows_of(parsed.tables[0])["ignored"] == [3, 5]
    assert not parsed.notes


def test_a_total_in_another_column_is_known_by_the_missing_key(tmp_path: Path) -> None:
    total = ("", "", "合计", "", "", "", "1200.00", "", "", "", "")
    table = only_table(write_csv(tmp_path, BILL_HEADERS, bill(1), total))
    assert rows_of(table)["ignored"] == [3]


def test_a_total_that_differs_from_its_rows_by_more_than_a_fen_is_noted(tmp_path: Path) -> None:
    for stated, noted in (("2400.01", False), ("2400.02", True), ("2,300.00元", True)):
        total = ("合计", *[""] * 5, f'"{stated}"', "", "", "", "")
        parsed = parse(write_csv(tmp_path, BILL_HEADERS, bill(1), bill(2), total))
        assert [note.code for note in parsed.notes] == (["N304"] if noted else [])
    (note,) = parsed.notes
    assert note.cell == "G4"
    assert "合计 2,300.00 与各行之和 2,400.00 相差 -100.00 元" in note.message_zh
    assert "differs from the sum of the rows, 2,400.00, by -100.00 yuan" in note.message_en


def test_a_total_counts_refused_rows_too(tmp_path: Path) -> None:
    total = ("合计", *[""] * 5, "2400.00", "", "", "", "")
    parsed = parse(write_csv(tmp_path, BILL_HEADERS, bill(1), bill(2, 房号=""), total))
    assert len(parsed.tables[0].refused) == 1
    assert not parsed.notes


def test_a_total_row_in_a_list_of_projects_is_not_a_project(tmp_path: Path) -> None:
    rows = [("翠湖花园", "成都", "100"), ("合计", "", "100")]
    table = only_table(write_csv(tmp_path, ("项目", "城市", "户数"), *rows))
    assert table.accepted["project_name"].to_list() == ["翠湖花园"]


def test_the_example_row_of_a_template_is_ignored(tmp_path: Path) -> None:
    example = bill(9, 账单编号="示例：ZD001")
    table = only_table(write_csv(tmp_path, BILL_HEADERS, example, bill(1)))
    assert [(row.row, row.rule) for row in table.ignored] == [(2, "example_row")]
    assert table.accepted["bill_id"].to_list() == ["ZD001"]


def test_an_identical_row_with_the_same_key_is_ignored(tmp_path: Path) -> None:
    again = bill(1, 应收金额="￥1200", 房号="１-２-３０１")
    table = only_table(write_csv(tmp_path, BILL_HEADERS, bill(1), bill(2), again))
    assert [(row.row, row.rule) for row in table.ignored] == [(4, "identical_duplicate")]
    assert table.ignored[0].amounts["receivable_amount"] == Decimal("1200.00")
    assert table.accepted.height == 2


def test_a_different_row_with_the_same_key_is_refused_and_the_earlier_kept(tmp_path: Path) -> None:
    other = bill(1, 应收金额="1300.00")
    for rows in ([bill(2), bill(1), other], [bill(1), bill(2), other]):
        table = only_table(write_csv(tmp_path, BILL_HEADERS, *rows))
        (row,) = table.refused
        assert (row.row, row.cells, row.amount) == (4, other, Decimal("1300.00"))
        (finding,) = row.findings
        assert (finding.code, finding.cell, finding.found) == ("E211", "A4", "ZD001")
    assert "第 2 行已有同样的账单编号而内容不同" in finding.message_zh


def test_a_refused_row_does_not_claim_its_key(tmp_path: Path) -> None:
    table = only_table(write_csv(tmp_path, BILL_HEADERS, bill(1, 应收金额="abc"), bill(1)))
    assert rows_of(table) == {"accepted": [3], "refused": [2], "ignored": []}


def test_the_same_key_on_two_sheets_of_one_file_is_found(tmp_path: Path) -> None:
    sheets = {
        "一期": [BILL_HEADERS, bill(1)],
        "二期": [BILL_HEADERS, bill(2), bill(1, 房号="9"), bill(1)],
    }
    first, second = parse(write_xlsx(tmp_path, sheets)).tables
    assert first.accepted.height == 1
    assert rows_of(second) == {"accepted": [2], "refused": [3], "ignored": [4]}
    assert "“一期” 第 2 行" in findings(second)[0].message_zh


def test_a_key_of_several_columns_may_have_an_empty_part(tmp_path: Path) -> None:
    headers = ("工号", "姓名", "部门", "岗位", "生效日期")
    rows = [
        ("1", "张", "客服", "主管", "2026-01-01"),
        ("1", "张", "客服", "经理", "2026-07-01"),
        ("1", "张", "客服", "经理", ""),
        ("1", "张", "客服", "主任", ""),
    ]
    table = only_table(write_csv(tmp_path, headers, *rows))
    assert rows_of(table) == {"accepted": [2, 3, 4], "refused": [5], "ignored": []}
    without = only_table(write_csv(tmp_path, headers[:4], *(row[:4] for row in rows)))
    assert rows_of(without)["refused"] == [3, 4, 5]


def test_a_correction_workbook_gives_its_keys_and_true_cell_addresses(tmp_path: Path) -> None:
    headers = [ERRORS_HEADER, CORRECTION_KEY_HEADER, *BILL_HEADERS]
    rows = [
        ["应收金额：…", "0123456789abcdef/fee_bills//7", *bill(1)],
        ["…", "0123456789abcdef/fee_bills//9", *bill(2, 应收金额="abc")],
    ]
    path = write_xlsx(tmp_path, {"更正": [headers, *rows]})
    table = only_table(path)
    assert table.headers == BILL_HEADERS
    assert table.corrects == {
        2: "0123456789abcdef/fee_bills//7",
        3: "0123456789abcdef/fee_bills//9",
    }
    (row,) = table.refused
    assert row.cells == bill(2, 应收金额="abc")
    assert row.findings[0].cell == "I3"
    as_csv = only_table(write_csv(tmp_path, headers, *rows))
    assert as_csv.corrects == table.corrects
    assert findings(as_csv)[0].cell == "I3"


def test_the_folder_gives_the_project_where_the_file_has_no_such_column(tmp_path: Path) -> None:
    headers = [h for h in BILL_HEADERS if h != "项目"]
    cells = [c for c, h in zip(bill(1), BILL_HEADERS, strict=True) if h != "项目"]
    table = only_table(write_csv(tmp_path, headers, cells), project_hint="金桂苑")
    assert table.accepted["project_name"].to_list() == ["金桂苑"]


def test_extra_columns_are_noted_and_do_no_harm(tmp_path: Path) -> None:
    parsed = parse(write_csv(tmp_path, ("序号", *BILL_HEADERS, "备注"), ("1", *bill(1), "x")))
    assert parsed.tables[0].accepted.height == 1
    (note,) = parsed.notes
    assert (note.code, note.found) == ("N305", "序号、备注")


def test_too_many_unusable_rows_refuse_the_file_instead_of_filling_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.parsing import assembly
    from pipelines.parsing.parsed import FileRefused

    monkeypatch.setattr(assembly, "MOST_REFUSED", 3)
    path = write_csv(tmp_path, BILL_HEADERS, *(bill(i, 应收金额="abc") for i in range(5)))
    with pytest.raises(FileRefused) as caught:
        parse(path)
    assert caught.value.finding.code == "E112"
    assert "G2「应收金额」" in caught.value.finding.message_zh


def test_the_same_file_twice_gives_the_same_answer(tmp_path: Path) -> None:
    path = write_csv(tmp_path, BILL_HEADERS, bill(1), bill(2, 应收金额="x"), bill(1))
    first, second = only_table(path), only_table(path)
    assert first.accepted.equals(second.accepted)
    assert (first.refused, first.ignored) == (second.refused, second.ignored)


CELL = st.sampled_from(
    ["", "1200.00", "1,5", "合计", "示例", "2026-10-01", "abc", "物业费", "ZD001", "--", "1.2万"]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.one_of(st.lists(CELL, min_size=11, max_size=11), st.integers(1, 6)), max_size=12)
)
def test_every_row_and_every_fen_ends_in_exactly_one_place(
    tmp_path: Path, drawn: list[list[str] | int]
) -> None:
    rows = [list(bill(row)) if isinstance(row, int) else [f'"{c}"' for c in row] for row in drawn]
    table = only_table(write_csv(tmp_path, BILL_HEADERS, *rows))
    places = rows_of(table)
    seen = sorted(row for numbers in places.values() for row in numbers)
    blank = [at for at, row in enumerate(rows, 2) if not any(cell.strip('"') for cell in row)]
    assert seen == [at for at in range(2, len(rows) + 2) if at not in blank]
    assert table.rows_in == len(seen)
    for field, total in table.amounts_in.items():
        parts = [table.accepted[field].sum() or Decimal(0)]
        parts += [row.amounts.get(field, Decimal(0)) for row in (*table.refused, *table.ignored)]
        assert sum(parts, Decimal(0)) == total
    assert all(row.findings for row in table.refused)
    assert all(f.cell == f"{f.cell[0]}{f.row}" for f in findings(table) if f.cell)
    assert isinstance(codes(table), list)


def test_dates_of_the_lake_keep_midnight(tmp_path: Path) -> None:
    table = only_table(write_csv(tmp_path, COMPLAINT_HEADERS, complaint(1, "2026/4/5 0:00")))
    assert table.accepted["received_at"].to_list() == [dt.datetime(2026, 4, 5)]
