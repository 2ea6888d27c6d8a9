"""What the values of a column say about what the column is.

Belongs here: the shares and counts that a proposal weighs, measured on a sample of distinct
values with the same readers that will later type the cells. Does not belong here: weighing
them (`likeness`), or headers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.exports import Column, ColumnType
from pipelines.parsing.amounts import read_number, read_rate
from pipelines.parsing.findings import Problem
from pipelines.parsing.moments import read_moment, read_month
from pipelines.parsing.names import read_code
from pipelines.profiles.readings import clean

SAMPLE_DISTINCT = 400
MOST_CODES = 30

# Years are bounded and a year of two digits needs no hyphen: 1-1-1001 and 2-3-12 are rooms.
_SLASHED = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)"
    r"(?P<year>(?:19|20)\d{2}|(?<!-)\d{2})"
    r"(?: +(?P<hour>\d{1,2}):\d{2}(?P<seconds>:\d{2})?(?: *(?P<half>[AaPp][Mm]))?)?"
)


@dataclass(frozen=True)
class Evidence:
    """A column's values: how many are filled and different, and what they can be read as.

    `counts` are the most frequent values with their number of rows; shares are of the
    distinct filled values of the sample, 0 to 1.
    """

    filled: int
    distinct: int
    counts: tuple[tuple[str, int], ...]
    moments: float
    numbers: float
    values: tuple[str, ...]

    @property
    def unique_share(self) -> float:
        return self.distinct / self.filled if self.filled else 0.0

    def code_share(self, column: Column) -> float:
        """Share of the values that the contract's codes already know."""
        known = [not isinstance(read_code(value, column), Problem) for value in self.values]
        return sum(known) / len(known) if known else 0.0

    def share_read_by(self, read: Callable[[str], object]) -> float:
        """Share of the values that a reader of one column type accepts."""
        return _share(self.values, lambda value: not isinstance(read(value), Problem | None))


def gather(cells: pl.Series) -> Evidence:
    """Measure one column of text: all its rows are counted, the most frequent values read."""
    counted = (
        pl.DataFrame({"cell": cells}, schema={"cell": pl.String})
        .select(clean(pl.col("cell")))
        .drop_nulls()
        .group_by("cell")
        .len()
        .sort(["len", "cell"], descending=[True, False])
    )
    most = counted.head(SAMPLE_DISTINCT).rows()
    values = tuple(value for value, _ in most)
    return Evidence(
        filled=int(counted["len"].sum()),
        distinct=counted.height,
        counts=tuple((value, int(count)) for value, count in most[: MOST_CODES + 1]),
        moments=_share(values, _is_moment),
        numbers=_share(values, _is_number),
        values=values,
    )


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(test(value) for value in values) / len(values) if values else 0.0


def _is_moment(value: str) -> bool:
    # A bare number can be a serial day, but far more often it is an amount or a number.
    if value.replace(".", "", 1).isdigit():
        return False
    return bool(_SLASHED.fullmatch(value)) or not isinstance(read_moment(value), Problem)


def _is_number(value: str) -> bool:
    reading = read_number(value)
    return reading is not None and not isinstance(reading, Problem)


@dataclass(frozen=True)
class DateOrder:
    """The order of day and month in a column, as strptime formats to choose from.

    One format: the values decide it. Two: no value is above 12, both are possible.
    None: the values are read without any format, or contradict each other (`contradictory`).
    """

    formats: tuple[str, ...]
    contradictory: bool = False


def date_order(evidence: Evidence) -> DateOrder:
    """What the values say about day and month: a number above 12 cannot be a month."""
    found = [match for value in evidence.values if (match := _SLASHED.fullmatch(value))]
    if not found:
        return DateOrder(())
    day_first = any(int(match["first"]) > 12 for match in found)
    month_first = any(int(match["second"]) > 12 for match in found)
    if day_first and month_first:
        return DateOrder((), contradictory=True)
    orders = ["%d{0}%m{0}"] * (not month_first) + ["%m{0}%d{0}"] * (not day_first)
    shape = found[0]
    return DateOrder(tuple(order.format(shape["mark"]) + _rest(shape) for order in orders))


def _rest(shape: re.Match[str]) -> str:
    """The format behind day and month, written as in `shape`."""
    year = "%Y" if len(shape["year"]) == 4 else "%y"
    if shape["hour"] is None:
        return year
    hour = " %I:%M" if shape["half"] else " %H:%M"
    return year + hour + (":%S" if shape["seconds"] else "") + (" %p" if shape["half"] else "")


def fit(evidence: Evidence, column: Column) -> float:
    """How well the values suit a contract column, 0 (cannot be) to 1 (just so)."""
    if not evidence.filled:
        return 0.4
    match column.type:
        case ColumnType.DATE | ColumnType.TIMESTAMP:
            return evidence.moments
        case ColumnType.MONTH:
            return evidence.share_read_by(read_month)
        case ColumnType.MONEY | ColumnType.NUMBER | ColumnType.INTEGER:
            return evidence.numbers
        case ColumnType.RATE:
            return evidence.share_read_by(read_rate)
        case ColumnType.CODE | ColumnType.BOOLEAN:
            few = 0.6 if evidence.distinct <= MOST_CODES else 0.1
            return max(evidence.code_share(column), few * (1 - evidence.moments))
        case ColumnType.IDENTIFIER if column.key:
            return (0.3 + 0.7 * evidence.unique_share) * (1 - evidence.moments)
        case _:
            return 0.7 * (1 - evidence.moments)
