"""Every MicroCommunity layout maps to exactly the rows that its YAML declares."""

from decimal import Decimal

import pytest

from tests.profiles.foreign_layouts import (
    BILLS,
    DETAIL,
    EVENTS,
    HISTORY,
    IMPORTED,
    MONTHS,
    REPORT,
    REPORT_LEGACY,
    ROOM_TEMPLATE,
    ROOMS_OF_COMMUNITY,
)
from tests.profiles.foreign_sheets import (
    PROFILES,
    ignored_of,
    mapped,
    only_profile_for,
    rows_of,
    sheet,
)

PAID_YEAR = {
    "订单号": "102025022657800022",
    "房号": "1栋1单元1001室",
    "业主": "演示业主",
    "费用类型": "物业费",
    "费用项": "物业管理费",
    "费用状态": "已退费",
    "支付方式": "现金",
    "费用开始时间": "2025-01-01",
    "费用结束时间": "2025-12-31",
    "缴费时间": "2025-02-26 10:10:43",
    "应缴/应收金额": "1560.00",
    "应收金额": "1560.00",
    "实收金额": "460.00",
    "滞纳金": "0.00",
    "账户抵扣": "1100.00",
}
REFUND = PAID_YEAR | {
    "费用状态": "退费单",
    "缴费时间": "2025-02-26 11:09:46",
    "应缴/应收金额": "-1560.00",
    "应收金额": "-1560.00",
    "实收金额": "-1560.00",
    "账户抵扣": "0.00",
}
PAID_ID = "阳光花园/1-1-1001/物业管理费/2025-01-01/2025-02-26T10:10:43"
REFUND_ID = "阳光花园/1-1-1001/物业管理费/2025-01-01/2025-02-26T11:09:46"


def settled(rows: list[dict[str, str | int | None]]) -> Decimal:
    """Received and account amounts; a refund subtracts whichever sign it carries."""
    total = Decimal(0)
    for row in rows:
        value = sum(Decimal(str(row.get(f) or 0)) for f in ("received_amount", "account_amount"))
        total += -abs(value) if row["payment_kind"] == "退费" else value
    return total


def test_payment_details_report_maps_a_payment_and_its_refund_that_net_to_zero():
    payments = mapped(sheet(REPORT, PAID_YEAR, REFUND))["fee_payments"]
    paid, refund = rows_of(payments)
    assert paid == {
        "payment_id": PAID_ID,
        "project_name": "阳光花园",
        "room_name": "1-1-1001",
        "fee_item": "物业费",
        "paid_at": "2025-02-26 10:10:43",
        "received_amount": "460.00",
        "account_amount": "1100.00",
        "late_fee_amount": "0.00",
        "payment_method": "现金",
        "payment_kind": "缴费",
        "refunded_payment_id": None,
        "source_row": 2,
    }
    assert (refund["payment_id"], refund["payment_kind"]) == (REFUND_ID, "退费")
    assert refund["refunded_payment_id"] == PAID_ID
    assert settled([paid, refund]) == Decimal("0.00")


def test_older_payment_details_report_with_other_columns_and_order_maps_the_same():
    rows = rows_of(mapped(sheet(REPORT_LEGACY, PAID_YEAR, REFUND))["fee_payments"])
    assert [row["payment_id"] for row in rows] == [PAID_ID, REFUND_ID]
    assert rows[1]["refunded_payment_id"] == PAID_ID
    assert "account_amount" not in rows[0], "a column that is not there is missing, not empty"


def test_refund_under_another_order_number_is_found_by_room_item_and_period():
    moved = REFUND | {"订单号": "another"}
    assert (
        rows_of(mapped(sheet(REPORT, PAID_YEAR, moved))["fee_payments"])[1]["refunded_payment_id"]
        == PAID_ID
    )


def test_refund_without_its_payment_names_the_order_so_that_it_is_not_lost():
    (refund,) = rows_of(mapped(sheet(REPORT, REFUND))["fee_payments"])
    assert refund["refunded_payment_id"] == "订单号 102025022657800022"


