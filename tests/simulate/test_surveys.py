"""Surveys: who is asked, who answers, what is planted, and a company where nothing is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.simulate import WITHOUT_EFFECTS, Effects, simulate, simulate_frames
from pipelines.simulate.opinions import AREAS

Frames = dict[str, pl.DataFrame]
SIZE: dict[str, Any] = {"estates": 2, "months": 24, "households_per_estate": 900}
PLACE = ["project_name", "room_name"]
SHEET = ["survey_id", *PLACE]
POINTS = {"很满意": 100, "满意": 75, "基本满意": 50, "不满意": 25, "很不满意": 0}


@pytest.fixture(scope="module")
def frames() -> Frames:
    return simulate_frames(**SIZE)


@pytest.fixture(scope="module")
def plain() -> Frames:
    return simulate_frames(**SIZE, effects=WITHOUT_EFFECTS)


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    report = simulate(tmp_path_factory.mktemp("one"), **SIZE, layout="one")
    document: dict[str, Any] = json.loads(report.truth.read_text(encoding="utf-8"))
    return document


def _response(frames: Frames, *by: str) -> dict[Any, float]:
    """Completed of those invited who live there, by columns of the invitations or rooms."""
    rooms = frames["rooms"].select(*PLACE, "building_name", "occupancy_status")
    invites = frames["survey_invites"].join(rooms, on=PLACE)
    asked = invites.filter(pl.col("disposition") != "空置")
    shares = asked.group_by(*by).agg((pl.col("disposition") == "完成").mean().alias("share"))
    return {row[0] if len(by) == 1 else row[:-1]: row[-1] for row in shares.rows()}


def _overall(frames: Frames) -> pl.DataFrame:
    answers = frames["survey_answers"].filter(pl.col("service_area") == "总体")
    return answers.drop_nulls("satisfaction_grade").with_columns(
        bad=pl.col("satisfaction_grade").is_in(["不满意", "很不满意"])
    )


def _correlations(frames: Frames) -> dict[str, float]:
    """Correlation of each area's score with the overall score, over complete sheets."""
    scored = (
        frames["survey_answers"]
        .drop_nulls("satisfaction_grade")
        .with_columns(score=pl.col("satisfaction_grade").replace_strict(POINTS))
    )
    sheets = scored.pivot("service_area", index=SHEET, values="score").drop_nulls()
    overall = sheets["总体"].to_numpy()
    return {a: float(np.corrcoef(sheets[a].to_numpy(), overall)[0, 1]) for a in AREAS}


def test_every_estate_is_surveyed_in_spring_and_in_autumn(frames: Frames) -> None:
    surveys = frames["surveys"]
    seasons = surveys.select("project_name", month=pl.col("started_on").dt.strftime("%y-%m"))
    assert sorted(seasons["month"].unique()) == ["25-04", "25-09", "26-04", "26-09"]
    assert surveys.height == 2 * 4
    assert surveys.filter(pl.col("reported_on") <= pl.col("ended_on")).is_empty()


def test_a_household_that_completes_hands_in_one_sheet_of_eight_answers(frames: Frames) -> None:
    completed = frames["survey_invites"].filter(pl.col("disposition") == "完成")
    sheets = frames["survey_answers"].group_by(SHEET).agg(pl.col("service_area").sort())
    assert sheets.join(completed, on=SHEET, how="anti").is_empty()
    assert completed.join(sheets, on=SHEET, how="anti").is_empty()
    assert {tuple(areas) for areas in sheets["service_area"]} == {tuple(sorted(("总体", *AREAS)))}


def test_answers_are_given_while_the_survey_is_open(frames: Frames) -> None:
    invites = frames["survey_invites"].join(frames["surveys"], on=["survey_id", "project_name"])
    on = pl.col("answered_at").dt.date()
    assert invites.filter((on < pl.col("started_on")) | (on > pl.col("ended_on"))).is_empty()
    answers = pl.col("disposition").is_in(["完成", "部分"])
    assert invites.filter(answers != pl.col("answered_at").is_not_null()).is_empty()


def test_every_outcome_of_an_invitation_occurs_and_over_half_complete(frames: Frames) -> None:
    outcomes = set(frames["survey_invites"]["disposition"])
    assert outcomes == {"完成", "部分", "拒绝", "未联系上", "空置"}
    invites = frames["survey_invites"].filter(pl.col("disposition") != "空置")
    assert 0.5 <= (invites["disposition"] == "完成").mean() <= 0.66


def test_tenants_answer_less_than_owners(frames: Frames, plain: Frames) -> None:
    shares = _response(frames, "occupancy_status")
    assert shares["出租"] < shares["自用"] - 0.1
    even = _response(plain, "occupancy_status")
    assert abs(even["出租"] - even["自用"]) < 0.06


