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
    complaint_turnaround,
    data_intake,
    fee_collection,
    kpis,
    rows_behind,
)
from dashboards.queries.scope import EVERYONE, Filters, Principal
from dashboards.text import load_words

FOLDER = Path(__file__).parents[2] / "dashboards" / "queries"
ARITHMETIC = re.compile(
    r"\b(sum|avg|median|quantile\w*|round|stddev\w*|coalesce|case|date_trunc|date_diff)\b"
    r"|[/+%|]|\*(?!\))|(?<![\w)'])-(?=\s)|\s-\s",
    re.IGNORECASE,
)
QUARTER = Filters(Period("quarter", date(2025, 10, 1)))
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


Ask = Callable[[Snapshot, Principal], pl.DataFrame]
ASKED: dict[str, Ask] = {
    "history": lambda s, p: kpis.kpi_history(s.cursor(), p, QUARTER, 8),
    "by project": lambda s, p: kpis.kpi_by_project(s.cursor(), p, QUARTER),
    "trend": lambda s, p: kpis.kpi_trend(
        s.cursor(), p, "fee_collection_rate", "quarter", project=None, department="all"
    ),
    "projects": lambda s, p: kpis.project_names(s.cursor(), p),
    "curve": lambda s, p: complaint_turnaround.turnaround_curve(
        s.cursor(), p, QUARTER, QUARTER.period
    ),
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
    if name in ("curve", "curves", "files", "refused rows"):
        assert seen.is_empty()


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
@pytest.mark.parametrize("project", ["all", "翠湖花园"])
def test_the_rows_behind_every_kpi_add_up_to_it(
    snapshot: Snapshot, kind: str, project: str
) -> None:
    start = {"month": date(2025, 11, 1), "quarter": date(2025, 10, 1), "year": date(2025, 1, 1)}
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


def test_rows_that_do_not_add_up_are_said_to_differ(snapshot: Snapshot) -> None:
    page = Page(load_words("zh"), snapshot, EVERYONE, QUARTER, LIGHT)
    sets = ROWS_OF["fee_collection_rate"](page)
    assert agrees({"numerator": sets[0].numerator, "denominator": 1}, sets) is False


def test_every_kpi_of_the_catalogue_has_its_rows(snapshot: Snapshot) -> None:
    history = kpis.kpi_history(snapshot.cursor(), EVERYONE, QUARTER, 1)
    assert set(history["kpi_id"]) == set(ROWS_OF)