def test_late_fee_is_kept_apart_whichever_sign_the_system_gives_it():
    for late in ("10.00", "-10.00"):
        row = PAID_YEAR | {"实收金额": "1570.00", "滞纳金": late}
        (paid,) = rows_of(mapped(sheet(REPORT, row))["fee_payments"])
        assert (paid["received_amount"], paid["late_fee_amount"]) == ("1560.00", "10.00")


def test_amount_that_cannot_be_read_reaches_the_contract_as_it_was_written():
    row = PAID_YEAR | {"实收金额": "四百六", "滞纳金": "0.00"}
    (paid,) = rows_of(mapped(sheet(REPORT, row))["fee_payments"])
    assert paid["received_amount"] == "四百六 + 0.00"


def test_bill_report_gives_a_bill_each_and_a_payment_only_for_what_is_paid():
    bill = {
        "报表ID": "B1",
        "付费对象": "2栋商铺3室",
        "费用项": "物业管理费",
        "费用类型": "物业费",
        "账单状态": "已还清",
        "支付方式": "现金",
        "费用开始时间": "2025-01-01 00:00:00",
        "费用结束时间": "2025-12-31 23:59:59",
        "缴费时间": "2025-02-26 10:10:43",
        "应收金额（元）": "1560.00",
        "实收金额（元）": "1460.00",
        "优惠金额（元）": "60.00",
        "减免金额（元）": "40",
        "赠送金额（元）": "0.0",
        "滞纳金（元）": "0",
    }
    owed = bill | {"报表ID": "B2", "缴费时间": "--", "支付方式": "--", "实收金额（元）": "0.00"}
    tables = mapped(sheet(BILLS, bill, owed))
    assert rows_of(tables["fee_bills"])[0] == {
        "bill_id": "B1",
        "project_name": "阳光花园",
        "room_name": "2-0-商铺3",
        "fee_item": "物业费",
        "service_from": "2025-01-01 00:00:00",
        "service_to": "2025-12-31 23:59:59",
        "receivable_amount": "1560.00",
        "concession_amount": "100.00",
        "due_on": "2025-12-31 23:59:59",
        "bill_status": "有效",
        "source_row": 2,
    }
    (payment,) = rows_of(tables["fee_payments"])
    assert (payment["bill_id"], payment["received_amount"]) == ("B1", "1460.00")
    assert ignored_of(tables["fee_payments"]) == [(3, "not_paid")]
    assert ignored_of(tables["fee_bills"]) == []


def test_one_payment_has_one_number_in_both_reports():
    in_bills = {
        "报表ID": "B1",
        "付费对象": "1栋1单元1001室",
        "费用项": "物业管理费",
        "费用类型": "物业费",
        "费用开始时间": "2025-01-01 00:00:00",
        "缴费时间": "2025-02-26 10:10:43",
        "实收金额（元）": "460.00",
    }
    (from_bills,) = rows_of(mapped(sheet(BILLS, in_bills))["fee_payments"])
    assert from_bills["payment_id"] == PAID_ID


def test_headers_without_their_units_are_the_same_headers():
    bare = [header.split("（")[0] for header in BILLS]
    half_width = [header.replace("（", " (").replace("）", ")") for header in BILLS]
    unit_named = [header.replace("（元）", "(单位:元)") for header in BILLS]
    for headers in (bare, half_width, unit_named):
        assert only_profile_for(sheet(headers)).name == "microcommunity_bill_report"


DETAIL_PAID = {
    "detail_id": "D1",
    "fee_id": "F1",
    "community_id": "C1",
    "receivable_amount": "1560.00",
    "received_amount": "460.00",
    "prime_rate": "1.00",
    "create_time": "2025-02-26 10:10:43",
    "status_cd": "0",
    "state": "1100",
    "start_time": "2025-01-01 00:00:00",
    "end_time": "2025-12-31 23:59:59",
    "pay_order_id": "O1",
    "cashier_id": "S1",
    "acct_amount": "1100.00",
    "late_amount": "0.00",
}
DETAIL_REFUND = DETAIL_PAID | {
    "detail_id": "D2",
    "received_amount": "-1560.00",
    "create_time": "2025-02-26 11:09:46",
    "state": "1300",
    "acct_amount": "0.00",
}


