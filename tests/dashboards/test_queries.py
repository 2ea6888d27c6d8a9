"""The queries select and bind; they compute nothing and show a reader only their projects."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboards.components.page import Page
from dashboards.components.row_sets import ROWS_OF, agrees
from dashboards.kpi_reading import read_kpis
from dashboards.palette import LIGHT
from dashboards.periods import Period
from dashboards.published import Snapshot
from dashboards.queries import (
    annual,
    complaint_turnaround,
    data_intake,
    desk,
    fee_collection,
    kpis,
    promises,
    rows_behind,
    satisfaction,
)
from dashboards.queries.scope import EVERYONE, Filters, Principal
from dashboards.rule_reading import VERDICTS, read_rules
from dashboards.text import load_words

FOLDER = Path(__file__).parents[2] / "dashboards" / "queries"
ARITHMETIC = re.compile(
    r"\b(sum|avg|median|quantile\w*|round|stddev\w*|coalesce|case|date_trunc|date_diff)\b"
    r"|[/+%|]|\*(?!\))|(?<![\w)'])-(?=\s)|\s-\s",
    re.IGNORECASE,
)
QUARTER = Filters(Period("quarter", date(2025, 10, 1)))
SURVEY = "DC2026"
ONE_PROJECT = Principal("head of one estate", ("金桂苑",))


def _statements() -> list[tuple[str, str]]:
    found = []
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.search(r"\bselect\b[\s\S]*\bfrom\b", node.value)
                and "marts." in node.value
            ):
                found.append((path.stem, node.value))
    return found


def test_there_are_statements_to_look_at() -> None:
    assert len(_statements()) >= 18


@pytest.mark.parametrize(("module", "statement"), _statements())
def test_a_statement_holds_no_arithmetic(module: str, statement: str) -> None:
    assert ARITHMETIC.findall(statement) == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_no_value_is_written_into_a_statement(path: Path) -> None:
    """Parameters are bound: no f-string, no `format`, no `%` near SQL."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    formatted = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if (isinstance(node, ast.JoinedStr) and "select" in ast.unparse(node).lower())
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "format"
        )
    ]
    assert formatted == []


# Figures of the whole company, which tell of other projects too.
OF_THE_COMPANY = ("curve", "curves", "quantiles", "comparisons", "weeks")
OF_ONE_TICKET = ("promises of a ticket", "ticket", "ticket events")


def _ticket_elsewhere(snapshot: Snapshot) -> tuple[str, str]:
    """A complaint of the project that the reader of one project may not see."""
    found = desk.tickets_named(snapshot.cursor(), EVERYONE, QUARTER, "TS", 400)
    ticket = found.filter(pl.col("project_name") == "翠湖花园").row(0, named=True)
    return ticket["ticket_kind"], ticket["ticket_id"]


