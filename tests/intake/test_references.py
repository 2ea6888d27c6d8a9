"""References between files are judged by what is known at the moment asked for."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import openpyxl
import polars as pl

from pipelines.intake import ledger, references
from pipelines.intake.take_inbox import take_inbox
from pipelines.settings import Home
from tests.intake.files import (
    END_OF_TIME,
    payment,
    write_payments,
    write_projects,
    write_rooms,
    write_text,
)

NAME = "pay_20260405T0900.csv"


def refused(home: Home, as_of: datetime = END_OF_TIME) -> list[tuple[str, int, str]]:
    found = references.refused_references(home, as_of)
    return found.select("file", "source_row", "code").rows()


def test_without_any_projects_export_no_project_is_unknown(home: Home) -> None:
    write_payments(home.inbox, NAME, [payment("P1")])
    take_inbox(home, home.inbox)
    assert refused(home) == []


def test_a_row_of_an_unregistered_project_is_refused_with_its_cell(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    write_payments(home.inbox, NAME, [payment("P1"), payment("P2", "7.50", project="金桂苑")])
    take_inbox(home, home.inbox)
    (row,) = references.refused_references(home, END_OF_TIME).to_dicts()
    assert (row["export"], row["source_row"], row["cell"]) == ("fee_payments", 3, "C3")
    assert (row["column"], row["field"], row["found"]) == ("项目", "project_name", "金桂苑")
    assert row["amount_affected"] == Decimal("7.50")
    assert "C3" in row["message_zh"]
    assert "金桂苑" in row["message_en"]


def test_cells_are_right_where_the_table_does_not_start_in_the_corner(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    book = openpyxl.Workbook()
    book.active.title = "明细"
    for line in (
        ["四月收费"],
        [],
        ["序号", "缴费编号", "房号", "缴费时间", "实收金额", "小区名称"],
        [1, "P1", "1-1", "2026-04-01 08:00", "1.00", "金桂苑"],
    ):
        book.active.append(line)
    book.save(home.inbox / "pay_20260405.xlsx")
    take_inbox(home, home.inbox)
    (row,) = references.refused_references(home, END_OF_TIME).to_dicts()
    assert (row["cell"], row["column"], row["source_sheet"]) == ("F4", "小区名称", "明细")


def test_rooms_and_every_other_export_are_checked_but_an_empty_project_is_not(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    write_rooms(home.inbox, "rooms_20260402.csv", "金桂苑", ["1-1"])
    write_text(home.inbox / "staff_20260403.csv", "工号,姓名,部门,岗位,项目\nS1,王,客服部,客服,\n")
    take_inbox(home, home.inbox)
    assert refused(home) == [("rooms_20260402.csv", 2, "E301")]


def test_a_project_registered_later_clears_the_row_from_then_on(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    write_payments(home.inbox, NAME, [payment("P1", project="金桂苑")])
    write_projects(home.inbox, "projects_20260410.csv", ["金桂苑"])
    take_inbox(home, home.inbox)
    assert refused(home, datetime(2026, 4, 9)) == [(NAME, 2, "E301")]
    assert refused(home, datetime(2026, 4, 11)) == []


def test_a_refund_must_name_a_payment_that_is_known(home: Home) -> None:
    rows = [
        payment("P1"),
        payment("R1", kind="退费", refunded="P1"),
        payment("R2", kind="退费", refunded="P9"),
        payment("R3", kind="退费"),
        payment("R4", kind="退费", refunded="R1"),  # a refund is no payment
    ]
    write_payments(home.inbox, NAME, rows)
    take_inbox(home, home.inbox)
    assert refused(home) == [(NAME, 4, "E302"), (NAME, 5, "E302"), (NAME, 6, "E302")]
    found = references.refused_references(home, END_OF_TIME)
    assert found["cell"].to_list() == ["H4", "H5", "H6"]
    assert "空" in found["message_zh"][1]
    assert "empty" in found["message_en"][1]


def test_a_refund_may_name_a_payment_of_another_file_once_it_is_known(home: Home) -> None:
    refund = payment("R1", paid_at="2026-02-01 08:00", kind="退费", refunded="P1")
    write_payments(home.inbox, "pay_20260301.csv", [refund])
    write_payments(home.inbox, NAME, [payment("P1")])
    take_inbox(home, home.inbox)
    assert refused(home, datetime(2026, 3, 2)) == [("pay_20260301.csv", 2, "E302")]
    assert refused(home) == []


def test_a_payment_refused_for_its_project_cannot_be_refunded(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    rows = [payment("P1", project="金桂苑"), payment("R1", kind="退费", refunded="P1")]
    write_payments(home.inbox, NAME, rows)
    take_inbox(home, home.inbox)
    assert refused(home) == [(NAME, 2, "E301"), (NAME, 3, "E302")]


def test_a_row_with_both_faults_is_listed_once(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    write_payments(home.inbox, NAME, [payment("R1", project="金桂苑", kind="退费")])
    take_inbox(home, home.inbox)
    assert refused(home) == [(NAME, 2, "E301")]


def test_an_unknown_room_is_a_finding_and_its_row_stays(home: Home) -> None:
    write_rooms(home.inbox, "rooms_20260401.csv", "翠湖花园", ["1-1-101"])
    rows = [
        payment("P1"),
        payment("P2", room="9-9-999"),
        payment("P3", room="9-9-999"),
        payment("P4", project="金桂苑", room="1"),  # no rooms of that project are known
    ]
    write_payments(home.inbox, NAME, rows)
    take_inbox(home, home.inbox)
    assert refused(home) == []
    (found,) = references.reference_findings(home, END_OF_TIME).to_dicts()
    assert (found["code"], found["cell"], found["found"]) == ("N303", "D3", "9-9-999")
    frame = ledger.intake_files_frame(home, END_OF_TIME).filter(pl.col("file") == NAME)
    assert frame["rows_accepted"].to_list() == [4]


def test_refused_rows_count_as_quarantined_and_the_file_still_balances(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    rows = [payment("P1", "1.00"), payment("P2", "7.50", project="金桂苑"), payment("P3", "x")]
    write_payments(home.inbox, NAME, rows)
    take_inbox(home, home.inbox)
    (row,) = ledger.intake_files_frame(home, END_OF_TIME).filter(pl.col("file") == NAME).to_dicts()
    assert (row["rows_in"], row["rows_accepted"], row["rows_quarantined"]) == (3, 1, 2)
    assert (row["amount_in"], row["amount_accepted"], row["amount_quarantined"]) == (
        Decimal("8.50"),
        Decimal("1.00"),
        Decimal("7.50"),
    )
    lines = ledger.quarantine_findings_frame(home, END_OF_TIME)
    assert lines.select("row", "code").rows() == [(3, "E301"), (4, "E203")]


def test_a_contact_about_no_known_ticket_is_a_finding_and_its_row_stays(home: Home) -> None:
    orders = "工单编号,项目,类型,开单时间\nW1,翠湖花园,报修,2026-04-01 08:00\n"
    contacts = [f"L{n},{ticket},2026-04-02 09:00" for n, ticket in enumerate(("W1", "W9", "W9"))]
    write_text(home.inbox / "work_orders_20260405.csv", orders)
    write_text(
        home.inbox / "contacts_20260405.csv",
        "\n".join(["联系编号,单号,联系时间", *contacts]),
    )
    take_inbox(home, home.inbox)
    assert refused(home) == []
    (found,) = references.reference_findings(home, END_OF_TIME).to_dicts()
    assert (found["export"], found["code"], found["cell"]) == ("contacts", "N311", "B3")
    assert "W9" in found["message_zh"]
    assert "W9" in found["message_en"]


def test_no_ticket_is_unknown_while_no_file_of_tickets_has_come(home: Home) -> None:
    write_text(
        home.inbox / "contacts_20260405.csv", "联系编号,单号,联系时间\nL1,W1,2026-04-02 09:00\n"
    )
    take_inbox(home, home.inbox)
    assert references.reference_findings(home, END_OF_TIME).is_empty()


def test_a_survey_is_known_for_its_own_project_only(home: Home) -> None:
    surveys = "调查编号,调查名称,项目,开始日期\nD1,年度调查,翠湖花园,2026-03-01\n"
    invites = "调查编号,项目,房号,结果\nD1,翠湖花园,1-1-101,完成\nD1,金桂苑,1-1-101,完成\n"
    answers = "调查编号,项目,房号,题目编号,服务类别\nD2,翠湖花园,1-1-101,Q1,总体\n"
    write_text(home.inbox / "surveys_20260405.csv", surveys)
    write_text(home.inbox / "survey_invites_20260405.csv", invites)
    write_text(home.inbox / "survey_answers_20260405.csv", answers)
    take_inbox(home, home.inbox)
    assert refused(home) == []
    found = references.reference_findings(home, END_OF_TIME)
    assert found.select("export", "code", "source_row", "found").rows() == [
        ("survey_answers", "N312", 2, "D2"),
        ("survey_invites", "N312", 3, "D1"),
    ]


def test_a_survey_or_incident_of_an_unregistered_project_is_refused(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    write_text(
        home.inbox / "incidents_20260405.csv",
        "事件编号,项目,类型,接报时间\nI1,金桂苑,漏水,2026-04-02 09:00\n",
    )
    write_text(
        home.inbox / "surveys_20260405.csv",
        "调查编号,调查名称,项目,开始日期\nD1,年度调查,金桂苑,2026-03-01\n",
    )
    take_inbox(home, home.inbox)
    assert refused(home) == [
        ("incidents_20260405.csv", 2, "E301"),
        ("surveys_20260405.csv", 2, "E301"),
    ]


def test_a_sale_of_an_unregistered_project_is_refused_wherever_it_names_one(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    write_text(
        home.inbox / "sales_contracts_20260405.csv",
        "合同编号,项目,房源,原价,成交价,付款方式,状态\n"
        "HT1,翠湖花园,1-1-101,1000000,1000000,全款,有效\n"
        "HT2,金桂苑,1-1-102,1000000,1000000,全款,有效\n",
    )
    write_text(
        home.inbox / "sales_targets_20260405.csv",
        "项目,月份,任务额\n金桂苑,2026-04,3000000\n翠湖花园,2026-04,3000000\n",
    )
    write_text(
        home.inbox / "discount_authority_20260405.csv",
        "项目,职务,比例,生效日期\n金桂苑,置业顾问,2%,2026-01-01\n",
    )
    take_inbox(home, home.inbox)
    assert refused(home) == [
        ("discount_authority_20260405.csv", 2, "E301"),
        ("sales_contracts_20260405.csv", 3, "E301"),
        ("sales_targets_20260405.csv", 2, "E301"),
    ]


def test_credits_and_receipts_may_come_before_their_contract(home: Home) -> None:
    write_text(home.inbox / "sales_credits_20260405.csv", "合同编号,顾问工号\nHT9,G001\n")
    write_text(
        home.inbox / "sales_receipts_20260405.csv",
        "收款编号,合同编号,收款日期,金额\nSK1,HT9,2026-04-01,50000\n",
    )
    take_inbox(home, home.inbox)
    assert refused(home) == []
    assert references.reference_findings(home, END_OF_TIME).is_empty()
    known = {row["export"] for row in ledger.intake_files_frame(home, END_OF_TIME).to_dicts()}
    assert known == {"sales_credits", "sales_receipts"}