def test_table_of_payments_links_a_refund_to_the_payment_of_the_same_order():
    payments = mapped(sheet(DETAIL, DETAIL_PAID, DETAIL_REFUND))["fee_payments"]
    paid, refund = rows_of(payments)
    assert paid == {
        "payment_id": "D1",
        "project_name": "阳光花园",
        "room_name": "F1",
        "paid_at": "2025-02-26 10:10:43",
        "received_amount": "460.00",
        "account_amount": "1100.00",
        "late_fee_amount": "0.00",
        "payment_method": "现金",
        "cashier_staff_id": "S1",
        "payment_kind": "缴费",
        "refunded_payment_id": None,
        "source_row": 2,
    }
    assert (refund["payment_kind"], refund["refunded_payment_id"]) == ("退费", "D1")
    assert settled([paid, refund]) == Decimal("0.00")


def test_order_that_paid_two_fees_refunds_the_one_of_the_same_fee():
    other_fee = DETAIL_PAID | {"detail_id": "D3", "fee_id": "F2"}
    rows = rows_of(mapped(sheet(DETAIL, DETAIL_PAID, other_fee, DETAIL_REFUND))["fee_payments"])
    assert rows[2]["refunded_payment_id"] == "D1"


def test_refund_that_could_undo_two_payments_is_not_guessed():
    again = DETAIL_PAID | {"detail_id": "D3"}
    rows = rows_of(mapped(sheet(DETAIL, DETAIL_PAID, again, DETAIL_REFUND))["fee_payments"])
    assert rows[2]["refunded_payment_id"] == "pay_order_id O1"


def test_soft_deleted_and_unpaid_rows_are_ignored_and_counted():
    deleted = DETAIL_PAID | {"detail_id": "D4", "status_cd": "1"}
    owed = DETAIL_PAID | {"detail_id": "D5", "state": "1500"}
    payments = mapped(sheet(DETAIL, deleted, DETAIL_PAID, owed))["fee_payments"]
    assert ignored_of(payments) == [(2, "soft_deleted"), (4, "not_paid")]
    assert [row["payment_id"] for row in rows_of(payments)] == ["D1"]


def test_a_folder_name_is_not_put_on_a_table_of_several_communities():
    elsewhere = DETAIL_PAID | {"detail_id": "D6", "community_id": "C2"}
    rows = rows_of(mapped(sheet(DETAIL, DETAIL_PAID, elsewhere))["fee_payments"])
    assert [row["project_name"] for row in rows] == ["C1", "C2"]
    (alone,) = rows_of(mapped(sheet(DETAIL, DETAIL_PAID), folder=None)["fee_payments"])
    assert alone["project_name"] == "C1"


def test_names_that_a_dump_adds_come_before_the_numbers_that_stand_in():
    named = DETAIL_PAID | {"room_name": "1-1-1001", "community_name": "演示小区"}
    table = sheet([*DETAIL, "room_name", "community_name"], named)
    (paid,) = rows_of(mapped(table)["fee_payments"])
    assert (paid["project_name"], paid["room_name"]) == ("演示小区", "1-1-1001")


def test_event_log_gives_the_last_state_of_each_payment():
    added = DETAIL_PAID | {"operate": "ADD", "state": "1400"}
    old = DETAIL_PAID | {"operate": "DEL", "state": "1400"}
    new = DETAIL_PAID | {"operate": "ADD", "state": "1100"}
    refund = DETAIL_REFUND | {"operate": "ADD"}
    payments = mapped(sheet(EVENTS, added, old, new, refund))["fee_payments"]
    assert ignored_of(payments) == [(2, "superseded_event"), (3, "old_state")]
    assert [row["source_row"] for row in rows_of(payments)] == [4, 5]
    assert settled(rows_of(payments)) == Decimal("0.00")
    assert not PROFILES["microcommunity_pay_fee_detail"].matches(EVENTS)


