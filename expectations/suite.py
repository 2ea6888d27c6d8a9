"""The vocabulary of a suite, and the reading of the reviewed YAML files.

Belongs here: what one expectation says and which suites there are. Does not belong here:
how an expectation is evaluated (`expectations.run`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Which = Literal["arriving", "marts"]
SCHEMAS: dict[Which, str] = {"arriving": "raw", "marts": "marts"}
FOLDER = Path(__file__).parent

UNEXPECTED_ROWS = "unexpected_rows_expectation"
DAYS_BEFORE_AS_OF = re.compile(r"as_of - (\d+) days")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # LibYAML, where there is one
ASCII_ID = re.compile(r"[a-z][a-z0-9_]*")


class Severity(StrEnum):
    """`error` stops publishing, `warn` is a finding that is published with the data."""

    ERROR = "error"
    WARN = "warn"


class Kind(StrEnum):
    """Which promise of an arriving table, or of a mart, an expectation looks after."""

    VOLUME = "volume"
    FRESHNESS = "freshness"
    DISTRIBUTION = "distribution"
    CODE_LIST = "code_list"
    CROSS_COLUMN = "cross_column"


@dataclass(frozen=True)
class Expectation:
    """One promise: a Great Expectations type with its arguments, and what it means.

    `type` is the registered name (`expect_column_max_to_be_between`, …) and `arguments` its
    keyword arguments. A whole text `as_of - 35 days` in them stands for that moment, and
    `$as_of` inside a query for the SQL literal of `as_of`.
    """

    id: str
    kind: Kind
    severity: Severity
    description_zh: str
    description_en: str
    type: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def counts_rows(self) -> bool:
        """Whether the answer is the number of rows a query of ours returned."""
        return self.type == UNEXPECTED_ROWS

    def arguments_at(self, as_of: datetime) -> dict[str, Any]:
        """The arguments with everything that stands for a moment replaced by it."""
        return {name: _moment(value, as_of) for name, value in self.arguments.items()}


@dataclass(frozen=True)
class Suite:
    """Everything promised of one table: `subject` is its name, in the schema of `which`."""

    which: Which
    subject: str
    expectations: tuple[Expectation, ...]


class SuiteInvalid(ValueError):
    """A suite file does not say what a suite must say; the message names file and entry."""


@cache
def load_suites(which: Which) -> tuple[Suite, ...]:
    """Every suite of the arriving tables, or of the marts, by name of its table."""
    return tuple(read_suite(path, which) for path in sorted((FOLDER / which).glob("*.yml")))


def read_suite(path: Path, which: Which) -> Suite:
    """Read one suite; its file is named as its table. Raises SuiteInvalid."""
    document = yaml.load(path.read_text("utf-8"), Loader=_LOADER)
    if not isinstance(document, dict) or document.get("subject") != path.stem:
        raise SuiteInvalid(f"{path.name}: subject must be the name of the file, {path.stem}")
    expectations = tuple(_expectation(entry, path) for entry in document["expectations"])
    ids = [expectation.id for expectation in expectations]
    if repeated := {name for name in ids if ids.count(name) > 1}:
        raise SuiteInvalid(f"{path.name}: ids given twice: {', '.join(sorted(repeated))}")
    return Suite(which, path.stem, expectations)


def _expectation(entry: Mapping[str, Any], path: Path) -> Expectation:
    name = str(entry.get("id", ""))
    if not ASCII_ID.fullmatch(name) or not name.startswith(path.stem + "_"):
        raise SuiteInvalid(
            f"{path.name}: id {name!r} must be lower-case ASCII and start with the table"
        )
    if ("expect" in entry) == ("unexpected_rows" in entry):
        raise SuiteInvalid(f"{path.name}: {name} needs either expect or unexpected_rows")
    if unknown := set(entry) - {
        "id",
        "kind",
        "severity",
        "zh",
        "en",
        "expect",
        "with",
        "unexpected_rows",
    }:
        raise SuiteInvalid(f"{path.name}: {name} has unknown entries {sorted(unknown)}")
    try:
        if "unexpected_rows" in entry:
            kind_of, arguments = (
                UNEXPECTED_ROWS,
                {"unexpected_rows_query": entry["unexpected_rows"]},
            )
        else:
            kind_of, arguments = f"expect_{entry['expect']}", dict(entry.get("with") or {})
        return Expectation(
            id=name,
            kind=Kind(entry["kind"]),
            severity=Severity(entry["severity"]),
            description_zh=str(entry["zh"]).strip(),
            description_en=str(entry["en"]).strip(),
            type=kind_of,
            arguments=arguments,
        )
    except (KeyError, ValueError) as problem:
        raise SuiteInvalid(f"{path.name}: {name}: {problem}") from problem


def _moment(value: Any, as_of: datetime) -> Any:
    if not isinstance(value, str):
        return value
    if found := DAYS_BEFORE_AS_OF.fullmatch(value):
        return as_of - timedelta(days=int(found[1]))
    return value.replace("$as_of", f"timestamp '{as_of:%Y-%m-%d %H:%M:%S}'")
