"""Who is asking, and what they have narrowed the page to.

Belongs here: the principal every query takes, the filters, and the one way a statement is run.
Does not belong here: the statements.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import polars as pl

from dashboards.periods import Period

ALL = "all"
# What a drill-down fetches at most; past it the page says so and asks for a narrower filter.
ROW_LIMIT = 5000


@dataclass(frozen=True)
class Principal:
    """A reader. `projects` are the ones they may see; None is every one, and the 'all' rows.

    `sees_personal`: whether they may read what people wrote and what they are called, as it stands
    in the personal file. `sees_pay`: whether they may read what people earn, in the pay file.
    """

    name: str
    projects: tuple[str, ...] | None = None
    sees_personal: bool = False
    sees_pay: bool = False

    @property
    def sees_all(self) -> bool:
        return self.projects is None

    def bound(self) -> dict[str, Any]:
        """The parameters of the scope condition that every statement carries."""
        return {"sees_all": self.sees_all, "projects": list(self.projects or ())}


EVERYONE = Principal("everyone")
# Set to 1 by the owner of the machine who wants comments quoted on the pages.
PERSONAL_SETTING = "WUYE_SHOW_PERSONAL"
# Set to 1 by the owner of the machine for whoever settles commission and pay on it.
PAY_SETTING = "WUYE_SHOW_PAY"


def local_reader() -> Principal:
    """Who reads on this machine: everyone; personal texts, and pay, only when its owner has said
    so, each by itself."""
    return replace(
        EVERYONE,
        sees_personal=os.environ.get(PERSONAL_SETTING) == "1",
        sees_pay=os.environ.get(PAY_SETTING) == "1",
    )


@dataclass(frozen=True)
class Filters:
    """A period, a project ('all' or one) and a department ('all' or one)."""

    period: Period
    project: str = ALL
    department: str = ALL

    def bound_period(self) -> dict[str, Any]:
        return {"start_on": self.period.start_on, "end_on": self.period.end_on}


def select(cursor: duckdb.DuckDBPyConnection, statement: str, **bound: Any) -> pl.DataFrame:
    """The rows of one select; `bound` are its `$name` parameters, all of them."""
    answer: pl.DataFrame = cursor.sql(statement, params=bound or None).pl()
    return answer


def select_pay(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, statement: str, **bound: Any
) -> pl.DataFrame:
    """`select` on the pay file, of which `cursor` is one, with the scope of the reader bound.

    Raises PermissionError for a reader without the right to pay.
    """
    if not principal.sees_pay:
        raise PermissionError(principal.name)
    # What names no project (the plan's own tables) carries no scope.
    scope = {name: value for name, value in principal.bound().items() if f"${name}" in statement}
    return select(cursor, statement, **bound, **scope)