def test_table_of_months_gives_a_bill_a_month_and_a_payment_where_one_was_made():
    paid = {
        "month_id": "M1",
        "fee_id": "F1",
        "detail_id": "D1",
        "community_id": "C1",
        "detail_year": "2025",
        "detail_month": "2",
        "receivable_amount": "133.3333",
        "received_amount": "130.0050",
        "discount_amount": "3.3333",
        "status_cd": "0",
        "obj_name": "1栋2单元q002室",
        "obj_id": "R1",
        "state": "C",
        "pay_fee_time": "2025-02-26 10:10:43",
        "cur_month_time": "2025-02-01 00:00:00",
        "fee_name": "物业费",
        "deadline_time": "2025-02-10",
        "fee_type_cd": "888800010001",
    }
    owed = paid | {"month_id": "M2", "detail_id": "-1", "state": "W", "deadline_time": ""}
    refunded = paid | {"month_id": "M3", "state": "R"}
    deleted = paid | {"month_id": "M4", "status_cd": "1"}
    tables = mapped(sheet(MONTHS, paid, owed, refunded, deleted))
    bills, payments = rows_of(tables["fee_bills"]), rows_of(tables["fee_payments"])
    assert bills[0] == {
        "bill_id": "M1",
        "project_name": "阳光花园",
        "room_name": "1-2-q002",
        "fee_item": "物业费",
        "service_from": "2025-02-01",
        "service_to": "2025-02-28",
        "receivable_amount": "133.33",
        "concession_amount": "3.33",
        "due_on": "2025-02-10",
        "bill_status": "有效",
        "source_row": 2,
    }
    assert bills[1]["due_on"] == "2025-02-28"
    assert payments == [
        {
            "payment_id": "M1",
            "bill_id": "M1",
            "project_name": "阳光花园",
            "room_name": "1-2-q002",
            "fee_item": "物业费",
            "paid_at": "2025-02-26 10:10:43",
            "received_amount": "130.01",
            "payment_kind": "缴费",
            "source_row": 2,
        }
    ]
    assert ignored_of(tables["fee_bills"]) == [(5, "soft_deleted")]
    assert ignored_of(tables["fee_payments"]) == [
        (3, "not_paid"),
        (4, "refunded"),
        (5, "soft_deleted"),
    ]


def test_room_template_gives_rooms_once_and_everybody_who_lives_in_them():
    owner = {
        "楼号": "1",
        "单元": "1",
        "房间": "1001",
        "房屋类型": "110",
        "建筑面积": "94.56",
        "房屋状态": "2001",
        "业主名称": "示例业主",
        "手机号": "13800000001",
        "业主类型": "1001",
    }
    tenant = owner | {"业主名称": "租客甲", "手机号": "18999999999", "业主类型": "1003"}
    unsold = owner | {"单元": "0", "房间": "2002", "房屋状态": "2002", "业主名称": ""}
    note: list[str | None] = [None] * 18 + ["楼号", "楼栋编号"]
    tables = mapped(sheet(ROOM_TEMPLATE, owner, tenant, unsold, note))
    assert rows_of(tables["rooms"]) == [
        {
            "project_name": "阳光花园",
            "room_name": "1-1-1001",
            "building_name": "1",
            "entrance_name": "1",
            "floor_area_sqm": "94.56",
            "room_use": "住宅",
            "occupancy_status": "自用",
            "source_row": 3,
        },
        {
            "project_name": "阳光花园",
            "room_name": "1-0-2002",
            "building_name": "1",
            "entrance_name": "0",
            "floor_area_sqm": "94.56",
            "room_use": "住宅",
            "occupancy_status": "空置",
            "source_row": 4,
        },
    ]
    assert ignored_of(tables["rooms"]) == [(2, "same_room_again"), (5, "template_note")]
    people = rows_of(tables["households"])
    assert [(p["occupant_name"], p["phone"], p["tenure"]) for p in people] == [
        ("示例业主", "13800000001", "业主"),
        ("租客甲", None, "租户"),
    ]
    assert {p["moved_in_on"] for p in people} == {"1900-01-01"}
    assert ignored_of(tables["households"]) == [(4, "no_owner"), (5, "template_note")]


