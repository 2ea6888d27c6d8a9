"""Running the suites: agreement with plain SQL, errors that are not passes, no leaks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from expectations import run, suite
from expectations.data_docs import ASKS_THE_NETWORK, REMOTE_URL, without_network
from expectations.run import run_suites
from expectations.suite import UNEXPECTED_ROWS, Expectation, Kind, Severity, Suite, load_suites
from pipelines.exports import ALL_EXPORTS, EXPORTS_BY_NAME, DataClass
from tests.expectations import arriving_tables
from tests.expectations.tiny_build import write_arriving

FAULTS = (
    "complaints_are_handled_in_order",
    "fee_bills_are_loaded_once",
    "fee_payments_have_the_sign_of_their_kind",
    "households_have_phones_of_usual_length",
    "visits_grade_only_who_was_reached",
    "staff_have_plausible_base_pay",
)
PAGES = 1 + len(load_suites("arriving"))  # one per suite, and the index


@pytest.fixture(scope="module")
def faulty_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build whose folder has a name that addresses and settings often trip over."""
    folder = tmp_path_factory.mktemp("建库 $HOME 100%")
    tables = arriving_tables.good_tables()
    for fault in FAULTS:
        arriving_tables.BREAK[fault](tables)
    write_arriving(folder, tables, arriving_tables.AS_OF)
    run_suites(folder, "arriving")
    return folder


def test_great_expectations_counts_what_plain_sql_counts(faulty_build: Path) -> None:
    answers = {
        r["check_name"]: r
        for r in json.loads((faulty_build / "data_docs/arriving.json").read_text())
    }
    counted = {}
    with duckdb.connect(str(faulty_build / "work.duckdb"), read_only=True) as con:
        con.execute("set schema = 'raw'")
        for table in load_suites("arriving"):
            for e in table.expectations:
                query = e.arguments_at(arriving_tables.AS_OF).get("unexpected_rows_query", "")
                if query:
                    rows = con.execute(query.replace("{batch}", table.subject)).fetchall()
                    counted[e.id] = len(rows)

    assert counted == {name: answers[name]["unexpected_count"] for name in counted}
    assert sum(1 for count in counted.values() if count) == len(FAULTS) - 1  # phones: not a rule


def test_great_expectations_aggregates_what_plain_sql_aggregates(faulty_build: Path) -> None:
    answers = {
        r["check_name"]: r
        for r in json.loads((faulty_build / "data_docs/arriving.json").read_text())
    }
    with duckdb.connect(str(faulty_build / "work.duckdb"), read_only=True) as con:
        short = con.execute(
            "select count(*) from raw.households where length(phone) not between 7 and 20"
        ).fetchall()[0][0]
        newest, rows = con.execute("select max(exported_at), count(*) from raw.visits").fetchall()[
            0
        ]

    assert answers["households_have_phones_of_usual_length"]["unexpected_count"] == short == 6
    assert answers["visits_are_fresh"]["observed"] == str(newest)
    assert answers["visits_have_rows"]["observed"] == str(rows)


def test_an_unknown_code_is_named(tmp_path: Path) -> None:
    tables = arriving_tables.good_tables()
    arriving_tables.BREAK["fee_payments_use_known_methods"](tables)
    write_arriving(tmp_path, {"fee_payments": tables["fee_payments"]}, arriving_tables.AS_OF)

    broken = [r for r in run_suites(tmp_path, "arriving") if r.status != "passed"]

    assert [r.unexpected_count for r in broken] == [1]
    assert "贝壳" in broken[0].observed


def test_the_files_are_free_for_a_writer_afterwards(faulty_build: Path) -> None:
    with duckdb.connect(str(faulty_build / "work.duckdb")) as con:
        con.execute("create or replace table raw.written_afterwards as select 1 as one")


def test_nothing_written_shows_a_personal_or_pay_value(faulty_build: Path) -> None:
    written = [p for p in (faulty_build / "data_docs").rglob("*") if p.is_file()]
    text = "\n".join(p.read_text("utf-8") for p in written)

    assert len(written) == 2 * PAGES
    for value in ("住户100", "13800000100", "400000.00", "400000.0"):
        assert value not in text


