"""On a really built snapshot the rows behind every KPI and every promise add up to it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboards.components.page import Page
from dashboards.components.row_sets import ROWS_OF, agrees
from dashboards.kpi_reading import read_kpis
from dashboards.palette import LIGHT
from dashboards.periods import KINDS, Period
from dashboards.published import current_snapshot_id, open_snapshot
from dashboards.queries import complaint_turnaround, desk, kpis, promises
from dashboards.queries.scope import ALL, EVERYONE, Filters
from dashboards.rule_reading import VERDICTS, read_rules, subject_period
from dashboards.text import load_words


@pytest.mark.parametrize("kind", KINDS)
def test_the_rows_behind_every_kpi_add_up_to_it(built_home: Path, kind: str) -> None:
    snapshot = open_snapshot(built_home, current_snapshot_id(built_home))
    cursor = snapshot.cursor()
    starts = kpis.period_starts(cursor, EVERYONE)
    projects = kpis.project_names(cursor, EVERYONE)["project_name"].to_list()
    compared = 0
    for start in starts.filter(starts["period_kind"] == kind)["period_start_on"].to_list()[:8]:
        for project in (ALL, *projects):
            filters = Filters(Period(kind, start), project)
            page = Page(load_words("zh"), snapshot, EVERYONE, filters, LIGHT)
            history = kpis.kpi_history(cursor, EVERYONE, filters, 1)
            for reading in read_kpis(history, filters.period):
                if reading.row is not None:
                    sets = ROWS_OF[reading.kpi_id](page)
                    assert agrees(reading.row, sets) is not False, (reading.kpi_id, filters)
                    compared += 1
    assert compared > 20 if kind == "week" else compared >= 8


@pytest.mark.parametrize("kind", KINDS)
def test_the_rows_behind_every_promise_add_up_to_its_counts(built_home: Path, kind: str) -> None:
    snapshot = open_snapshot(built_home, current_snapshot_id(built_home))
    cursor = snapshot.cursor()
    starts = kpis.period_starts(cursor, EVERYONE)
    projects = kpis.project_names(cursor, EVERYONE)["project_name"].to_list()
    departments = kpis.department_names(cursor, EVERYONE)["department"].to_list()
    compared = 0
    for start in starts.filter(starts["period_kind"] == kind)["period_start_on"].to_list()[:6]:
        for project, department in ((ALL, ALL), (projects[0], ALL), (ALL, departments[0])):
            filters = Filters(Period(kind, start), project, department)
            history = promises.rule_history(cursor, EVERYONE, filters, 1)
            for reading in read_rules(history, filters.period, 1):
                for verdict in VERDICTS if reading.row else ():
                    rows = promises.rule_subjects(
                        cursor, EVERYONE, filters, reading.rule_id, verdict
                    )
                    assert rows.height == reading.count(verdict), (reading.rule_id, filters)
                    assert rows["reason_zh"].null_count() == 0, reading.rule_id
                    compared += 1
    assert compared > 100


def test_every_promise_is_on_the_board_and_its_parts_add_up(built_home: Path) -> None:
    snapshot = open_snapshot(built_home, current_snapshot_id(built_home))
    cursor = snapshot.cursor()
    starts = kpis.period_starts(cursor, EVERYONE)
    year = Period("year", max(starts.filter(starts["period_kind"] == "year")["period_start_on"]))
    filters = Filters(year)
    readings = read_rules(promises.rule_history(cursor, EVERYONE, filters, 1), year, 1)
    known = {reading.rule_id for reading in readings}
    assert {*(f"SV{n}" for n in range(1, 33)), "SV4F"} <= known
    for reading in readings:
        assert reading.is_measured or reading.words_of(load_words("zh"), "missing")
        if reading.row:
            by_project = promises.verdicts_by_project(cursor, EVERYONE, filters, reading.rule_id)
            for verdict in VERDICTS:
                assert by_project[f"{verdict}_count"].sum() == reading.count(verdict)


def test_the_households_of_a_month_are_as_many_as_its_promise_counted(built_home: Path) -> None:
    snapshot = open_snapshot(built_home, current_snapshot_id(built_home))
    cursor = snapshot.cursor()
    starts = kpis.period_starts(cursor, EVERYONE)
    quarter = max(starts.filter(starts["period_kind"] == "quarter")["period_start_on"])
    filters = Filters(Period("quarter", quarter))
    months = promises.rule_subjects(cursor, EVERYONE, filters, "SV11")
    assert months.height > 0
    for month in months.iter_rows(named=True):
        period = subject_period(month["subject_id"])
        assert period is not None
        visits = promises.households_visited(cursor, EVERYONE, month["project_name"], period)
        assert visits["room_name"].n_unique() == month["counted_value"]


def test_the_complaints_of_every_compared_group_are_as_many_as_it_counts(built_home: Path) -> None:
    snapshot = open_snapshot(built_home, current_snapshot_id(built_home))
    cursor = snapshot.cursor()
    starts = kpis.period_starts(cursor, EVERYONE)
    compared = 0
    for kind in ("quarter", "year"):
        start = max(starts.filter(starts["period_kind"] == kind)["period_start_on"])
        filters = Filters(Period(kind, start))
        for stage in ("dispatch", "first_reply", "resolve"):
            for compared_by in ("department", "ticket_class", "project"):
                groups = complaint_turnaround.comparisons(
                    cursor, EVERYONE, ALL, filters.period, stage, compared_by
                )
                for group in groups.iter_rows(named=True):
                    rows = complaint_turnaround.complaints_compared(
                        cursor, EVERYONE, filters, stage, compared_by, group["group_name"]
                    )
                    assert rows.height == group["ticket_count"], (stage, group)
                    compared += 1
    assert compared > 20


def test_the_complaints_of_a_week_and_of_a_day_are_as_many_as_were_counted(
    built_home: Path,
) -> None:
    snapshot = open_snapshot(built_home, current_snapshot_id(built_home))
    cursor = snapshot.cursor()
    starts = kpis.period_starts(cursor, EVERYONE)
    month = Period("month", max(starts.filter(starts["period_kind"] == "month")["period_start_on"]))
    filters = Filters(month)
    weeks = complaint_turnaround.weekly_cohorts(cursor, EVERYONE, filters, 14)
    assert weeks.height == 14
    for week in weeks.iter_rows(named=True):
        rows = complaint_turnaround.complaints_received(
            cursor, EVERYONE, Filters(Period("week", week["week_start_on"]))
        )
        assert rows.height == week["received_count"]
        assert (rows["status"] == "withdrawn").sum() == week["withdrawn_count"]
    days = complaint_turnaround.backlog(
        cursor, EVERYONE, filters, month.end_on - timedelta(days=60), month.end_on
    )
    counted = days.group_by("day_on").agg(pl.col("ticket_count").sum())
    assert counted.height > 30
    for day_on, count in counted.iter_rows():
        rows = complaint_turnaround.complaints_open_after(
            cursor, EVERYONE, filters, day_on + timedelta(days=1)
        )
        assert rows.height == count, day_on


def test_the_duties_listed_are_as_many_as_were_counted(built_home: Path) -> None:
    snapshot = open_snapshot(built_home, current_snapshot_id(built_home))
    cursor = snapshot.cursor()
    starts = kpis.period_starts(cursor, EVERYONE)
    filters = Filters(Period("month", max(starts["period_start_on"])))
    counts = desk.duty_counts(cursor, EVERYONE, filters)
    assert counts["duty_count"].sum() > 0
    for kind, urgency, count in counts.iter_rows():
        assert desk.duties(cursor, EVERYONE, filters, urgency, kind).height == count