def test_community_template_gives_its_rooms():
    row = {"房屋编号": "1011", "楼栋编号": "1", "单元编号": "2", "建筑面积": "94.56"}
    table = mapped(sheet(ROOMS_OF_COMMUNITY, row), folder=None)["rooms"]
    assert rows_of(table) == [
        {
            "project_name": "未指定小区",
            "room_name": "1-2-1011",
            "building_name": "1",
            "entrance_name": "2",
            "floor_area_sqm": "94.56",
            "source_row": 2,
        }
    ]


def test_fee_history_template_reads_serial_days_and_names_the_bill_paid():
    row = (
        "1-1-1001",
        "车位管理费",
        "12",
        "42370",
        "42736",
        "42736.5",
        "1000",
        "900",
        "张三",
        "",
        "",
        "",
    )
    note: list[str | None] = [None] * 10 + ["缴费周期", "请填写历史缴费周期"]
    tables = mapped(sheet(HISTORY, row, note))
    (bill,) = rows_of(tables["fee_bills"])
    (payment,) = rows_of(tables["fee_payments"])
    assert bill["bill_id"] == "阳光花园/1-1-1001/车位管理费/2016-01-01/2017-01-01"
    assert (bill["fee_item"], bill["due_on"]) == ("停车费", "42736")
    assert payment["bill_id"] == bill["bill_id"]
    assert payment["payment_id"] == f"{bill['bill_id']}/2017-01-01T12:00:00"
    assert (payment["received_amount"], payment["payment_kind"]) == ("900", "缴费")
    assert ignored_of(tables["fee_bills"]) == [(3, "template_note")]


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("车位管理费", "停车费"),
        ("物业管理费", "物业费"),
        ("公摊水费", "水费公摊"),
        ("电费公摊", "电费公摊"),
        ("自来水费", "水费"),
        ("电费", "电费"),
        ("商铺租金", "租金"),
        ("历史欠费", "其他"),
    ],
)
def test_free_text_of_an_imported_fee_becomes_the_item_its_words_name(name: str, item: str):
    table = sheet(
        ["房屋编码", "费用名称", "开始时间", "结束时间", "收费金额"],
        ("1-1-1", name, "2025-01-01", "2025-01-31", "30"),
    )
    (bill,) = rows_of(mapped(table)["fee_bills"])
    assert bill["fee_item"] == item
    assert bill["bill_id"] == f"阳光花园/1-1-1/{name}/2025-01-01/2025-01-31"


def test_table_of_imported_fees_builds_the_room_and_leaves_failed_imports_out():
    done = {
        "ifd_id": "I1",
        "floor_num": "1",
        "unit_num": "0",
        "room_num": "1001",
        "fee_name": "测试导入费用",
        "start_time": "2023-11-01 00:00:00",
        "end_time": "2023-11-30 00:00:00",
        "amount": "30.00",
        "create_time": "2023-09-26 17:58:27",
        "state": "1000",
        "status_cd": "0",
        "community_id": "C1",
        "obj_name": "1栋1001室",
        "obj_type": "3333",
    }
    failed = done | {"ifd_id": "I2", "state": "2000"}
    parking = done | {"ifd_id": "I3", "floor_num": "", "obj_name": "京A12345", "obj_type": "6666"}
    bills = mapped(sheet(IMPORTED, done, failed, parking), folder=None)["fee_bills"]
    assert rows_of(bills)[0] == {
        "bill_id": "I1",
        "project_name": "C1",
        "room_name": "1-0-1001",
        "fee_item": "其他",
        "service_from": "2023-11-01 00:00:00",
        "service_to": "2023-11-30 00:00:00",
        "receivable_amount": "30.00",
        "due_on": "2023-11-30 00:00:00",
        "billed_on": "2023-09-26 17:58:27",
        "bill_status": "有效",
        "source_row": 2,
    }
    assert rows_of(bills)[1]["room_name"] == "京A12345"
    assert ignored_of(bills) == [(3, "import_failed")]
