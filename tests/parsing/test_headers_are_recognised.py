"""Which export a sheet is: by its set of headers, however they are dressed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.exports import ALL_EXPORTS, Export
from pipelines.parsing.header_match import best_match, find_header, normalise_header
from pipelines.parsing.parsed import FileRefused
from tests.parsing.clerks_files import BILL_HEADERS, bill, only_table, parse, write_csv, write_xlsx


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("应收金额（元）", "应收金额"),
        ("应收金额 (单位:元)", "应收金额"),
        ("建筑面积（平方米）", "建筑面积"),
        ("建筑面积(㎡)", "建筑面积"),
        ("*账单编号", "账单编号"),
        ("账单编号＊（必填）", "账单编号"),
        (" 账 单 编 号 ：", "账单编号"),
        ("Bill_ID", "bill_id"),
        ("应收金额（万元）", "应收金额(万元)"),
        ("物品名称(编号)", "物品名称(编号)"),
        ("(元)", "(元)"),
    ],
)
def test_a_header_is_compared_without_its_dress(written: str, normal: str) -> None:
    assert normalise_header(written) == normal


@pytest.mark.parametrize("export", ALL_EXPORTS, ids=lambda export: export.name)
def test_every_export_is_known_by_its_required_columns_in_any_order(export: Export) -> None:
    for by in ("header", "field"):
        headers = [getattr(export.column(f), by) for f in export.required_fields]
        match = best_match(list(reversed(headers)))
        assert (match.export.name, match.is_telling) == (export.name, True)
        everything = best_match([getattr(c, by) for c in export.columns])
        assert (everything.export.name, everything.is_telling) == (export.name, True)
        assert set(everything.origin) == set(export.fields)


@pytest.mark.parametrize("export", ALL_EXPORTS, ids=lambda export: export.name)
def test_an_export_without_one_required_column_is_not_taken_for_a_smaller_one(
    export: Export,
) -> None:
    for gone in export.required_fields:
        headers = [c.header for c in export.columns if c.field != gone]
        match = best_match(headers)
        assert (match.export.name, match.missing) == (export.name, (gone,))
        assert not match.is_telling


def test_one_shared_column_does_not_make_a_foreign_sheet_ours() -> None:
    assert not best_match(["项目", "天气", "温度", "备注"]).is_telling
    assert not best_match(["小区", "房号/车辆/合同", "收费类型", "a", "b", "c", "d"]).is_telling


def test_a_sheet_of_days_and_staff_numbers_is_lunch_duty_only_with_nothing_else_in_it() -> None:
    assert best_match(["序号", "姓名", "工号", "值班日期", "备注"]).is_telling
    for other in ("打卡时间", "班次", "类型"):
        assert not best_match(["工号", "日期", other]).is_telling


def test_aliases_of_other_systems_are_known_and_the_real_header_wins(tmp_path: Path) -> None:
    headers = list(BILL_HEADERS)
    headers[headers.index("房号")] = "房号/车辆/合同"
    headers[headers.index("费用项")] = "收费项目"
    assert only_table(write_csv(tmp_path, headers, bill(1))).accepted.height == 1
    both = only_table(write_csv(tmp_path, (*BILL_HEADERS, "小区"), (*bill(1), "别的")))
    assert both.accepted["project_name"].to_list() == ["翠湖花园"]


def test_neither_file_name_nor_sheet_name_decides(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path, {"投诉登记": [BILL_HEADERS, bill(1)]}, name="投诉登记.xlsx")
    assert only_table(path).export.name == "fee_bills"


def test_a_header_below_titles_is_found_within_thirty_rows(tmp_path: Path) -> None:
    titles = [["某某物业公司"] + [""] * 10] * 28
    assert only_table(write_csv(tmp_path, *titles, BILL_HEADERS, bill(1))).header_row == 29
    with pytest.raises(FileRefused):
        parse(write_csv(tmp_path, *titles, *titles, BILL_HEADERS, bill(1)))


def test_a_header_in_two_rows_takes_the_upper_text_where_the_lower_is_empty() -> None:
    upper = (*BILL_HEADERS[:6], "金额", "", *BILL_HEADERS[8:])
    lower = (*[""] * 6, "应收金额", "优惠减免金额", "", "", "")
    found = find_header([(1, ("账单汇总",) + ("",) * 10), (2, upper), (3, lower), (4, bill(1))])
    assert found is not None
    assert (found.header_row, found.headers) == (3, BILL_HEADERS)
    assert found.match.is_telling


def test_a_header_with_a_second_line_in_another_language_is_known() -> None:
    headers = [f"{h}\nany text" for h in BILL_HEADERS]
    assert best_match(headers).export.name == "fee_bills"


def test_amounts_in_ten_thousands_are_not_taken_for_yuan(tmp_path: Path) -> None:
    headers = [h.replace("应收金额", "应收金额（万元）") for h in BILL_HEADERS]
    with pytest.raises(FileRefused) as caught:
        parse(write_csv(tmp_path, headers, bill(1)))
    assert "应收金额（是不是 G1「应收金额（万元）」？）" in caught.value.finding.message_zh
