"""Arriving tables in which nothing is wrong, and one way to break each promise about them.

Belongs here: rows by export, and `BREAK`: expectation id → what to do to those rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.expectations.sales_tables import sales_tables

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]

AS_OF = datetime(2026, 4, 1, 9)
PROJECTS = ("翠湖花园", "金桂苑")
MONTHS = [date(2025, m, 1) for m in range(8, 13)] + [date(2026, m, 1) for m in range(1, 4)]


def good_tables() -> Tables:
    """Every export as it should arrive: two projects, 25 events a month in each."""
    tables: Tables = {
        "projects": [
            {
                "project_name": project,
                "project_type": "住宅",
                "household_count": 30,
                "opened_on": date(2015, 1, 1),
            }
            for project in PROJECTS
        ],
        "rooms": [
            {
                "project_name": project,
                "room_name": f"1-1-{number}",
                "building_name": "1",
                "floor_area_sqm": Decimal("89.50"),
                "room_use": "住宅",
            }
            for project in PROJECTS
            for number in range(100, 140)
        ],
        "households": [
            {
                "project_name": project,
                "room_name": f"1-1-{number}",
                "occupant_name": f"住户{number}",
                "phone": f"1380000{number:04d}",
                "moved_in_on": date(2016, 1, 1),
            }
            for project in PROJECTS
            for number in range(100, 140)
        ],
        "staff": [
            {
                "staff_id": f"S{number}",
                "department": "客服部",
                "manager_staff_id": "S0",
                "hired_on": date(2018, 1, 1),
                "confirmed_on": date(2018, 4, 1),
                "base_pay": Decimal("4000.00"),
            }
            for number in range(1, 5)
        ],
    }
    events = ("complaints", "work_orders", "visits", "fee_bills", "fee_payments", "calls")
    others = ("incidents", "contacts", "notices", "surveys", "survey_invites", "survey_answers")
    others += ("survey_tallies",)
    tables |= {name: [] for name in (*events, *others)}
    for project in PROJECTS:
        for month in MONTHS:
            for number in range(25):
                key = f"{project}{month:%Y%m}{number:02d}"
                at = datetime(month.year, month.month, number + 1, 10, number)
                common = {"project_name": project, "room_name": f"1-1-{100 + number}"}
                tables["complaints"].append(common | _complaint(key, at))
                tables["work_orders"].append(common | _work_order(key, at))
                tables["visits"].append(common | _visit(key, at, number))
                tables["fee_bills"].append(common | _bill(key, month))
                tables["fee_payments"].append(common | _payment(key, at))
                tables["calls"].append(common | _call(key, at))
                tables["contacts"].append(_contact(key, at))
                if number == 0:
                    tables["incidents"].append({"project_name": project} | _incident(key, at))
                    tables["notices"].append({"project_name": project} | _notice(key, at))
        tables["surveys"].append({"project_name": project} | SURVEY)
        tables["survey_tallies"].append({"project_name": project} | TALLY)
        for number in range(100, 160):
            answerer = {
                "survey_id": "D1",
                "project_name": project,
                "room_name": f"1-1-{number % 40 + 100}",
            }
            tables["survey_invites"].append(answerer | _invite(number))
            tables["survey_answers"] += [
                answerer | _answer(number, question) for question in range(1, 4)
            ]
    tables |= sales_tables(MONTHS, PROJECTS)
    for rows in tables.values():
        for position, row in enumerate(rows):
            row |= {
                "source_file": "export_20260401T0900.csv",
                "source_sheet": "",
                "source_row": position + 2,
                "exported_at": AS_OF,
                "file_received_at": AS_OF,
                "batch_id": "b" * 16,
                "missing_columns": "",
            }
    return tables


def _complaint(key: str, at: datetime) -> dict[str, Any]:
    return {
        "complaint_id": f"C{key}",
        "received_at": at,
        "responsible_department": "客服部",
        "dispatched_at": at + timedelta(minutes=5),
        "first_replied_at": at + timedelta(minutes=20),
        "arrived_at": at + timedelta(minutes=40),
        "resolved_at": at + timedelta(hours=5),
        "followed_up_at": at + timedelta(days=1),
        "reopened_count": 0,
    }


def _work_order(key: str, at: datetime) -> dict[str, Any]:
    return {
        "work_order_id": f"W{key}",
        "work_order_type": "报修",
        "opened_at": at,
        "responsible_department": "客服部",
        "dispatched_at": at + timedelta(minutes=5),
        "arrived_at": at + timedelta(minutes=40),
        "completed_at": at + timedelta(hours=2),
        "quoted_amount": Decimal("50.00"),
        "charged_amount": Decimal("50.00"),
        "paid_at": at + timedelta(hours=3),
        "suspended_minutes": 0,
    }


def _visit(key: str, at: datetime, number: int) -> dict[str, Any]:
    return {
        "visit_id": f"V{key}",
        "visited_at": at,
        "visit_type": "投诉" if number == 0 else "月度走访",
        "ticket_id": f"C{key}" if number == 0 else None,
        "was_reached": True,
        "satisfaction_grade": "满意" if number % 2 else "很满意",
        "answered_at": at + timedelta(days=1),
    }


def _bill(key: str, month: date) -> dict[str, Any]:
    return {
        "bill_id": f"B{key}",
        "fee_item": "物业费",
        "service_from": month,
        "service_to": month + timedelta(days=27),
        "billed_on": month,
        "due_on": month + timedelta(days=14),
        "receivable_amount": Decimal("250.60"),
        "concession_amount": Decimal("10.00"),
    }


def _payment(key: str, at: datetime) -> dict[str, Any]:
    return {
        "payment_id": f"P{key}",
        "bill_id": f"B{key}",
        "paid_at": at,
        "received_amount": Decimal("240.60"),
        "payment_method": "微信",
        "payment_kind": "缴费",
    }


def _call(key: str, at: datetime) -> dict[str, Any]:
    return {"call_id": f"L{key}", "called_at": at, "ring_count": 2, "answered_by_staff_id": "S1"}


def _contact(key: str, at: datetime) -> dict[str, Any]:
    return {
        "contact_id": f"X{key}",
        "ticket_id": f"C{key}",
        "contacted_at": at + timedelta(hours=2),
        "staff_id": "S1",
    }


def _incident(key: str, at: datetime) -> dict[str, Any]:
    return {
        "incident_id": f"I{key}",
        "incident_type": "水浸",
        "reported_at": at,
        "notified_at": at + timedelta(minutes=2),
        "arrived_at": at + timedelta(minutes=8),
        "controlled_at": at + timedelta(hours=1),
        "form_filed_at": at + timedelta(hours=5),
        "approved_at": at + timedelta(hours=6),
    }


def _notice(key: str, at: datetime) -> dict[str, Any]:
    return {"notice_id": f"G{key}", "topic": "停水", "posted_at": at, "household_count": 4}


SURVEY = {
    "survey_id": "D1",
    "survey_name": "年度调查",
    "started_on": date(2026, 2, 1),
    "ended_on": date(2026, 2, 28),
}


TALLY = {
    "survey_id": "D1",
    "question_id": "Q1",
    "very_satisfied_count": Decimal(20),
    "satisfied_count": Decimal(15),
    "fairly_satisfied_count": Decimal(3),
    "dissatisfied_count": Decimal(1),
    "very_dissatisfied_count": Decimal(1),
    "published_percent": Decimal(95),
}


def _invite(number: int) -> dict[str, Any]:
    answered = number % 3 > 0
    return {
        "disposition": "完成" if answered else "拒绝",
        "answered_at": datetime(2026, 2, 10, 19) if answered else None,
    }


def _answer(number: int, question: int) -> dict[str, Any]:
    return {
        "question_id": f"Q{question}",
        "service_area": ("总体", "保洁", "安保")[question - 1],
        "satisfaction_grade": "满意" if number % 2 else "很满意",
    }


def _set(export: str, first: int | None = None, **values: Any) -> Callable[[Tables], None]:
    """Overwrite columns in the first rows of an export, or in all of them."""

    def change(tables: Tables) -> None:
        for row in tables[export][:first]:
            row.update(values)

    return change


def _empty(export: str) -> Callable[[Tables], None]:
    return lambda tables: tables[export].clear()


def _older(export: str, days: int) -> Callable[[Tables], None]:
    return _set(export, exported_at=AS_OF - timedelta(days=days))


def _a_year_ago(export: str, moment: str) -> Callable[[Tables], None]:
    """Move what happened a year into the past, as an export with a stale filter does."""

    def change(tables: Tables) -> None:
        for row in tables[export]:
            row[moment] -= timedelta(days=365)

    return change


def _lose_last_month(export: str, moment: str) -> Callable[[Tables], None]:
    """Only three rows of the first project are left in its newest month."""

    def change(tables: Tables) -> None:
        of_last = [
            row
            for row in tables[export]
            if row["project_name"] == PROJECTS[0]
            and row[moment].month == 3
            and row[moment].year == 2026
        ]
        for row in of_last[3:]:
            tables[export].remove(row)

    return change


def _late_project(export: str, days: int) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        for row in tables[export]:
            if row["project_name"] == PROJECTS[0]:
                row["exported_at"] -= timedelta(days=days)

    return change


def _midnight(export: str, moment: str) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        for row in tables[export][::3]:
            row[moment] = row[moment].replace(hour=0, minute=0)

    return change


def _more_incidents_at_midnight(tables: Tables) -> None:
    tables["incidents"] += [dict(row) for row in tables["incidents"]]
    for row in tables["incidents"]:
        row["reported_at"] = row["reported_at"].replace(hour=0, minute=0)


def _loaded_twice(export: str) -> Callable[[Tables], None]:
    return lambda tables: tables[export].extend([dict(row) for row in tables[export]])


def _yuan_in_fen(tables: Tables) -> None:
    for row in tables["fee_bills"]:
        if row["service_from"] == MONTHS[-1]:
            row["receivable_amount"] *= 100


FRESH_DAYS = {
    "projects": 400,
    "rooms": 400,
    "households": 190,
    "staff": 100,
    "complaints": 35,
    "work_orders": 35,
    "visits": 35,
    "fee_bills": 100,
    "fee_payments": 35,
    "calls": 35,
    "incidents": 190,
    "contacts": 35,
    "notices": 100,
    "surveys": 400,
    "survey_invites": 400,
    "survey_answers": 400,
    "survey_tallies": 400,
    "sales_contracts": 35,
    "sales_credits": 35,
    "sales_receipts": 35,
    "discount_approvals": 400,
    "sales_targets": 100,
    "sales_deductions": 100,
    "lunch_duties": 100,
}
NEVER_STALE = ("discount_authority", "resignation_followers")
EARLY = AS_OF - timedelta(days=300)

BREAK: dict[str, Callable[[Tables], None]] = {
    **{f"{name}_have_rows": _empty(name) for name in (*FRESH_DAYS, *NEVER_STALE)},
    **{f"{name}_are_fresh": _older(name, days + 1) for name, days in FRESH_DAYS.items()},
    **{
        f"{name}_are_not_from_the_future": _set(name, 1, exported_at=AS_OF + timedelta(minutes=1))
        for name in (*FRESH_DAYS, *NEVER_STALE)
    },
    "projects_have_plausible_households": lambda tables: tables["projects"].append(
        tables["projects"][0] | {"project_name": "无人苑", "household_count": 0}
    ),
    "projects_opened_since_1980": _set("projects", 1, opened_on=date(1900, 1, 1)),
    "projects_know_their_type": _set("projects", project_type=None),
    "rooms_cover_their_project": _set("projects", 1, household_count=500),
    "rooms_have_plausible_areas": _set("rooms", 1, floor_area_sqm=Decimal("89500.00")),
    "rooms_know_their_area": _set("rooms", 20, floor_area_sqm=None),
    "rooms_are_used_for_known_things": _set("rooms", 1, room_use="火箭发射场"),
    "rooms_are_named_after_their_building": _set("rooms", 20, building_name="9"),
    "households_moved_in_since_1950": _set("households", 1, moved_in_on=date(1900, 1, 1)),
    "households_can_be_called": _set("households", 45, phone=None),
    "households_have_phones_of_usual_length": _set("households", 6, phone="138"),
    "households_do_not_share_one_phone": _set("households", 35, phone="13800000000"),
    "households_fit_into_their_room": _set("households", 12, room_name="1-1-100"),
    "staff_have_plausible_base_pay": _set("staff", 1, base_pay=Decimal("400000.00")),
    "staff_do_not_manage_themselves": _set("staff", 1, manager_staff_id="S1"),
    "staff_are_confirmed_after_hiring": _set("staff", 1, confirmed_on=date(2017, 1, 1)),
    "staff_who_left_did_leave": _set("staff", 1, leaving_approved=True),
    "complaints_are_as_many_as_usual": _lose_last_month("complaints", "received_at"),
    "complaints_reach_up_to_their_export": _a_year_ago("complaints", "received_at"),
    "complaints_have_a_time_of_day": _midnight("complaints", "received_at"),
    "complaints_are_mostly_dispatched": _set("complaints", 220, dispatched_at=None),
    "complaints_reopen_plausibly": _set("complaints", 1, reopened_count=21),
    "complaints_go_to_known_departments": _set("complaints", 1, responsible_department="月球部"),
    "complaints_are_dispatched_after_receipt": _set("complaints", 1, dispatched_at=EARLY),
    "complaints_are_handled_in_order": _set("complaints", 1, first_replied_at=EARLY),
    "complaints_do_not_drag_on": _set(
        "complaints",
        1,
        received_at=AS_OF - timedelta(days=1100),
        resolved_at=EARLY,
        dispatched_at=None,
    ),
    "work_orders_are_as_many_as_usual": _lose_last_month("work_orders", "opened_at"),
    "work_orders_reach_up_to_their_export": _a_year_ago("work_orders", "opened_at"),
    "work_orders_have_a_time_of_day": _midnight("work_orders", "opened_at"),
    "work_orders_are_suspended_plausibly": _set("work_orders", 1, suspended_minutes=-5),
    "work_orders_charge_plausibly": _set(
        "work_orders", 1, charged_amount=Decimal("200000"), quoted_amount=Decimal("200000")
    ),
    "work_orders_go_to_known_departments": _set("work_orders", 1, responsible_department="月球部"),
    "work_orders_are_handled_in_order": _set("work_orders", 1, arrived_at=EARLY),
    "work_orders_are_completed_or_cancelled": _set("work_orders", 1, cancelled_at=AS_OF),
    "work_orders_charge_what_was_quoted": _set("work_orders", 1, charged_amount=Decimal("80")),
    "visits_are_as_many_as_usual": _lose_last_month("visits", "visited_at"),
    "visits_reach_up_to_their_export": _a_year_ago("visits", "visited_at"),
    "visits_arrive_from_every_project": _late_project("visits", 46),
    "visits_reach_people": _set("visits", 190, was_reached=False, satisfaction_grade=None),
    "visits_are_not_graded_all_alike": _set("visits", 200, satisfaction_grade="很满意"),
    "visits_grade_only_who_was_reached": _set("visits", 1, was_reached=False),
    "visits_about_a_ticket_name_it": _set("visits", 60, visit_type="工单", ticket_id=None),
    "visits_are_answered_after_the_visit": _set("visits", 1, answered_at=EARLY),
    "calls_are_as_many_as_usual": _lose_last_month("calls", "called_at"),
    "calls_reach_up_to_their_export": _a_year_ago("calls", "called_at"),
    "calls_have_a_time_of_day": _midnight("calls", "called_at"),
    "calls_ring_plausibly": _set("calls", 1, ring_count=61),
    "calls_are_mostly_answered": _set("calls", 120, answered_by_staff_id=None),
    "incidents_have_a_time_of_day": _more_incidents_at_midnight,
    "incidents_are_handled_in_order": _set("incidents", 1, approved_at=EARLY),
    "contacts_reach_up_to_their_export": _a_year_ago("contacts", "contacted_at"),
    "contacts_have_a_time_of_day": _midnight("contacts", "contacted_at"),
    "contacts_say_who_made_them": _set("contacts", 250, staff_id=None),
    "notices_answer_a_plausible_number_of_households": _set("notices", 1, household_count=0),
    "surveys_last_plausibly": _set("surveys", 1, ended_on=date(2027, 2, 10)),
    "surveys_keep_one_name": _set("surveys", 1, survey_name="别的调查"),
    "survey_invites_reach_people": _set("survey_invites", disposition="未联系上", answered_at=None),
    "survey_invites_answer_only_when_they_did": _set("survey_invites", 2, disposition="拒绝"),
    "survey_tallies_count_nothing_below_zero": _set("survey_tallies", 1, satisfied_count=-1),
    "survey_tallies_publish_percents": _set("survey_tallies", 1, published_percent=101),
    "survey_answers_are_mostly_graded": _set("survey_answers", 190, satisfaction_grade=None),
    "survey_answers_are_not_graded_all_alike": _set("survey_answers", satisfaction_grade="满意"),
    "survey_answers_keep_one_area_per_question": _set("survey_answers", 1, service_area="绿化"),
    "fee_bills_are_loaded_once": _loaded_twice("fee_bills"),
    "fee_bills_are_as_many_as_usual": _lose_last_month("fee_bills", "service_from"),
    "fee_bills_arrive_from_every_project": _late_project("fee_bills", 101),
    "fee_bills_are_plausibly_large": _set("fee_bills", 1, receivable_amount=Decimal("2500000.00")),
    "fee_bills_average_as_usual": _yuan_in_fen,
    "fee_bills_concede_at_most_the_bill": _set("fee_bills", 1, concession_amount=Decimal("251.00")),
    "fee_bills_are_due_near_their_period": _set("fee_bills", 1, due_on=date(2029, 1, 1)),
    "fee_bills_cover_at_most_two_years": _set("fee_bills", 1, service_to=date(2029, 1, 1)),
    "fee_bills_are_due_after_billing": _set("fee_bills", 1, billed_on=date(2025, 12, 1)),
    "fee_payments_are_loaded_once": _loaded_twice("fee_payments"),
    "fee_payments_are_as_many_as_usual": _lose_last_month("fee_payments", "paid_at"),
    "fee_payments_reach_up_to_their_export": _a_year_ago("fee_payments", "paid_at"),
    "fee_payments_arrive_from_every_project": _late_project("fee_payments", 46),
    "fee_payments_are_plausibly_large": _set(
        "fee_payments", 1, received_amount=Decimal("2406000.00")
    ),
    "fee_payments_use_known_methods": _set("fee_payments", 1, payment_method="贝壳"),
    "fee_payments_have_the_sign_of_their_kind": _set(
        "fee_payments", 1, received_amount=Decimal("-1")
    ),
    "fee_payments_refunds_name_their_payment": _set("fee_payments", 1, payment_kind="退费"),
    "fee_payments_late_fees_are_a_part": _set("fee_payments", 1, late_fee_amount=Decimal("-3")),
    "sales_contracts_are_loaded_once": _loaded_twice("sales_contracts"),
    "sales_contracts_have_plausible_prices": _set(
        "sales_contracts", 1, list_price=Decimal(98), sold_price=Decimal(98)
    ),
    "sales_contracts_are_sold_near_their_list_price": _set(
        "sales_contracts", 1, sold_price=Decimal(100_000)
    ),
    "sales_contracts_are_signed_after_their_booking": _set(
        "sales_contracts", 1, subscribed_on=date(2026, 3, 31)
    ),
    "sales_contracts_with_a_mortgage_are_paid_by_one": _set(
        "sales_contracts", 1, mortgage_signed_on=date(2026, 3, 31)
    ),
    "sales_credits_give_shares_between_0_and_1": _set("sales_credits", 1, share=Decimal(0)),
    "sales_receipts_are_loaded_once": _loaded_twice("sales_receipts"),
    "sales_receipts_reach_up_to_their_export": _a_year_ago("sales_receipts", "received_on"),
    "sales_receipts_are_plausibly_large": _set("sales_receipts", 1, amount=Decimal(200_000_000)),
    "discount_approvals_say_who_signed": _set("discount_approvals", 1, approved_by_staff_id=None),
    "discount_approvals_are_not_signed_by_who_asked": _set(
        "discount_approvals", 1, requested_by_staff_id="S1"
    ),
    "sales_targets_are_plausibly_large": _set("sales_targets", 1, target_amount=Decimal(300)),
    "sales_targets_are_for_months_near_their_export": _set(
        "sales_targets", 1, month=date(2062, 3, 1)
    ),
    "discount_authority_are_small_shares": _set(
        "discount_authority", 1, authority_rate=Decimal("0.98")
    ),
    "sales_deductions_are_plausibly_long": _set("sales_deductions", 1, minutes=1500),
    "sales_deductions_are_not_verified_by_who_is_deducted": _set(
        "sales_deductions", 1, verified_by_staff_id="S2"
    ),
    "resignation_followers_are_somebody_else": _set("resignation_followers", 1, to_staff_id="S9"),
}
