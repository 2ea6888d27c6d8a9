"""Calls, incidents, contacts, notices and visits keep the promises mostly, as people do."""

from datetime import timedelta

import polars as pl
import pytest

from pipelines.simulate import simulate_frames

WEEK = timedelta(days=7)
Frames = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def frames() -> Frames:
    return simulate_frames(estates=2, months=24, households_per_estate=600)


def test_most_calls_are_answered_within_three_rings_and_a_few_are_not(frames: Frames) -> None:
    rings = frames["calls"]["ring_count"]
    assert 0.92 <= (rings <= 3).mean() <= 0.98
    assert rings.null_count() > 0
    assert frames["calls"]["answered_by_staff_id"].null_count() > 0


def test_every_complaint_by_telephone_has_its_call_just_before(frames: Frames) -> None:
    by_phone = frames["complaints"].filter(pl.col("channel") == "来电").sort("received_at")
    calls = frames["calls"].filter(pl.col("purpose") == "投诉").sort("called_at")
    heard = by_phone.join_asof(
        calls,
        left_on="received_at",
        right_on="called_at",
        by=["project_name", "room_name"],
        tolerance="5m",
        check_sortedness=False,
    )
    assert heard["call_id"].null_count() == 0


def test_most_emergencies_are_reached_within_five_minutes(frames: Frames) -> None:
    urgent = frames["complaints"].filter(pl.col("complaint_class") == "紧急")
    waits = pl.concat(
        [
            (urgent["arrived_at"] - urgent["received_at"]).drop_nulls().rename("wait"),
            (frames["incidents"]["arrived_at"] - frames["incidents"]["reported_at"]).rename("wait"),
        ]
    ).dt.total_minutes()
    assert 0.75 <= (waits <= 5).mean() < 1


def test_most_incident_forms_are_filed_within_a_day_and_approved(frames: Frames) -> None:
    incidents = frames["incidents"]
    within = incidents["form_filed_at"] - incidents["reported_at"] <= timedelta(days=1)
    assert 0.6 <= (within & incidents["approved_at"].is_not_null()).mean() < 1
    assert incidents.filter(pl.col("approved_at") < pl.col("form_filed_at")).is_empty()


def test_long_complaints_are_contacted_about_weekly_with_some_gaps(frames: Frames) -> None:
    contacts = frames["contacts"].sort("ticket_id", "contacted_at")
    gaps = contacts.select(gap=pl.col("contacted_at").diff().over("ticket_id"))["gap"].drop_nulls()
    assert 0.8 <= (gaps <= WEEK).mean() <= 0.97


def test_contacts_lie_between_the_opening_and_the_close_of_their_ticket(frames: Frames) -> None:
    tickets = pl.concat(
        [
            frames["complaints"]
            .select("complaint_id", "received_at", "resolved_at")
            .rename({"complaint_id": "ticket_id", "received_at": "opened_at"}),
            frames["work_orders"]
            .select("work_order_id", "opened_at", "completed_at")
            .rename({"work_order_id": "ticket_id", "completed_at": "resolved_at"}),
        ]
    )
    about = frames["contacts"].join(tickets, on="ticket_id")
    assert about.height == frames["contacts"].height > 0
    outside = (pl.col("contacted_at") < pl.col("opened_at")) | (
        pl.col("contacted_at") > pl.col("resolved_at")
    )
    assert about.filter(outside).is_empty()


def test_most_notices_answer_three_households_within_a_week(frames: Frames) -> None:
    raised = frames["notices"].drop_nulls("first_raised_at")
    assert (raised["household_count"] >= 3).mean() > 0.7
    assert 0.85 <= (raised["posted_at"] - raised["first_raised_at"] <= WEEK).mean() < 1
    assert raised.height < frames["notices"].height


def test_what_is_not_solved_on_its_day_mostly_gets_a_promised_time(frames: Frames) -> None:
    solved = frames["complaints"].drop_nulls("resolved_at")
    same_day = solved["resolved_at"].dt.date() == solved["received_at"].dt.date()
    promised = solved["promised_at"].is_not_null()
    assert promised.filter(~same_day).mean() > 0.75
    assert promised.filter(same_day).mean() < 0.2


def test_heads_follow_up_nearly_all_major_complaints_and_few_others(frames: Frames) -> None:
    heads = frames["staff"].filter(pl.col("post") == "管理处负责人")["staff_id"]
    followed = frames["complaints"].drop_nulls("followed_up_by_staff_id")
    by_head = followed["followed_up_by_staff_id"].is_in(heads.implode())
    major = followed["is_important"]
    assert by_head.filter(major).mean() > 0.75
    assert by_head.filter(~major).mean() < 0.3


def test_a_complaint_about_attitude_has_a_deadline_and_once_closed_a_penalty(
    frames: Frames,
) -> None:
    rude = frames["complaints"].filter(pl.col("complaint_class") == "服务态度")
    assert rude.drop_nulls("first_replied_at")["rectify_by"].null_count() == 0
    assert rude.drop_nulls("resolved_at")["penalty"].null_count() == 0


def test_a_paid_service_goes_from_the_quote_to_the_call_after_the_payment(frames: Frames) -> None:
    paid = frames["work_orders"].filter(
        pl.col("work_order_type") == "有偿服务", pl.col("completed_at").is_not_null()
    )
    assert paid["quoted_amount"].null_count() == 0
    before_work = (paid["quote_accepted_at"] < paid["completed_at"]).fill_null(False)
    assert 0.8 <= before_work.mean() < 1
    called = paid.drop_nulls(["called_back_at", "paid_at"])
    assert called.filter(pl.col("called_back_at") < pl.col("paid_at")).is_empty()
    assert called.height / paid.height > 0.7


def test_dissatisfied_households_are_mostly_visited_in_person_afterwards(frames: Frames) -> None:
    bad = pl.col("satisfaction_grade").is_in(["不满意", "很不满意"])
    place = ["project_name", "room_name"]
    in_person = frames["visits"].filter(pl.col("visit_method") == "上门").sort("visited_at")
    sheets = (
        frames["survey_answers"]
        .filter(bad, pl.col("service_area") == "总体")
        .join(frames["survey_invites"], on=["survey_id", *place])
    )
    said = pl.concat(
        [
            frames["visits"].filter(bad).select(*place, at="visited_at"),
            sheets.select(*place, at="answered_at"),
        ]
    ).sort("at")
    visited = said.join_asof(
        in_person.select(*place, "visited_at"),
        left_on="at",
        right_on="visited_at",
        by=place,
        strategy="forward",
        allow_exact_matches=False,
        tolerance="30d",
        check_sortedness=False,
    )
    assert 0.75 <= visited["visited_at"].is_not_null().mean() < 1


def test_single_outstanding_problems_are_visited_in_person_too(frames: Frames) -> None:
    visits = frames["visits"].sort("visited_at")
    single = visits.filter("is_single_issue")
    in_person = visits.filter(pl.col("visit_method") == "上门").select(
        "project_name", "room_name", again="visited_at"
    )
    after = single.join_asof(
        in_person,
        left_on="visited_at",
        right_on="again",
        by=["project_name", "room_name"],
        strategy="forward",
        allow_exact_matches=False,
        tolerance="14d",
        check_sortedness=False,
    )
    assert single.height > 10
    assert 0.6 <= after["again"].is_not_null().mean() < 1
