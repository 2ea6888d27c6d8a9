"""Running the suites: the only module that imports Great Expectations.

Belongs here: evaluating suites by SQL inside DuckDB and turning the answers into
`ExpectationResult`. Does not belong here: what is expected (`arriving/`, `marts/`) or how
the answers are shown (`data_docs`, `report`).

Great Expectations takes about three seconds to import, so it is imported when the first
table that has anything in it is checked.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from expectations.data_docs import write_data_docs
from expectations.judging import first_line, judge, result_of
from expectations.later_imports import put_off_imports
from expectations.result import ExpectationResult
from expectations.suite import (
    SCHEMAS,
    UNEXPECTED_ROWS,
    Expectation,
    Kind,
    Severity,
    Suite,
    Which,
    load_suites,
)

DATABASES: dict[Which, str] = {"arriving": "work.duckdb", "marts": "main.duckdb"}
DATA_DOCS = "data_docs"
NOT_RECEIVED = "未收到 · not received"
NO_ROWS = "没有行 · no rows"
GX_SEVERITY = {Severity.ERROR: "critical", Severity.WARN: "warning"}
SHOWN_CODES = 10


@dataclass(frozen=True)
class TableState:
    """What is known of a table before it is checked; `problem` says why it cannot be."""

    was_received: bool
    has_rows: bool
    problem: str = ""


def run_suites(
    build_dir: Path, which: Which, *, work: Path | None = None
) -> tuple[ExpectationResult, ...]:
    """Check the arriving tables (`raw` in work.duckdb) or the marts (`marts` in main.duckdb).

    Returns one result per expectation, suites by table name, in the suite's order. Results
    as JSON, Great Expectations' Data Docs and the page of all results are written to
    `build_dir/data_docs`; a run on the arriving tables begins that folder anew. Nobody else
    may hold the two files open for writing; `work` is a copy to read in place of
    work.duckdb. Raises duckdb.IOException without them.
    """
    work = work or build_dir / DATABASES["arriving"]
    database = work if which == "arriving" else build_dir / DATABASES[which]
    suites = load_suites(which)
    as_of = _as_of(work)
    states = _table_states(database, which, suites)
    to_ask = [s for s in suites if states[s.subject].was_received and not states[s.subject].problem]
    asked: dict[str, tuple[ExpectationResult, ...]] = {}
    validations: dict[str, Any] = {}
    if to_ask:
        with _datasource(database, SCHEMAS[which]) as datasource:
            for suite in to_ask:
                has_rows = states[suite.subject].has_rows
                asked[suite.subject], validations[suite.subject] = _ask(
                    datasource, suite, as_of, has_rows
                )
    results = tuple(
        result
        for suite in suites
        for result in asked.get(suite.subject) or _unasked(suite, states[suite.subject])
    )
    write_data_docs(build_dir / DATA_DOCS, which, results, validations)
    return results


def _as_of(work: Path) -> datetime:
    with duckdb.connect(str(work), read_only=True) as con:
        moment = con.execute("select as_of from raw.build_parameters").fetchall()[0][0]
    assert isinstance(moment, datetime)
    return moment


def _table_states(database: Path, which: Which, suites: tuple[Suite, ...]) -> dict[str, TableState]:
    """Which tables were received: an export by the ledger or by its rows, a mart by its rows."""
    with duckdb.connect(str(database), read_only=True) as con:
        con.execute(f"set schema = '{SCHEMAS[which]}'")
        delivered: set[str] = set()
        if which == "arriving":
            accepted = "select distinct export from intake_files where status = 'accepted'"
            delivered = {export for (export,) in con.execute(accepted).fetchall()}
        states = {}
        for suite in suites:
            try:
                has_rows = bool(con.execute(f"select 1 from {suite.subject} limit 1").fetchall())
            except duckdb.Error as problem:
                states[suite.subject] = TableState(True, False, first_line(problem))
            else:
                states[suite.subject] = TableState(has_rows or suite.subject in delivered, has_rows)
        return states


def _unasked(suite: Suite, state: TableState) -> tuple[ExpectationResult, ...]:
    """The answers about a table that was not received, or that cannot be read at all."""
    if state.problem:
        return tuple(result_of(suite, e, "errored", state.problem) for e in suite.expectations)
    return tuple(result_of(suite, e, "passed", NOT_RECEIVED) for e in suite.expectations)


@contextmanager
def _datasource(database: Path, schema: str) -> Iterator[Any]:
    """A Great Expectations data source on the file, read-only, let go of at the end."""
    put_off_imports()
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from sqlalchemy import URL

    from expectations.duckdb_dialect import register

    register()
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    url = URL.create(
        "duckdb+gx", database=str(database), query={"access_mode": "read_only", "schema": schema}
    )
    # Without this, every context leaves a temporary folder behind, outside the data root.
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    context = gx.get_context(
        mode="ephemeral", project_config=DataContextConfig(store_backend_defaults=stores)
    )
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    # A dollar sign in a path is not one of Great Expectations' configuration variables.
    connection_string = url.render_as_string(hide_password=False).replace("$", "\\$")
    datasource = context.data_sources.add_sql(schema, connection_string=connection_string)
    try:
        yield datasource
    finally:
        datasource.get_engine().dispose()
        datasource.get_execution_engine().close()


def _ask(
    datasource: Any, suite: Suite, as_of: datetime, has_rows: bool
) -> tuple[tuple[ExpectationResult, ...], Any]:
    """Evaluate one suite; of a table without rows only its volume is asked."""
    from great_expectations import ExpectationSuite

    asked = [e for e in suite.expectations if has_rows or e.kind is Kind.VOLUME]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            expectations = [
                _implementation(e.type)(
                    **e.arguments_at(as_of),
                    severity=GX_SEVERITY[e.severity],
                    notes=f"{e.description_zh}\n\n{e.description_en}",
                    meta={"check": e.id},
                )
                for e in asked
            ]
            batch = datasource.add_table_asset(suite.subject).add_batch_definition_whole_table(
                "all rows"
            )
            validation = batch.get_batch().validate(
                ExpectationSuite(name=suite.subject, expectations=expectations),
                # No example values: a column may be personal, and a result is published.
                result_format={"result_format": "SUMMARY", "partial_unexpected_count": 0},
            )
        except Exception as problem:  # whatever went wrong, the answer is "not evaluated"
            state = TableState(True, has_rows, first_line(problem))
            return _unasked(suite, state), None
    answers = {row.expectation_config.meta["check"]: row for row in validation.results}
    results = []
    for e in suite.expectations:
        if e.id not in answers:
            results.append(result_of(suite, e, "passed", NO_ROWS))
            continue
        result = judge(suite, e, answers[e.id])
        if e.kind is Kind.CODE_LIST and "value_set" in e.arguments and result.unexpected_count:
            unknown = _unknown_codes(datasource, suite, e)
            result = replace(result, observed=f"{result.observed}：{unknown}")
        results.append(result)
    return tuple(results), validation


def _unknown_codes(datasource: Any, suite: Suite, expectation: Expectation) -> str:
    """The first values outside a code list. Its column is never a personal one."""
    from sqlalchemy import bindparam, text

    column = expectation.arguments["column"]
    query = text(
        f"select distinct {column} from {suite.subject}"
        f" where {column} not in :known order by {column} limit {SHOWN_CODES}"
    ).bindparams(bindparam("known", list(expectation.arguments["value_set"]), expanding=True))
    with datasource.get_engine().connect() as con:
        return "、".join(str(value) for (value,) in con.execute(query).fetchall())


@cache
def _implementation(name: str) -> Any:
    """The class of a registered expectation. Rules only count their unexpected rows: Great
    Expectations' own class also fetches two hundred of them, whatever they hold."""
    from great_expectations.expectations.core.unexpected_rows_expectation import (
        UnexpectedRowsExpectation,
    )
    from great_expectations.expectations.registry import get_expectation_impl

    if name != UNEXPECTED_ROWS:
        return get_expectation_impl(name)

    class UnexpectedRowCountExpectation(UnexpectedRowsExpectation):
        metric_dependencies = ("unexpected_rows_query.row_count",)

        def _validate(self, metrics: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:
            count = metrics["unexpected_rows_query.row_count"]
            return {"success": count == 0, "result": {"observed_value": count}}

    return UnexpectedRowCountExpectation