def test_one_building_answers_less_and_is_less_content(truth: dict[str, Any]) -> None:
    ((project, building),) = truth["planted"]["quiet_buildings"].items()
    for survey in truth["surveys"]:
        if survey["project_name"] != project:
            continue
        rows = {b["building_name"]: b for b in survey["buildings"]}
        quiet = rows.pop(building)
        others = pl.DataFrame(list(rows.values())).sum()
        answered = others["respondents"][0] / others["invited"][0]
        content = others["satisfied"][0] / others["households"][0]
        assert quiet["respondents"] / quiet["invited"] < answered - 0.12
        assert quiet["satisfied"] / quiet["households"] < content - 0.05


def test_the_figure_of_those_who_answer_flatters_the_estate_with_the_quiet_building(
    truth: dict[str, Any],
) -> None:
    (project,) = truth["planted"]["quiet_buildings"]
    sums = dict.fromkeys(("answered", "everybody"), 0.0)
    for survey in truth["surveys"]:
        if survey["project_name"] == project:
            for name in sums:
                sums[name] += survey[name]["satisfied"] / survey[name]["graded"] / 4
    assert sums["answered"] > sums["everybody"] + 0.005


def test_the_driver_goes_with_the_overall_opinion_more_than_any_other_area(
    frames: Frames, truth: dict[str, Any]
) -> None:
    found = _correlations(frames)
    first = truth["planted"]["drivers"][0]["service_area"]
    assert first == "工程维修"
    driver = found.pop(first)
    assert driver > max(found.values()) + 0.1
    assert min(found.values()) > 0.2  # sheets are collinear, as real ones are


def test_the_survey_in_the_bad_quarter_is_the_worst_of_all(
    frames: Frames, truth: dict[str, Any]
) -> None:
    shares = {
        (project, survey): share
        for project, survey, share in _overall(frames)
        .group_by("project_name", "survey_id")
        .agg(pl.col("bad").mean())
        .rows()
    }
    worst = max(shares, key=lambda key: shares[key])
    assert worst == (truth["planted"]["troubled_project"], "DC2604")
    assert shares.pop(worst) > max(shares.values()) + 0.05


def test_the_planted_topic_fills_the_comments_of_the_bad_survey_only(frames: Frames) -> None:
    spoken = frames["survey_answers"].filter(pl.col("service_area") == "总体").drop_nulls("comment")
    shares = (
        spoken.group_by("project_name", "survey_id")
        .agg(share=pl.col("comment").str.contains("电梯").mean(), said=pl.len())
        .sort("share", descending=True)
    )
    assert shares["said"].min() > 20
    assert shares.row(0)[1] == "DC2604"
    assert shares["share"][0] > 0.3
    assert shares["share"][1] < 0.2


def test_some_comments_name_a_number_to_call(frames: Frames) -> None:
    said = frames["survey_answers"]["comment"].drop_nulls()
    assert 0 < said.str.contains(r"1380\d{7}").mean() < 0.05


def test_without_effects_the_areas_weigh_the_same(plain: Frames) -> None:
    found = _correlations(plain).values()
    assert max(found) - min(found) < 0.12


def test_without_effects_no_department_is_slow(plain: Frames) -> None:
    complaints = plain["complaints"].with_columns(
        hours=(pl.col("resolved_at") - pl.col("received_at")).dt.total_minutes() / 60
    )
    medians = (
        complaints.drop_nulls("responsible_department")
        .group_by("responsible_department")
        .agg(pl.col("hours").median())["hours"]
    )
    assert medians.max() / medians.min() < 1.6


def test_without_effects_the_truth_names_no_effect(tmp_path: Path) -> None:
    report = simulate(
        tmp_path, estates=2, months=8, households_per_estate=200, effects=WITHOUT_EFFECTS
    )
    planted = json.loads(report.truth.read_text(encoding="utf-8"))["planted"]
    assert planted["slow_department"] is None
    assert planted["troubled_project"] is None
    assert planted["quiet_buildings"] == {}
    assert len({driver["weight"] for driver in planted["drivers"]}) == 1


def test_a_folder_of_a_company_with_other_effects_is_refused(tmp_path: Path) -> None:
    size = {"estates": 1, "months": 1, "households_per_estate": 5}
    simulate(tmp_path, **size)
    with pytest.raises(FileExistsError, match="other effects"):
        simulate(tmp_path, **size, effects=Effects(slow_factor=2.0))


def test_an_effect_alone_leaves_the_other_registers_as_they_are() -> None:
    size = {"estates": 1, "months": 8, "households_per_estate": 100}
    usual = simulate_frames(**size)
    other = simulate_frames(**size, effects=Effects(driver_weight=0.09))
    for name in ("complaints", "work_orders", "fee_payments", "calls", "survey_invites"):
        assert usual[name].equals(other[name]), name
    assert not usual["survey_answers"].equals(other["survey_answers"])
