"""The planted effects show in the rows, and everything else stays believable."""

import json
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from pipelines.simulate import simulate, simulate_frames
from pipelines.simulate.plan import Plan


@pytest.fixture(scope="module")
def frames() -> dict[str, pl.DataFrame]:
    return simulate_frames(estates=2, months=24, households_per_estate=800)


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("one")
    report = simulate(out, estates=2, months=24, households_per_estate=800, layout="one")
    return json.loads(report.truth.read_text(encoding="utf-8"))


def test_the_slow_department_takes_about_three_times_as_long(truth: dict[str, Any]) -> None:
    medians = {
        d["department"]: d["median_minutes_of_resolved"] for d in truth["complaint_departments"]
    }
    slow = medians.pop(truth["planted"]["slow_department"])
    assert 2.2 <= slow / (sum(medians.values()) / len(medians)) <= 4


def test_the_bad_quarter_is_the_worst_one_of_its_estate(truth: dict[str, Any]) -> None:
    planted = truth["planted"]
    quarters = {
        row["quarter_start_on"]: row["paid_by_quarter_end_fen"] / row["due_fen"]
        for row in truth["collection_by_quarter"]
        if row["project_name"] == planted["troubled_project"]
    }
    bad = quarters.pop(planted["troubled_quarter_start_on"])
    full = [rate for start, rate in quarters.items() if start != "2026-10-01"]
    assert bad < min(full) - 0.1


def test_collection_within_the_quarter_is_believable_elsewhere(truth: dict[str, Any]) -> None:
    planted = truth["planted"]
    for row in truth["collection_by_quarter"]:
        if (
            row["project_name"] == planted["troubled_project"]
            or row["quarter_start_on"] == "2026-10-01"
        ):
            continue
        assert 0.92 <= row["paid_by_quarter_end_fen"] / row["due_fen"] <= 0.98


def test_satisfaction_is_believable(truth: dict[str, Any]) -> None:
    visits = truth["visits"]
    assert 0.93 <= visits["monthly_visits_satisfied"] / visits["monthly_visits_graded"] <= 0.975


def test_dispatch_is_mostly_within_ten_minutes_with_a_tail(frames: dict[str, pl.DataFrame]) -> None:
    complaints = frames["complaints"]
    waited = (complaints["dispatched_at"] - complaints["received_at"]).dt.total_minutes()
    assert 0.90 <= (waited <= 10).mean() <= 0.98
    assert waited.max() > 30


def test_a_few_rooms_complain_again_and_again(frames: dict[str, pl.DataFrame]) -> None:
    per_room = frames["complaints"].group_by("project_name", "room_name").len()["len"]
    assert per_room.max() >= 10
    assert per_room.median() <= 2


def test_twenty_households_are_visited_at_each_estate_each_month(
    frames: dict[str, pl.DataFrame],
) -> None:
    monthly = frames["visits"].filter(pl.col("visit_type") == "月度走访")
    month = pl.col("visited_at").dt.truncate("1mo")
    homes = monthly.group_by("project_name", month).agg(pl.col("room_name").n_unique())
    assert homes.height == 2 * 24
    assert homes["room_name"].min() >= 20


def test_heating_complaints_come_in_winter(frames: dict[str, pl.DataFrame]) -> None:
    cold = frames["complaints"].filter(pl.col("content").str.contains("暖气"))
    winter = cold["received_at"].dt.month().is_in([11, 12, 1, 2, 3]).mean()
    assert winter > 0.6


def test_about_one_bill_comes_per_household_and_month(frames: dict[str, pl.DataFrame]) -> None:
    assert 0.95 <= frames["fee_bills"].height / (2 * 24 * 800) <= 1.15


def test_the_moments_of_a_ticket_are_in_order(frames: dict[str, pl.DataFrame]) -> None:
    chains = {
        "complaints": (
            "received_at",
            "dispatched_at",
            "notified_at",
            "first_replied_at",
            "resolved_at",
            "followed_up_at",
        ),
        "work_orders": (
            "opened_at",
            "dispatched_at",
            "replied_at",
            "completed_at",
            "called_back_at",
        ),
    }
    for name, chain in chains.items():
        for earlier, later in pairwise(chain):
            wrong = frames[name].filter(pl.col(later) < pl.col(earlier))
            assert wrong.is_empty(), (earlier, later)


def test_every_reference_points_to_a_row(frames: dict[str, pl.DataFrame]) -> None:
    payments, rooms = frames["fee_payments"], frames["rooms"]
    named = payments.drop_nulls("bill_id")
    assert named.join(frames["fee_bills"], on="bill_id", how="anti").is_empty()
    refunds = payments.drop_nulls("refunded_payment_id").select("refunded_payment_id")
    assert refunds.height > 0
    assert refunds.join(
        payments, left_on="refunded_payment_id", right_on="payment_id", how="anti"
    ).is_empty()
    people = set(frames["staff"]["staff_id"])
    assert set(frames["complaints"]["handler_staff_id"].drop_nulls()) <= people
    placed_exports = (
        *("households", "complaints", "work_orders", "fee_bills", "fee_payments", "visits"),
        *("calls", "survey_invites", "survey_answers"),
    )
    for name in placed_exports:
        placed = frames[name].drop_nulls("room_name")
        assert placed.join(rooms, on=["project_name", "room_name"], how="anti").is_empty()


def test_every_way_of_paying_occurs(frames: dict[str, pl.DataFrame]) -> None:
    payments = frames["fee_payments"]
    received = payments["received_amount"]
    assert payments.filter(pl.col("account_amount") > 0).height > 0
    assert payments.filter(pl.col("late_fee_amount") > 0).height > 0
    assert payments.filter(pl.col("bill_id").is_null(), pl.col("fee_item") == "物业费").height > 0
    assert payments.filter(pl.col("bill_id").is_null(), pl.col("fee_item").is_null()).height > 0
    assert {"缴费", "退费"} == set(payments["payment_kind"])
    assert (received < 0).any()  # one cashier writes refunds with a minus, the other without
    assert (
        payments.filter(pl.col("payment_kind") == "退费", pl.col("received_amount") > 0).height > 0
    )


def test_a_month_cut_short_ends_on_its_last_day() -> None:
    plan = Plan(estates=1, months=3, end=date(2026, 2, 10))
    assert [p.last_day for p in plan.months_covered] == [
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 10),
    ]
    frames = simulate_frames(estates=1, months=3, end=date(2026, 2, 10), households_per_estate=50)
    assert frames["work_orders"]["opened_at"].dt.date().max() <= date(2026, 2, 10)
