"""`truth.json` against plain counts of what the files say."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.simulate import simulate
from tests.simulate.reading import finally_known


@pytest.fixture(scope="module", params=[False, True], ids=["clean", "with mess"])
def told_and_read(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], dict[str, pl.DataFrame]]:
    """The truth, and the newest rows of all files; faulty files must change nothing."""
    out = tmp_path_factory.mktemp("exports")
    report = simulate(out, estates=2, months=8, households_per_estate=80, mess=request.param)
    known = finally_known(out, _refused_by_intake(report.planted))
    return json.loads(report.truth.read_text(encoding="utf-8")), known


def _refused_by_intake(planted: Path | None) -> frozenset[tuple[str, int | None]]:
    """Files that are never loaded, and rows refused because of what other files say."""
    if planted is None:
        return frozenset()
    entries = json.loads(planted.read_text(encoding="utf-8"))
    files = {(e["file"], None) for e in entries if e["outcome"] in ("rejected", "held")}
    rows = {(e["file"], e["row"]) for e in entries if e["code"] in ("E301", "E302", "N312")}
    return frozenset(files | rows)


def _fen(rows: pl.DataFrame, name: str) -> int:
    return int(rows[name].abs().sum() * 100)


def test_rows_per_export_are_those_finally_known(told_and_read: Any) -> None:
    truth, known = told_and_read
    assert truth["rows"] == {name: rows.height for name, rows in sorted(known.items())}


def test_fee_totals_are_exact_to_the_fen(told_and_read: Any) -> None:
    truth, known = told_and_read
    bills = known["fee_bills"]
    valid = bills.filter(pl.col("bill_status") == "有效")
    paid = known["fee_payments"].filter(pl.col("payment_kind") == "缴费")
    refunded = known["fee_payments"].filter(pl.col("payment_kind") == "退费")
    fees = truth["fees"]
    assert fees["valid_bills"] == valid.height
    assert fees["void_bills"] == bills.height - valid.height > 0
    assert fees["receivable_fen"] == _fen(valid, "receivable_amount")
    assert fees["concession_fen"] == _fen(valid, "concession_amount")
    assert fees["received_fen"] == _fen(paid, "received_amount")
    assert fees["refunded_fen"] == _fen(refunded, "received_amount")
    assert fees["late_fee_fen"] == _fen(paid, "late_fee_amount")
    assert fees["payments_without_bill"] == paid["bill_id"].null_count() > 0


def test_ticket_counts_are_those_of_the_files(told_and_read: Any) -> None:
    truth, known = told_and_read
    complaints, orders = known["complaints"], known["work_orders"]
    still_open = complaints.filter(
        pl.col("resolved_at").is_null(), pl.col("withdrawn_at").is_null()
    )
    in_time = complaints.filter(
        pl.col("dispatched_at") <= pl.col("received_at").dt.offset_by("10m")
    )
    judged = orders.filter(pl.col("work_order_type").is_in(["报修", "家政"]))
    same_day = judged.filter(pl.col("completed_at").dt.date() == pl.col("opened_at").dt.date())
    assert truth["complaints"]["complaints_open"] == still_open.height
    assert truth["complaints"]["complaints_dispatched_in_time"] == in_time.height
    assert truth["work_orders"]["repair_and_home_orders"] == judged.height
    assert truth["work_orders"]["repair_and_home_orders_done_same_day"] == same_day.height


def test_visit_counts_are_those_of_the_files(told_and_read: Any) -> None:
    truth, known = told_and_read
    monthly = known["visits"].filter(pl.col("visit_type") == "月度走访")
    graded = monthly.filter("was_reached", pl.col("satisfaction_grade").is_not_null())
    happy = graded.filter(pl.col("satisfaction_grade").str.contains("不").not_())
    assert truth["visits"]["monthly_visits_graded"] == graded.height
    assert truth["visits"]["monthly_visits_satisfied"] == happy.height
    assert (
        truth["visits"]["monthly_visits_not_reached"]
        == monthly.filter(~pl.col("was_reached")).height
    )


def test_promises_are_counted_from_the_stamps_of_the_files(told_and_read: Any) -> None:
    truth, known = told_and_read
    promises = truth["promises"]
    rings = [r for r in known["calls"]["ring_count"] if r is not None]
    assert promises["SV1"] == {
        "in_time": sum(r <= 3 for r in rings),
        "late": sum(r > 3 for r in rings),
    }
    calls = known["work_orders"].drop_nulls(["completed_at", "called_back_at"])
    days = [
        row["called_back_at"].date() == row["completed_at"].date()
        for row in calls.iter_rows(named=True)
    ]
    assert promises["SV14"] == {"in_time": sum(days), "late": len(days) - sum(days)}
    followed = known["complaints"].drop_nulls(["resolved_at", "followed_up_at"])
    waits = [
        (row["followed_up_at"].date() - row["resolved_at"].date()).days
        for row in followed.iter_rows(named=True)
    ]
    assert promises["SV3"] == {
        "in_time": sum(w <= 3 for w in waits),
        "late": sum(w > 3 for w in waits),
    }
    assert promises["SV2"]["in_time"] == truth["complaints"]["complaints_dispatched_in_time"]
    assert (
        promises["SV10"]["in_time"]
        == (truth["work_orders"]["repair_and_home_orders_done_same_day"])
    )


def test_survey_figures_are_those_of_the_files(told_and_read: Any) -> None:
    truth, known = told_and_read
    assert len(truth["surveys"]) == known["surveys"].height > 0
    for survey in truth["surveys"]:
        of_survey = (
            pl.col("survey_id") == survey["survey_id"],
            pl.col("project_name") == survey["project_name"],
        )
        invites = known["survey_invites"].filter(*of_survey)
        overall = known["survey_answers"].filter(*of_survey, pl.col("service_area") == "总体")
        grades = overall["satisfaction_grade"].drop_nulls().to_list()
        assert survey["invited"] == invites.height
        assert survey["completed"] == invites["disposition"].to_list().count("完成")
        assert survey["answered"]["graded"] == len(grades)
        assert survey["answered"]["satisfied"] == sum("不" not in grade for grade in grades)
        assert survey["answered"]["points"] == sum(
            {"很满意": 100, "满意": 75, "基本满意": 50, "不满意": 25}.get(grade, 0)
            for grade in grades
        )
        everybody = survey["everybody"]
        assert everybody["graded"] == sum(b["households"] for b in survey["buildings"])
        assert everybody["graded"] > survey["completed"]


def test_sales_are_those_of_the_files(told_and_read: Any) -> None:
    truth, known = told_and_read
    signed = [
        row
        for row in known["sales_contracts"].iter_rows(named=True)
        if row["signed_at"] is not None and row["contract_status"] != "塌定"
    ]
    assert truth["sales"]["contracts_signed"] == len(signed) > 0
    assert truth["sales"]["received_fen"] == _fen(known["sales_receipts"], "amount")
    counted = {
        (entry["project_name"], entry["month"]): (entry["contracts"], entry["sold_fen"])
        for entry in truth["sales_by_month"]
    }
    slowly: dict[tuple[str, str], tuple[int, int]] = {}
    for row in signed:
        key = (row["project_name"], f"{row['signed_at']:%Y-%m}-01")
        contracts, fen = slowly.get(key, (0, 0))
        slowly[key] = (contracts + 1, fen + int(row["sold_price"] * 100))
    assert counted == slowly


def test_top_complainers_are_those_of_the_register(told_and_read: Any) -> None:
    truth, known = told_and_read
    rooms = known["complaints"].group_by("project_name", "room_name").len()
    first = truth["top_complainers"][0]
    assert first["complaints"] == rooms["len"].max()
