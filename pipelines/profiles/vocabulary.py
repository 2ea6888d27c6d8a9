"""What a mapping profile can say, as data.

Belongs here: the small vocabulary of the YAML files beside this module (README.md shows it
by example). Does not belong here: reading YAML (`loading`), or doing what a profile says
(`cells`, `rows`, `profile`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from pipelines.exports import Export

Headers = tuple[str, ...]  # spellings of one column of the file, the first that is there counts


class Is(StrEnum):
    """A property of a cell that a condition can ask for."""

    EMPTY = "empty"
    FILLED = "filled"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    ZERO = "zero"


@dataclass(frozen=True)
class Condition:
    """What one column must hold: one of `any_of`, none of `none_of`, a property, a pattern.

    A header that the file does not have is read as an empty cell.
    """

    headers: Headers
    any_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    state: Is | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class IgnoreRule:
    """Rows that are left out and counted under `rule`.

    Either all of `where` holds, or a later row has the same `superseded_by_later` values.
    """

    rule: str
    where: tuple[Condition, ...] = ()
    superseded_by_later: tuple[Headers, ...] = ()


@dataclass(frozen=True)
class FromHeader:
    """The cell under the first of these headers that the file has."""

    headers: Headers


@dataclass(frozen=True)
class Constant:
    text: str


@dataclass(frozen=True)
class FromFolder:
    """The name of the inbox folder that the file lies in; empty for a file in the inbox itself.

    With `one_value_in` only while that column has one value in all rows taken, so that the
    folder's name is not put on a file of several estates.
    """

    one_value_in: Headers = ()


@dataclass(frozen=True)
class TemplatePart:
    """One place in a template: a header's cell, or another field of this target."""

    headers: Headers = ()
    field: str | None = None
    reading: str = "text"  # text | date | time


@dataclass(frozen=True)
class Template:
    """Text with places in it; empty as soon as one of its places is empty."""

    parts: tuple[str | TemplatePart, ...]


@dataclass(frozen=True)
class Sum:
    """Exact sum of the `add` cells; `less` takes amounts off its size, whatever their signs.

    Empty cells count as 0, and all empty is empty. A cell that is no amount makes the result
    the raw text of the cells, which the contract then refuses with the cell named.
    """

    add: tuple[Headers, ...]
    less: tuple[Headers, ...] = ()


@dataclass(frozen=True)
class BySign:
    """One text when the sum of the cells is below zero, another when it is not."""

    of: tuple[Headers, ...]
    negative: str
    otherwise: str


@dataclass(frozen=True)
class MonthEdge:
    """First or last day of the month in which the cell's date lies."""

    headers: Headers
    last: bool


@dataclass(frozen=True)
class InGroup:
    """Of the rows of a group (`Grouping`) in which `where` holds, the one with the earliest
    or `latest` moment under `moment`: its cell under `take`.

    A cell that is no moment comes before all others, so that the contract refuses it.
    """

    moment: Headers
    latest: bool
    take: Headers
    where: tuple[Condition, ...]

    @property
    def column(self) -> str:
        """What the working column is called that holds it for every row of the group."""
        return f"__{self!r}"


@dataclass(frozen=True)
class Attempt:
    """One way to find a row: `same` columns equal, and `where` holds for the row found."""

    same: tuple[Headers, ...]
    where: tuple[Condition, ...]


@dataclass(frozen=True)
class OtherRow:
    """A field of another row of this file, for the rows in which `only_for` holds.

    The attempts are made in order; the first that finds exactly one other row decides.
    """

    take: str
    only_for: tuple[Condition, ...]
    attempts: tuple[Attempt, ...]


Source = (
    FromHeader | Constant | FromFolder | Template | Sum | BySign | MonthEdge | InGroup | OtherRow
)


@dataclass(frozen=True)
class Rewrite:
    match: str
    to: str


@dataclass(frozen=True)
class ColumnRule:
    """Where one field of the contract comes from, and what is done to its text, in this order."""

    field: str
    source: Source
    empty_when: tuple[str, ...] = ()
    rewrite: tuple[Rewrite, ...] = ()
    codes: dict[str, str | None] = dataclasses.field(default_factory=dict)
    words: dict[str, str | None] = dataclasses.field(
        default_factory=dict
    )  # pattern found in the text: ours
    other_codes: str | None = None
    absolute: bool = False
    round_places: int | None = None
    dates: tuple[str, ...] = ()
    only_for: tuple[Condition, ...] = ()
    when_empty: ColumnRule | None = None


@dataclass(frozen=True)
class Grouping:
    """Rows with the `same` values become one: the first in which `row` holds (else the first)
    stands for them, and the others are counted under `rule`. A row without one of the values
    stands for itself.
    """

    same: tuple[Headers, ...]
    row: tuple[Condition, ...]
    rule: str


@dataclass(frozen=True)
class Target:
    """One of our exports that the file is mapped to: which rows, and which columns."""

    export: Export
    ignore: tuple[IgnoreRule, ...]
    columns: tuple[ColumnRule, ...]
    grouping: Grouping | None = None