Ask = Callable[[Snapshot, Principal], pl.DataFrame]
ASKED: dict[str, Ask] = {
    "history": lambda s, p: kpis.kpi_history(s.cursor(), p, QUARTER, 8),
    "by project": lambda s, p: kpis.kpi_by_project(s.cursor(), p, QUARTER),
    "trend": lambda s, p: kpis.kpi_trend(
        s.cursor(), p, "fee_collection_rate", "quarter", project=None, department="all"
    ),
    "control limits": lambda s, p: kpis.control_limits(
        s.cursor(), p, "satisfaction_rate", Filters(QUARTER.period, "翠湖花园")
    ),
    "projects": lambda s, p: kpis.project_names(s.cursor(), p),
    "curve": lambda s, p: complaint_turnaround.turnaround_curve(
        s.cursor(), p, QUARTER, QUARTER.period, "resolve"
    ),
    "quantiles": lambda s, p: complaint_turnaround.turnaround_quantiles(
        s.cursor(), p, QUARTER, QUARTER.period, "dispatch"
    ),
    "reached": lambda s, p: complaint_turnaround.complaints_by_outcome(
        s.cursor(), p, QUARTER, "resolve", "reached"
    ),
    "comparisons": lambda s, p: complaint_turnaround.comparisons(
        s.cursor(), p, "all", QUARTER.period, "resolve", "project"
    ),
    "backlog": lambda s, p: complaint_turnaround.backlog(
        s.cursor(), p, QUARTER, date(2025, 10, 1), date(2026, 1, 1)
    ),
    "compared": lambda s, p: complaint_turnaround.complaints_compared(
        s.cursor(), p, QUARTER, "resolve", "ticket_class", "一般"
    ),
    "received": lambda s, p: complaint_turnaround.complaints_received(s.cursor(), p, QUARTER),
    "open on a day": lambda s, p: complaint_turnaround.complaints_open_after(
        s.cursor(), p, QUARTER, QUARTER.period.end_on
    ),
    "weeks": lambda s, p: complaint_turnaround.weekly_cohorts(s.cursor(), p, QUARTER, 14),
    "open": lambda s, p: complaint_turnaround.open_complaints(s.cursor(), p, QUARTER),
    "ages": lambda s, p: complaint_turnaround.open_by_age(s.cursor(), p, QUARTER),
    "ageing": lambda s, p: fee_collection.ageing(s.cursor(), p, "all"),
    "debtors": lambda s, p: fee_collection.largest_debtors(s.cursor(), p, "all", 50),
    "outstanding": lambda s, p: fee_collection.outstanding_bills(s.cursor(), p, "all", "1-30"),
    "curves": lambda s, p: fee_collection.collection_curves(s.cursor(), p, "all"),
    "judged": lambda s, p: rows_behind.judged_tickets(s.cursor(), p, QUARTER, "SV2", "complaint"),
    "visits": lambda s, p: rows_behind.graded_visits(s.cursor(), p, QUARTER),
    "tickets": lambda s, p: rows_behind.tickets(s.cursor(), p, QUARTER, "complaint"),
    "bills": lambda s, p: rows_behind.bills(s.cursor(), p, QUARTER),
    "recovered": lambda s, p: rows_behind.recovered_arrears(s.cursor(), p, QUARTER),
    "opening": lambda s, p: rows_behind.opening_arrears(s.cursor(), p, QUARTER),
    "promises": lambda s, p: promises.rule_history(s.cursor(), p, QUARTER, 8),
    "promise by project": lambda s, p: promises.verdicts_by_project(s.cursor(), p, QUARTER, "SV2"),
    "promise by department": lambda s, p: promises.verdicts_by_department(
        s.cursor(), p, QUARTER, "SV2"
    ),
    "promise subjects": lambda s, p: promises.rule_subjects(s.cursor(), p, QUARTER, "SV2"),
    "promises of a ticket": lambda s, p: promises.promises_of_ticket(
        s.cursor(), p, *_ticket_elsewhere(s)
    ),
    "duty counts": lambda s, p: desk.duty_counts(s.cursor(), p, QUARTER),
    "duties": lambda s, p: desk.duties(s.cursor(), p, QUARTER),
    "households owed": lambda s, p: desk.households_owed(s.cursor(), p, "all"),
    "contact gaps": lambda s, p: desk.contact_gaps(s.cursor(), p, QUARTER),
    "repeats": lambda s, p: desk.repeat_households(s.cursor(), p, QUARTER),
    "tickets named": lambda s, p: desk.tickets_named(s.cursor(), p, QUARTER, "ts", 40),
    "ticket": lambda s, p: desk.ticket(s.cursor(), p, *_ticket_elsewhere(s)),
    "ticket events": lambda s, p: desk.ticket_events(s.cursor(), p, *_ticket_elsewhere(s)),
    "groups": lambda s, p: satisfaction.groups(s.cursor(), p, "monthly_visit", QUARTER.period),
    "survey groups": lambda s, p: satisfaction.survey_groups(s.cursor(), p, SURVEY),
    "surveys": lambda s, p: satisfaction.surveys(s.cursor(), p),
    "ticket visits": lambda s, p: satisfaction.graded_visits(s.cursor(), p, QUARTER, ("工单",)),
    "survey answers": lambda s, p: satisfaction.survey_answers(
        s.cursor(), p, "all", date(2025, 1, 1), date(2026, 1, 1), "总体", None
    ),
    "invitations": lambda s, p: satisfaction.invitations(
        s.cursor(), p, "all", date(2025, 1, 1), date(2026, 1, 1), None
    ),
    "twenty households": lambda s, p: satisfaction.visit_promise(
        s.cursor(), p, QUARTER.period, "all"
    ),
    "reached households": lambda s, p: satisfaction.reached_households(
        s.cursor(), p, QUARTER.period, "翠湖花园"
    ),
    "visits owed": lambda s, p: satisfaction.visits_owed(s.cursor(), p, "all", None),
    "responses": lambda s, p: annual.responses(s.cursor(), p, SURVEY),
    "weighted": lambda s, p: annual.weighted(s.cursor(), p, SURVEY),
    "changes": lambda s, p: annual.changes(s.cursor(), p, SURVEY, "翠湖花园"),
    "drivers": lambda s, p: annual.drivers(s.cursor(), p, SURVEY, "all"),
    "topics": lambda s, p: annual.topics(s.cursor(), p, SURVEY, "all"),
    "tallies": lambda s, p: annual.tallies(s.cursor(), p, "all"),
    "topics of visits": lambda s, p: satisfaction.comment_topics(
        s.cursor(), p, "monthly_visit", QUARTER.period, "翠湖花园"
    ),
    "files": lambda s, p: data_intake.files(s.cursor(), p),
    "refused rows": lambda s, p: data_intake.quarantined_rows(s.cursor(), p, None),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_reader_of_one_project_sees_no_row_of_another(snapshot: Snapshot, name: str) -> None:
    everything = ASKED[name](snapshot, EVERYONE)
    assert not everything.is_empty()
    seen = ASKED[name](snapshot, ONE_PROJECT)
    projects = set(seen["project_name"].drop_nulls()) if "project_name" in seen.columns else set()
    assert projects <= {"金桂苑"}
    if name in (*OF_THE_COMPANY, "files", "refused rows", *OF_ONE_TICKET):
        assert seen.is_empty()


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
@pytest.mark.parametrize("project", ["all", "翠湖花园"])
def test_the_rows_behind_every_kpi_add_up_to_it(
    snapshot: Snapshot, kind: str, project: str
) -> None:
    start = {"month": date(2025, 3, 1), "quarter": date(2025, 1, 1), "year": date(2025, 1, 1)}
    filters = Filters(Period(kind, start[kind]), project)
    page = Page(load_words("zh"), snapshot, EVERYONE, filters, LIGHT)
    history = kpis.kpi_history(snapshot.cursor(), EVERYONE, filters, 1)
    readings = [reading for reading in read_kpis(history, filters.period) if reading.row]
    assert len(readings) >= 6
    for reading in readings:
        sets = ROWS_OF[reading.kpi_id](page)
        assert agrees(reading.row or {}, sets) is True, reading.kpi_id
        for rows in sets:
            assert rows.rows.is_empty() or rows.rows["source_file"].null_count() == 0


@pytest.mark.parametrize("stage", ["dispatch", "first_reply", "resolve"])
@pytest.mark.parametrize("project", ["all", "翠湖花园"])
def test_the_complaints_of_every_outcome_are_as_many_as_the_quantiles_count(
    snapshot: Snapshot, stage: str, project: str
) -> None:
    filters = Filters(QUARTER.period, project)
    row = complaint_turnaround.turnaround_quantiles(
        snapshot.cursor(), EVERYONE, filters, filters.period, stage
    ).row(0, named=True)
    counts = {
        "reached": "event_count",
        "waiting": "open_count",
        "withdrawn": "withdrawn_count",
        "not_recorded": "not_recorded_count",
    }
    for outcome, count in counts.items():
        rows = complaint_turnaround.complaints_by_outcome(
            snapshot.cursor(), EVERYONE, filters, stage, outcome
        )
        assert rows.height == row[count], outcome


def test_rows_that_do_not_add_up_are_said_to_differ(snapshot: Snapshot) -> None:
    page = Page(load_words("zh"), snapshot, EVERYONE, QUARTER, LIGHT)
    sets = ROWS_OF["fee_collection_rate"](page)
    assert agrees({"numerator": sets[0].numerator, "denominator": 1}, sets) is False


def test_every_kpi_of_the_catalogue_has_its_rows(snapshot: Snapshot) -> None:
    history = kpis.kpi_history(snapshot.cursor(), EVERYONE, QUARTER, 1)
    assert set(history["kpi_id"]) == set(ROWS_OF)


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
@pytest.mark.parametrize("project", ["all", "翠湖花园"])
def test_the_rows_behind_every_promise_add_up_to_its_counts(
    snapshot: Snapshot, kind: str, project: str
) -> None:
    start = {"month": date(2025, 11, 1), "quarter": date(2025, 10, 1), "year": date(2025, 1, 1)}
    filters = Filters(Period(kind, start[kind]), project)
    history = promises.rule_history(snapshot.cursor(), EVERYONE, filters, 1)
    readings = [r for r in read_rules(history, filters.period, 1) if r.row]
    assert len(readings) == 3
    for reading in readings:
        for verdict in VERDICTS:
            rows = promises.rule_subjects(
                snapshot.cursor(), EVERYONE, filters, reading.rule_id, verdict
            )
            assert rows.height == reading.count(verdict), (reading.rule_id, verdict)
        by_project = promises.verdicts_by_project(
            snapshot.cursor(), EVERYONE, filters, reading.rule_id
        )
        assert by_project["missed_count"].sum() == reading.count("missed")


def test_the_duties_of_every_urgency_are_as_many_as_were_counted(snapshot: Snapshot) -> None:
    counts = desk.duty_counts(snapshot.cursor(), EVERYONE, QUARTER)
    assert counts["duty_count"].sum() > 0
    for kind, urgency, count in counts.iter_rows():
        rows = desk.duties(snapshot.cursor(), EVERYONE, QUARTER, urgency, kind)
        assert rows.height == count


def test_a_duty_of_a_whole_project_is_shown_to_every_department(snapshot: Snapshot) -> None:
    filters = Filters(QUARTER.period, department="工程部")
    rows = desk.duties(snapshot.cursor(), EVERYONE, filters)
    assert {"工程部", "all"} == set(rows["department"])


def test_a_ticket_is_found_by_its_number_in_any_case_and_by_its_room(snapshot: Snapshot) -> None:
    cursor = snapshot.cursor()
    by_number = desk.tickets_named(cursor, EVERYONE, QUARTER, "ts000012", 5)
    assert by_number["ticket_id"].to_list() == ["TS000012"]
    room = by_number["room_name"][0]
    assert set(desk.tickets_named(cursor, EVERYONE, QUARTER, room, 5)["room_name"]) == {room}
    assert desk.tickets_named(cursor, EVERYONE, QUARTER, "%", 5).is_empty()
