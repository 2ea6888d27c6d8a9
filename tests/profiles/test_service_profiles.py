"""Complaints, repairs, return visits and questionnaires of other systems, as their YAML says."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from pipelines.parsing.parse_file import parse_file
from pipelines.parsing.parsed import ParsedTable
from pipelines.profiles import load_profiles
from tests.profiles import foreign_layouts as layouts
from tests.profiles.foreign_sheets import ignored_of, mapped, only_profile_for, rows_of, sheet

EXPORTED = datetime(2026, 6, 30, 18)
IN_USE = {"status_cd": "0", "community_id": "2026"}


def parsed(path: Path) -> dict[str, ParsedTable]:
    result = parse_file(
        path,
        file_name=path.name,
        exported_at=EXPORTED,
        project_hint="阳光花园",
        profiles=load_profiles(),
    )
    return {table.export.name: table for table in result.tables}


def written(tmp_path: Path, headers: Sequence[str], *rows: dict[str, str]) -> Path:
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headers, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def event(complaint: str, kind: str, at: str, **more: str) -> dict[str, str]:
    return IN_USE | {"complaint_id": complaint, "event_type": kind, "create_time": at} | more


def test_events_of_a_complaint_become_one_row_received_and_settled(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        layouts.COMPLAINT_EVENT,
        event("C1", "2002", "2026-03-02 09:00:00", event_id="4"),
        event("C1", "1000", "2026-03-01 09:00:00", event_id="1"),
        event("C1", "1001", "2026-03-01 10:30:00", event_id="2", create_user_id="S7", remark="好"),
        event("C1", "1001", "2026-03-01 11:00:00", event_id="3"),
        event("C2", "1000", "2026-03-03 09:00:00", event_id="5"),
        event("C2", "1001", "2026-03-03 09:05:00", event_id="6", status_cd="1"),
        event("C3", "1001", "2026-03-04 09:00:00", event_id="7"),
    )
    table = parsed(path)["complaints"]
    assert table.accepted.select(
        "complaint_id", "received_at", "resolved_at", "handler_staff_id", "resolution"
    ).rows() == [
        ("C1", datetime(2026, 3, 1, 9), datetime(2026, 3, 1, 10, 30), "S7", "好"),
        ("C2", datetime(2026, 3, 3, 9), None, None, None),
    ]
    assert [(r.row, r.rule) for r in table.ignored] == [
        (2, "other_event"),
        (4, "other_event"),
        (5, "other_event"),
        (7, "soft_deleted"),
    ]
    (refused,) = table.refused  # nobody knows when C3 was received
    assert (refused.row, [f.field for f in refused.findings]) == (8, ["received_at"])
    assert {"dispatched_at", "room_name", "content"} <= set(table.missing_fields)
    assert table.rows_in == 7


def test_suggestions_and_enquiries_are_work_orders_not_complaints() -> None:
    complaint = IN_USE | {
        "complaint_id": "C1",
        "type_cd": "102024",
        "context": "漏水",
        "room_name": "1栋2单元301室",
        "create_time": "2026-03-01 09:00:00",
    }
    tables = mapped(
        sheet(
            layouts.COMPLAINT,
            complaint,
            complaint | {"complaint_id": "C2", "type_cd": "809002"},
            complaint | {"complaint_id": "C3", "status_cd": "1"},
        )
    )
    (row,) = rows_of(tables["complaints"])
    assert (row["complaint_id"], row["room_name"], row["content"]) == ("C1", "1-2-301", "漏水")
    assert "resolved_at" not in row  # the table does not know it, so an event file's stays
    assert [(r["work_order_id"], r["work_order_type"]) for r in rows_of(tables["work_orders"])] == [
        ("C2", "建议")
    ]
    assert ignored_of(tables["complaints"]) == [(3, "suggestion_or_enquiry"), (4, "soft_deleted")]


@pytest.mark.parametrize(
    ("score", "grade"),
    [("5", "很满意"), ("4", "满意"), ("3", "基本满意"), ("2", "不满意"), ("1", "很不满意")],
)
def test_a_rating_of_a_complaint_is_a_visit_with_its_grade(score: str, grade: str) -> None:
    rating = IN_USE | {
        "appraise_id": "A1",
        "complaint_id": "C1",
        "score": score,
        "create_time": "2026-03-02 09:00:00",
    }
    (row,) = rows_of(mapped(sheet(layouts.COMPLAINT_APPRAISE, rating))["visits"])
    assert (row["visit_type"], row["ticket_id"], row["satisfaction_grade"]) == ("投诉", "C1", grade)
    assert "staff_id" not in row  # nobody of the company asked
    assert row["visit_method"] == "自评"
    assert "was_reached" not in row


def test_a_rating_outside_the_scale_is_refused(tmp_path: Path) -> None:
    rating = IN_USE | {
        "appraise_id": "A1",
        "complaint_id": "C1",
        "score": "6",
        "create_time": "2026-03-02 09:00:00",
    }
    table = parsed(written(tmp_path, layouts.COMPLAINT_APPRAISE, rating))["visits"]
    assert [f.field for f in table.refused[0].findings] == ["satisfaction_grade"]


def test_a_repair_closed_without_work_is_cancelled_and_not_done() -> None:
    order = IN_USE | {
        "repair_id": "R1",
        "repair_obj_type": "004",
        "state": "1900",
        "repair_obj_name": "1栋1单元1001室",
        "repair_fee": "20.5*2=41.00",
        "create_time": "2026-03-01 09:00:00",
        "finish_time": "2026-03-01 11:00:00",
    }
    grounds = {"repair_id": "R2", "repair_obj_type": "001", "repair_obj_name": "阳光花园"}
    done, closed = rows_of(
        mapped(sheet(layouts.REPAIR_POOL, order, order | grounds | {"state": "2000"}))[
            "work_orders"
        ]
    )
    assert (done["completed_at"], done["cancelled_at"]) == ("2026-03-01 11:00:00", None)
    assert (done["room_name"], done["charged_amount"]) == ("1-1-1001", "41.00")
    assert (closed["completed_at"], closed["cancelled_at"]) == (None, "2026-03-01 11:00:00")
    assert closed["room_name"] is None
    assert done["work_order_type"] == "报修"


def test_the_steps_of_a_repair_give_dispatch_handler_and_call_back() -> None:
    def step(
        at: str, state: str, staff: str, who: str = "auditUser", **more: str
    ) -> dict[str, str]:
        return (
            IN_USE
            | {
                "repair_id": "R1",
                "ru_id": at,
                "state": state,
                "staff_id": staff,
                "create_time": f"2026-03-01 {at}",
                "start_time": f"2026-03-01 {at}",
                "repair_event": who,
            }
            | more
        )

    steps = (
        step("09:00:00", "10005", "S1", "startUser"),
        step("09:04:00", "10006", "S1"),
        step("09:05:00", "10004", "S2"),
        step("09:20:00", "10002", "S3"),
        step("15:00:00", "10008", "S1", "auditUser"),
    )
    plain = mapped(sheet(layouts.REPAIR_USER, *steps))["work_orders"]
    (row,) = rows_of(plain)
    assert (row["opened_at"], row["dispatched_at"]) == (
        "2026-03-01 09:00:00",
        "2026-03-01 09:04:00",
    )
    assert (row["handler_staff_id"], row["called_back_at"]) == ("S3", "2026-03-01 15:00:00")
    assert len(ignored_of(plain)) == 4
    log = [{**s, "operate": "ADD"} for s in steps]
    (logged,) = rows_of(
        mapped(sheet(layouts.REPAIR_USER_LOG, log[0] | {"operate": "DEL"}, *log))["work_orders"]
    )
    assert {**logged, "source_row": 2} == row


def test_the_log_of_a_repair_gives_when_its_states_began() -> None:
    def version(at: str, state: str, operate: str = "ADD") -> dict[str, str]:
        return {
            "repair_id": "R1",
            "community_id": "2026",
            "state": state,
            "operate": operate,
            "create_time": f"2026-03-01 {at}",
        }

    orders = mapped(
        sheet(
            layouts.REPAIR_POOL_LOG,
            version("09:00:00", "1000"),
            version("09:05:00", "1000", "DEL"),
            version("09:05:00", "1100"),
            version("11:00:00", "1700"),
            version("12:00:00", "1900"),
        )
    )["work_orders"]
    (row,) = rows_of(orders)
    assert (row["opened_at"], row["dispatched_at"], row["completed_at"], row["cancelled_at"]) == (
        "2026-03-01 09:00:00",
        "2026-03-01 09:05:00",
        "2026-03-01 11:00:00",
        None,
    )
    assert ignored_of(orders) == [(3, "replaced_version"), *((n, "other_event") for n in (4, 5, 6))]


def test_return_visits_know_two_grades_and_their_order_and_contacts_their_repair() -> None:
    visit = IN_USE | {
        "visit_id": "V1",
        "repair_id": "R1",
        "visit_person_id": "S1",
        "create_time": "2026-03-02 09:00:00",
    }
    good, bad = rows_of(
        mapped(
            sheet(
                layouts.RETURN_VISIT,
                visit | {"visit_type": "1001"},
                visit | {"visit_id": "V2", "visit_type": "2002"},
            )
        )["visits"]
    )
    assert (good["satisfaction_grade"], bad["satisfaction_grade"]) == ("满意", "不满意")
    assert (good["visit_type"], good["ticket_id"], good["room_name"]) == ("工单", "R1", "R1")
    note = IN_USE | {"note_id": "N1", "create_time": "2026-03-02 09:00:00", "title": "漏水"}
    contacts = mapped(sheet(layouts.NOTEPAD, note | {"thrid_id": "R1"}, note | {"note_id": "N2"}))
    (contact,) = rows_of(contacts["contacts"])
    assert (contact["contact_id"], contact["ticket_id"], contact["content"]) == ("N1", "R1", "漏水")
    assert ignored_of(contacts["contacts"]) == [(3, "no_ticket")]
    detail = {"detail_id": "D1", "note_id": "N1", "content": "修好了", "status_cd": "0"}
    (follow_up,) = rows_of(mapped(sheet(layouts.NOTEPAD_DETAIL, detail))["contacts"])
    assert follow_up["ticket_id"] == "N1"
    joined = sheet([*layouts.NOTEPAD_DETAIL, "thrid_id"], detail | {"thrid_id": "R1"})
    assert rows_of(mapped(joined)["contacts"])[0]["ticket_id"] == "R1"


def test_only_published_questionnaires_for_owners_are_surveys(tmp_path: Path) -> None:
    survey = IN_USE | {
        "qa_id": "Q1",
        "qa_type": "1001",
        "qa_name": "满意度",
        "state": "C",
        "start_time": "2026-03-01 09:30:00",
        "end_time": "2026-07-31 18:00:00",
    }
    path = written(
        tmp_path,
        layouts.QUESTION_ANSWER,
        survey,
        survey | {"qa_id": "Q2", "qa_type": "3003"},
        survey | {"qa_id": "Q3", "state": "W"},
    )
    table = parsed(path)["surveys"]
    assert table.accepted.select("survey_id", "project_name", "started_on", "ended_on").rows() == [
        ("Q1", "阳光花园", date(2026, 3, 1), date(2026, 7, 31))
    ]
    assert [r.rule for r in table.ignored] == ["no_owner_survey", "not_published"]


def test_a_room_counts_once_in_a_questionnaire_and_is_done_when_anybody_answered() -> None:
    sent = IN_USE | {"qa_id": "Q1", "room_name": "1-1-101", "state": "1201"}
    invites = mapped(
        sheet(
            layouts.USER_QUESTION_ANSWER,
            sent,
            sent | {"state": "1202"},
            sent | {"room_name": "1-1-102"},
        )
    )["survey_invites"]
    assert [(r["room_name"], r["disposition"]) for r in rows_of(invites)] == [
        ("1-1-101", "完成"),
        ("1-1-102", "未联系上"),
    ]
    assert ignored_of(invites) == [(2, "same_household")]


def test_answers_need_their_question_to_be_told_apart(tmp_path: Path) -> None:
    answer = IN_USE | {
        "user_title_id": "1",
        "user_qa_id": "U1",
        "qa_id": "Q1",
        "title_id": "T1",
        "value_id": "9",
        "value_content": "9",
    }
    bare = parsed(written(tmp_path, layouts.USER_ANSWER_VALUE, answer))["survey_answers"]
    assert [f.field for f in bare.refused[0].findings] == ["service_area"]
    joined = [*layouts.USER_ANSWER_VALUE, "qa_title", "qa_value", "room_name"]
    asked = answer | {
        "qa_title": "您对小区保洁是否满意",
        "qa_value": "非常满意",
        "room_name": "1-1-101",
    }
    typed = asked | {
        "title_id": "T2",
        "value_id": "999",
        "value_content": "楼道灯坏了",
        "qa_title": "您对物业服务的总体评价",
        "qa_value": "",
    }
    table = parsed(written(tmp_path, joined, asked, typed))["survey_answers"]
    columns = ("room_name", "question_id", "service_area", "satisfaction_grade", "comment")
    assert table.accepted.select(columns).rows() == [
        ("1-1-101", "T1", "保洁", "很满意", None),
        ("1-1-101", "T2", "总体", None, "楼道灯坏了"),
    ]


def test_the_repair_reports_feed_the_same_work_order_each_with_its_own_columns() -> None:
    common = {"报修位置": "1栋1单元1001室"}
    steps = [
        common
        | {
            "工单号": "R1",
            "工单状态": "办理完成",
            "报修时间": "2026-03-01 09:00:00",
            "派单时间": f"2026-03-01 {start}",
            "处理时间": f"2026-03-01 {end}",
            "处理人状态": state,
        }
        for start, end, state in (
            ("15:00:00", "15:01:00", "已回访"),
            ("09:10:00", "11:00:00", "结单"),
            ("09:05:00", "09:06:00", "已派单"),
            ("09:00:00", "09:00:00", "提交"),
        )
    ]
    details = mapped(sheet(layouts.REPAIR_DETAILS, *steps))["work_orders"]
    (row,) = rows_of(details)
    assert row["room_name"] == "1-1-1001"
    times = ("opened_at", "dispatched_at", "completed_at", "called_back_at", "cancelled_at")
    assert [str(row[t])[11:] if row[t] else None for t in times] == [
        "09:00:00",
        "09:05:00",
        "11:00:00",
        "15:01:00",
        None,
    ]
    order = common | {"订单号": "R1", "报修日期": "2026-03-01 09:00:00"}
    open_now = order | {"结单时间": "2026-03-01 09:10:00"}
    (unfinished,) = rows_of(
        mapped(sheet(layouts.REPAIRS_UNFINISHED, open_now, open_now))["work_orders"]
    )
    assert unfinished["dispatched_at"] == "2026-03-01 09:10:00"
    assert "completed_at" not in unfinished
    charged = sheet(layouts.REPAIR_CHARGES, order | {"维修应收": "50", "维修实收": "45.00"})
    assert rows_of(mapped(charged)["work_orders"])[0]["charged_amount"] == "45.00"
    unhappy = common | {"报修单号": "R1", "报修时间": "2026-03-01 09:00:00"}
    (dissatisfied,) = rows_of(
        mapped(sheet(layouts.REPAIRS_DISSATISFIED, unhappy, unhappy))["work_orders"]
    )
    assert dissatisfied["work_order_id"] == "R1"


def condo_book(path: Path, title: str, headers: Sequence[str], *rows: Sequence[str]) -> Path:
    book = xlsxwriter.Workbook(path)
    at = book.add_worksheet()
    for place, line in enumerate(([title], headers, *rows)):
        at.write_row(place, 0, line)
    book.close()
    return path


def condo_row(headers: Sequence[str], **cells: str) -> list[str]:
    """Cells by the position of the header; — where the system has nothing."""
    return [cells.get(f"at_{place}", "—") for place in range(len(headers))]


TICKET = {
    "at_0": "17",
    "at_3": "Ул. Мира 5",
    "at_4": "12",
    "at_18": "01.03.2026 09:00",
    "at_19": "01.03.2026 09:10",
    "at_22": "02.03.2026 08:00",
}
CONDO = {
    "en": (layouts.CONDO_EN, "Tickets for all time", "Yes", "No", "Declined", "In progress"),
    "ru": (layouts.CONDO_RU, "Заявки за всё время", "Да", "Нет", "Отменена", "В работе"),
}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_condo_tickets_are_work_orders_in_either_language(tmp_path: Path, language: str) -> None:
    headers, title, yes, no, declined, in_work = CONDO[language]
    usual = TICKET | {"at_12": no, "at_13": no, "at_16": "Сантехника"}
    rows = (
        usual | {"at_20": "01.03.2026 11:30", "at_12": yes, "at_23": "x", "at_40": "2"},
        usual | {"at_0": "18", "at_13": yes, "at_23": in_work},
        usual | {"at_0": "19", "at_23": declined, "at_21": "02.03.2026 08:00"},
        usual | {"at_0": "20", "at_23": "y", "at_21": "03.03.2026 10:00"},
    )
    path = condo_book(
        tmp_path / "tickets.xlsx", title, headers, *(condo_row(headers, **row) for row in rows)
    )
    table = parsed(path)["work_orders"]
    assert not table.refused
    assert table.header_row == 2
    columns = (
        "work_order_id",
        "work_order_type",
        "urgency",
        "completed_at",
        "cancelled_at",
        "is_rework",
    )
    assert table.accepted.select(columns).rows() == [
        ("17", "报修", "紧急", datetime(2026, 3, 1, 11, 30), None, True),
        ("18", "有偿服务", "普通", None, None, False),
        ("19", "报修", "普通", None, datetime(2026, 3, 2, 8), False),
        ("20", "报修", "普通", datetime(2026, 3, 3, 10), None, False),
    ]
    assert table.accepted["project_name"].unique().to_list() == ["Ул. Мира 5"]
    assert table.accepted["dispatched_at"][0] == datetime(2026, 3, 1, 9, 10)


def test_the_time_of_condos_quality_control_is_the_call_back_where_it_has_a_name() -> None:
    row = condo_row(layouts.CONDO_RU, **TICKET, at_33="05.03.2026 10:00", at_29="04.03.2026 10:00")
    (order,) = rows_of(mapped(sheet(layouts.CONDO_RU, row))["work_orders"])
    assert order["called_back_at"] == "05.03.2026 10:00"
    english = mapped(sheet(layouts.CONDO_EN, condo_row(layouts.CONDO_EN, **TICKET)))
    assert "called_back_at" not in english["work_orders"].texts.columns


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("microcommunity_complaint", layouts.COMPLAINT),
        ("microcommunity_complaint_event", layouts.COMPLAINT_EVENT),
        ("microcommunity_complaint_appraise", layouts.COMPLAINT_APPRAISE),
        ("microcommunity_repair_pool", layouts.REPAIR_POOL),
        ("microcommunity_business_repair_pool", layouts.REPAIR_POOL_LOG),
        ("microcommunity_repair_user", layouts.REPAIR_USER),
        ("microcommunity_business_repair_user", layouts.REPAIR_USER_LOG),
        ("microcommunity_repair_return_visit", layouts.RETURN_VISIT),
        ("microcommunity_notepad", layouts.NOTEPAD),
        ("microcommunity_notepad_detail", layouts.NOTEPAD_DETAIL),
        ("microcommunity_question_answer", layouts.QUESTION_ANSWER),
        ("microcommunity_user_question_answer", layouts.USER_QUESTION_ANSWER),
        ("microcommunity_user_question_answer_value", layouts.USER_ANSWER_VALUE),
        ("microcommunity_repair_report_details", layouts.REPAIR_DETAILS),
        ("microcommunity_repair_report_unfinished", layouts.REPAIRS_UNFINISHED),
        ("microcommunity_repair_report_charges", layouts.REPAIR_CHARGES),
        ("microcommunity_repair_report_dissatisfied", layouts.REPAIRS_DISSATISFIED),
        ("condo_tickets", layouts.CONDO_EN),
        ("condo_tickets", layouts.CONDO_RU),
    ],
)
def test_a_layout_is_known_by_exactly_one_profile(name: str, layout: list[str]) -> None:
    assert only_profile_for(sheet(layout)).name == name
