"""Everything one survey report rests on, as it was published.

Belongs here: asking for it, and picking the survey of a year. Does not belong here: words and
tables (`sections` and its parts).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from dashboards.queries import annual, satisfaction
from dashboards.queries.scope import ALL

Row = dict[str, Any]
# Asks one of `queries` on behalf of the reader: `ask(query, *arguments)`.
Ask = Callable[..., pl.DataFrame]


class UnknownSurvey(Exception):
    """No survey of that id, name or year; `known` lists the ids there are."""

    def __init__(self, survey: str, known: list[str]) -> None:
        super().__init__(survey)
        self.known = known


@dataclass(frozen=True)
class Annual:
    """One survey at one project, or at all of them ('all'). Rows are published rows.

    `quotes` is None when the reader may not see what people wrote.
    """

    survey_id: str
    survey_name: str
    project: str
    started_on: date
    as_of: datetime
    snapshot_id: str
    surveys: tuple[Row, ...]
    groups: tuple[Row, ...]
    responses: tuple[Row, ...]
    weighted: tuple[Row, ...]
    changes: tuple[Row, ...]
    earlier: Row | None
    drivers: tuple[Row, ...]
    topics: tuple[Row, ...]
    quotes: tuple[Row, ...] | None
    owed: tuple[Row, ...]
    tallies: tuple[Row, ...]

    @property
    def projects(self) -> list[str]:
        """The projects the report speaks of, the whole first when there are several."""
        names = sorted({row["project_name"] for row in self.surveys})
        return [ALL, *names] if self.project == ALL else names

    def of(self, dimension: str, project: str | None = None) -> list[Row]:
        """The groups of a dimension at the report's project, or at another."""
        at = project or self.project
        return [
            row
            for row in self.groups
            if row["dimension"] == dimension and row["project_name"] == at
        ]

    @property
    def overall(self) -> Row | None:
        found = self.of("all")
        return found[0] if found and not found[0]["is_hidden"] else None


def _rows(frame: pl.DataFrame) -> tuple[Row, ...]:
    return tuple(frame.iter_rows(named=True))


def choose_survey(surveys: pl.DataFrame, wanted: str) -> str:
    """The id of the survey called `wanted`: its id, its name, or the year it began in (the last
    one of that year). Raises UnknownSurvey."""
    rows = _rows(surveys)
    for row in rows:
        if wanted in (row["survey_id"], row["survey_name"]):
            return str(row["survey_id"])
    for row in rows:
        if wanted == f"{row['started_on']:%Y}":
            return str(row["survey_id"])
    raise UnknownSurvey(wanted, sorted({str(row["survey_id"]) for row in rows}))


def read_annual(
    ask: Ask,
    survey_id: str,
    project: str,
    as_of: datetime,
    snapshot_id: str,
    ask_quotes: Callable[[str, str], pl.DataFrame | None],
) -> Annual:
    """Ask for everything of one survey. Raises UnknownSurvey when it is not there (any more)."""
    every = _rows(ask(satisfaction.surveys))
    held = [row for row in every if row["survey_id"] == survey_id]
    here = [row for row in held if project in (ALL, row["project_name"])]
    if not here:
        raise UnknownSurvey(survey_id, sorted({str(row["survey_id"]) for row in every}))
    # A survey held at one project is that project's, however it was asked for.
    names = {row["project_name"] for row in held}
    at = next(iter(names)) if len(names) == 1 else project
    quotes = ask_quotes(survey_id, at)
    changes = _rows(ask(annual.changes, survey_id, at))
    return Annual(
        survey_id=survey_id,
        survey_name=str(here[0]["survey_name"]),
        project=at,
        started_on=min(row["started_on"] for row in here),
        as_of=as_of,
        snapshot_id=snapshot_id,
        surveys=tuple(here),
        groups=_rows(ask(satisfaction.survey_groups, survey_id)),
        responses=_of_projects(_rows(ask(annual.responses, survey_id)), at, here),
        weighted=_of_projects(_rows(ask(annual.weighted, survey_id)), at, here),
        changes=changes,
        earlier=_earlier(every, changes),
        drivers=_rows(ask(annual.drivers, survey_id, at)),
        topics=_rows(ask(annual.topics, survey_id, at)),
        quotes=None if quotes is None else _rows(quotes),
        owed=_rows(ask(satisfaction.visits_owed, at, survey_id)),
        tallies=tallies_of(_rows(ask(annual.tallies, at)), survey_id),
    )


def _of_projects(rows: Sequence[Row], at: str, here: Sequence[Row]) -> tuple[Row, ...]:
    names = {row["project_name"] for row in here} | {at}
    return tuple(row for row in rows if row["project_name"] in names)


def tallies_of(rows: Sequence[Row], survey_id: str | None) -> tuple[Row, ...]:
    """What others counted of this survey, and of those that no file of surveys names: these stand
    in every report, since nobody can choose them."""
    return tuple(r for r in rows if r["started_on"] is None or r["survey_id"] == survey_id)


def _earlier(every: Sequence[Row], changes: Sequence[Row]) -> Row | None:
    """The survey that the changes compare with."""
    wanted = {row["earlier_survey_id"] for row in changes}
    return next((row for row in every if row["survey_id"] in wanted), None)
