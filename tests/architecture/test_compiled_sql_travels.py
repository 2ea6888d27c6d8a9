"""The SQL that leaves dbt is the SQL of more than one engine.

What another engine would answer differently, or not at all, is on the deny-list; what only
DuckDB knows may stand in a macro whose name says `default__`, beside its `spark__` twin.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from pipelines.settings import DBT_PROJECT

Models = dict[str, dict[str, Any]]

DENIED = {
    "qualify": re.compile(r"\bqualify\b", re.IGNORECASE),
    "a backslash, which one engine reads as an escape": re.compile(r"\\"),
    "a double quote, which one engine reads as a text": re.compile(r'"'),
    "a cast by colons": re.compile(r"::"),
    "an ASOF or positional join": re.compile(r"\b(asof|positional)\s+join\b", re.IGNORECASE),
    "select * exclude/replace": re.compile(r"\*\s*(exclude|replace)\b", re.IGNORECASE),
    "union by name": re.compile(r"\bby\s+name\b", re.IGNORECASE),
    "whole-number division": re.compile(r"(?<!:)//"),
    "a list literal": re.compile(r"[\s(,]\[\s*[\w'.]"),
}
DUCKDB_ONLY = re.compile(
    r"\b(date_diff|date_sub|epoch(_us|_ms|_ns)?|strftime|strptime|isodow|to_(seconds|minutes|hours"
    r"|days|microseconds|milliseconds)|list(_\w+)?|array_agg|unnest|generate_series|range|len"
    r"|quantile(_cont|_disc)?|median|mode|regexp_matches|regexp_full_match|arg_max|arg_min|max_by"
    r"|min_by|struct_pack|sha256|printf|format|string_agg|listagg|datesub|last_day)\s*\(",
    re.IGNORECASE,
)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
SQL_COMMENT = re.compile(r"--[^\n]*")
TEXT_LITERAL = re.compile(r"'[^']*'")
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\(.*?\{%-?\s*endmacro\s*-?%\}", re.DOTALL)
INTEGERS = {exp.DType.INT, exp.DType.BIGINT, exp.DType.SMALLINT, exp.DType.TINYINT}


def without_comments(sql: str) -> str:
    return SQL_COMMENT.sub("", sql)


def parsed(model: dict[str, Any]) -> exp.Expression:
    return sqlglot.parse_one(model["compiled_code"], read="duckdb")


def has_a_type(column: exp.Expression, query: exp.Expression) -> bool:
    """A cast, a truth value, or a column that the query's own CTE gives such a type."""
    value = column.unalias()
    if isinstance(value, exp.Column):
        for select in selects_behind(value, query):
            named = [c for c in select.selects if c.alias_or_name == value.name]
            if named:
                return has_a_type(named[0], query)
        return False
    is_truth = isinstance(value, exp.Coalesce) and isinstance(value.expressions[-1], exp.Boolean)
    return isinstance(value, exp.Cast) or is_truth


def selects_behind(column: exp.Column, query: exp.Expression) -> list[exp.Select]:
    """The CTE that a column's alias stands for, as a list of one; none for a model."""
    aliases = {t.alias_or_name: t.name for t in query.find_all(exp.Table)}
    name = aliases.get(column.table)
    return [cte.this for cte in query.find_all(exp.CTE) if cte.alias == name]


@pytest.mark.parametrize("what", DENIED)
def test_no_compiled_model_uses(models: Models, what: str) -> None:
    offenders = [
        name
        for name, model in models.items()
        if DENIED[what].search(without_comments(model["compiled_code"]))
    ]

    assert offenders == []


def test_functions_that_only_duckdb_knows_stand_in_dispatched_macros() -> None:
    offenders = {}
    for path in sorted((DBT_PROJECT / "models").rglob("*.sql")):
        sql = TEXT_LITERAL.sub("''", without_comments(JINJA.sub(" ", path.read_text("utf-8"))))
        if found := DUCKDB_ONLY.findall(sql):
            offenders[path.name] = found
    for path in sorted((DBT_PROJECT / "macros").rglob("*.sql")):
        for macro in MACRO.finditer(path.read_text("utf-8")):
            if macro[1].startswith(("default__", "spark__")):
                continue
            body = TEXT_LITERAL.sub("''", without_comments(JINJA.sub(" ", macro[0])))
            if found := DUCKDB_ONLY.findall(body):
                offenders[macro[1]] = found

    assert offenders == {}


def test_every_dispatched_macro_has_its_twin() -> None:
    names = {
        macro[1]
        for path in (DBT_PROJECT / "macros").rglob("*.sql")
        for macro in MACRO.finditer(path.read_text("utf-8"))
    }
    dispatched = {name.removeprefix("default__") for name in names if name.startswith("default__")}

    assert dispatched
    assert [name for name in sorted(dispatched) if f"spark__{name}" not in names] == []


def test_every_published_column_is_cast(models: Models) -> None:
    """Inferred types (rank, max of an integer, a sum) differ from engine to engine."""
    bare = {}
    for name, model in models.items():
        if model["database"].startswith("published_"):
            query = parsed(model)
            columns = [c.alias_or_name for c in query.selects if not has_a_type(c, query)]
            if columns:
                bare[name] = columns

    assert bare == {}


def test_no_quotient_is_cast_to_a_whole_number(models: Models) -> None:
    """One engine rounds where the other truncates: floor or round first."""
    offenders = [
        name
        for name, model in models.items()
        for cast in parsed(model).find_all(exp.Cast)
        if cast.to.this in INTEGERS and isinstance(cast.this.unnest(), exp.Div)
    ]

    assert offenders == []


def test_every_compiled_model_can_be_said_in_the_other_dialect(models: Models) -> None:
    for name, model in models.items():
        said = parsed(model).sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.IGNORE)
        assert said, name