def test_expectations_that_show_values_look_at_no_personal_or_pay_column() -> None:
    shows_values = ("max_to_be", "min_to_be", "mean_to_be", "median_to_be", "sum_to_be", "set")
    for table in load_suites("arriving"):
        for e in table.expectations:
            if "column" in e.arguments and any(part in e.type for part in shows_values):
                columns = {c.field: c.data_class for c in EXPORTS_BY_NAME[table.subject].columns}
                shown = columns.get(e.arguments["column"], DataClass.MAIN)
                assert shown is DataClass.MAIN, e.id


def test_no_page_asks_the_network_for_anything(faulty_build: Path) -> None:
    pages = list((faulty_build / "data_docs").rglob("*.html"))

    assert len(pages) == PAGES
    for page in pages:
        html = page.read_text("utf-8")
        assert "Content-Security-Policy" in html
        assert not ASKS_THE_NETWORK.search(html)
        assert not REMOTE_URL.search(html)
        assert "//" not in html.replace("</", "")


def test_what_would_ask_the_network_is_cut_out() -> None:
    page = (
        "<head><script src='https://cdn.example/x.js'></script><link href='//cdn.example/y.css'>"
        "</head><img src='https://logo.example/?id=7'>"
        "<a href='https://example.org'>x</a><a href='#top'>y</a>"
    )

    assert "example" not in without_network(page)
    assert "href='#top'" in without_network(page)


def test_the_page_names_every_check_in_both_languages(faulty_build: Path) -> None:
    html = (faulty_build / "data_docs/index.html").read_text("utf-8")

    for table in load_suites("arriving"):
        for e in table.expectations:
            assert e.id in html
            assert e.description_zh in html


def test_what_cannot_be_evaluated_is_errored_and_not_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Expectation(
        "staff_ask_for_a_missing_column",
        Kind.CROSS_COLUMN,
        Severity.WARN,
        "问一个没有的列。",
        "Asks for a column that is not there.",
        UNEXPECTED_ROWS,
        {"unexpected_rows_query": "select 1 from {batch} where no_such_column = 1"},
    )
    missing = Suite("arriving", "no_such_table", (broken,))
    suites = (
        Suite(
            "arriving",
            "staff",
            (
                broken,
                *next(s for s in load_suites("arriving") if s.subject == "staff").expectations,
            ),
        ),
        missing,
    )
    monkeypatch.setattr(run, "load_suites", lambda which: suites)
    write_arriving(tmp_path, arriving_tables.good_tables(), arriving_tables.AS_OF)

    results = run_suites(tmp_path, "arriving")

    errored = [r for r in results if r.status == "errored"]
    assert [r.subject for r in errored] == ["staff", "no_such_table"]
    assert "no_such_column" in errored[0].observed
    assert "no_such_table" in errored[1].observed


def test_a_build_directory_without_a_warehouse_is_refused(tmp_path: Path) -> None:
    with pytest.raises(duckdb.IOException):
        run_suites(tmp_path, "arriving")


def test_importing_the_runner_does_not_import_great_expectations() -> None:
    code = "import sys, expectations.run; print('great_expectations' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "False"


def test_every_export_has_a_suite() -> None:
    assert {s.subject for s in load_suites("arriving")} == {e.name for e in ALL_EXPORTS}


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ("subject: other\nexpectations: []", "subject"),
        ("subject: staff\nexpectations:\n- {id: 中文, kind: volume}", "ASCII"),
        ("subject: staff\nexpectations:\n- {id: staff_x, kind: volume}", "either"),
        (
            "subject: staff\nexpectations:\n"
            "- {id: staff_x, kind: volume, severity: fatal, zh: x, en: x, expect: y}",
            "fatal",
        ),
    ],
)
def test_a_suite_that_says_too_little_is_refused(
    document: str, complaint: str, tmp_path: Path
) -> None:
    path = tmp_path / "staff.yml"
    path.write_text(document, "utf-8")

    with pytest.raises(suite.SuiteInvalid, match=complaint):
        suite.read_suite(path, "arriving")
