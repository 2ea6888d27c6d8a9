"""The SQLAlchemy dialect through which Great Expectations asks DuckDB (`duckdb+gx://`).

Belongs here: what duckdb-engine's dialect lacks for that. Great Expectations reads a
result after its connection has been given back, which empties DuckDB's own cursor; and
reflection through PostgreSQL's catalogue does not work with this SQLAlchemy. Does not
belong here: any expectation.
"""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from typing import Any

import duckdb_engine
from duckdb_engine import ConnectionWrapper, Dialect, config, datatypes
from sqlalchemy import pool, text
from sqlalchemy import types as sqltypes
from sqlalchemy.dialects import registry

COLUMNS = text(
    "select column_name, is_nullable from duckdb_columns()"
    " where database_name = current_database() and table_name = :table_name"
    " and schema_name = coalesce(cast(:schema_name as varchar), current_schema())"
    " order by column_index"
)


class BufferingCursor:
    """A cursor that fetches every row while it executes and serves them from memory."""

    arraysize = 1
    rowcount = -1

    def __init__(self, con: Any, connection: ConnectionWrapper) -> None:
        self._con = con
        self._rows: list[tuple[Any, ...]] = []
        self.connection = connection
        self.description: Sequence[Any] | None = None

    def execute(self, statement: str, parameters: Any = None, context: Any = None) -> None:
        if parameters:
            self._con.execute(statement, parameters)
        else:
            self._con.execute(statement)
        self.description = self._con.description
        self._rows = self._con.fetchall()[::-1] if self.description else []

    def executemany(self, statement: str, parameters: Any = None, context: Any = None) -> None:
        self._con.executemany(statement, list(parameters or ()))

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        return [self._rows.pop() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows[::-1], []
        return rows

    def close(self) -> None:
        self._rows = []


class BufferingConnection(ConnectionWrapper):  # type: ignore[misc]
    """duckdb-engine's connection, with the cursor above."""

    def __init__(self, con: Any) -> None:
        super().__init__(con)
        self._con = con

    def cursor(self) -> BufferingCursor:  # type: ignore[override]
        return BufferingCursor(self._con, self)


class ExpectationsDialect(Dialect):  # type: ignore[misc]
    """duckdb-engine's dialect for reading: `?access_mode=read_only&schema=NAME` in the URL
    opens the file for reading and makes NAME the schema of unqualified tables."""

    driver = "gx"
    supports_statement_cache = False

    @classmethod
    def get_pool_class(cls, url: Any) -> type[pool.Pool]:
        return pool.StaticPool

    def connect(self, *arguments: Any, **options: Any) -> Any:
        schema = options.get("url_config", {}).pop("schema", "main")
        con = super().connect(*arguments, **options)._ConnectionWrapper__c
        con.execute(f"set schema = '{schema}'")
        return BufferingConnection(con)

    def get_columns(
        self, connection: Any, table_name: str, schema: str | None = None, **_: Any
    ) -> list[Any]:
        parameters = {"table_name": table_name, "schema_name": schema}
        return [
            {"name": name, "type": sqltypes.NullType(), "nullable": nullable, "default": None}
            for name, nullable in connection.execute(COLUMNS, parameters).fetchall()
        ]

    def get_pk_constraint(self, *_: Any, **__: Any) -> Any:  # type: ignore[override]
        return {"constrained_columns": [], "name": None}

    def get_foreign_keys(self, *_: Any, **__: Any) -> list[Any]:
        return []

    def get_indexes(self, *_: Any, **__: Any) -> list[Any]:
        return []


def register() -> None:
    """Make `duckdb+gx://` known to SQLAlchemy."""
    registry.register("duckdb.gx", __name__, ExpectationsDialect.__name__)


def _let_go_of_duckdb() -> None:
    """Drop duckdb-engine's references to DuckDB's types.

    Great Expectations keeps SQLAlchemy, and with it duckdb-engine, alive until the very end
    of the process, and DuckDB then prints a page about leaked objects after every build.
    """
    for module in (duckdb_engine, config, datatypes):
        vars(module).pop("duckdb", None)
        for value in list(vars(module).values()):
            for part in (value, *(vars(value).values() if isinstance(value, type) else ())):
                annotations = getattr(part, "__annotations__", None)
                if isinstance(annotations, dict) and str(
                    getattr(part, "__module__", "")
                ).startswith("duckdb_engine"):
                    annotations.clear()
    for name in ("Error", "TransactionException", "ParserException"):
        setattr(duckdb_engine.DBAPI, name, Exception)


atexit.register(_let_go_of_duckdb)
