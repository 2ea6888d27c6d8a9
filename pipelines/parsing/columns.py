"""Reading a whole column of texts as its contract type: fast where it is well-formed.

Belongs here: the vectorised path, the vectorised repair of the texts it leaves, and the
call of the scalar readers for the distinct rest. Does not belong here: which rows are good.

The fast path decides by one anchored pattern and one cast, which cost about 50 ns a cell
together; nothing slower ever touches a text that was written as the contract asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl

from pipelines.exports import Column, ColumnType
from pipelines.parsing.amounts import read_money, read_number, read_rate, read_whole_number
from pipelines.parsing.findings import Problem
from pipelines.parsing.moments import EPOCH_1900, read_moment, read_month
from pipelines.parsing.names import code_spellings, read_code, read_identifier, read_text
from pipelines.parsing.shapes import (
    DAY_LENGTH,
    DAY_SHAPES,
    FAST_AMOUNT,
    FAST_MONTH,
    FAST_TIMESTAMP,
    GROUPED_MONEY,
    MOMENT_SHAPES,
    MONTH_LENGTH,
    NAME_NEEDS_CARE,
    SENTINEL,
    TEXT_NEEDS_CARE,
)

MONEY_TYPE = pl.Decimal(18, 2)
NUMBER_TYPE = pl.Decimal(18, 4)
MOMENT_TYPE = pl.Datetime("us")
# From this many unread cells on, whole-column repairs are cheaper than one by one.
WORTH_REPAIRING = 200

LAKE_TYPES: dict[ColumnType, pl.DataType] = {
    ColumnType.TEXT: pl.String(),
    ColumnType.IDENTIFIER: pl.String(),
    ColumnType.CODE: pl.String(),
    ColumnType.MONEY: MONEY_TYPE,
    ColumnType.NUMBER: NUMBER_TYPE,
    ColumnType.RATE: NUMBER_TYPE,
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.DATE: pl.Date(),
    ColumnType.MONTH: pl.Date(),
    ColumnType.TIMESTAMP: MOMENT_TYPE,
    ColumnType.BOOLEAN: pl.Boolean(),
}

# The types that say when: no such cell may lie behind the export, unless it is planned.
MOMENTS = (ColumnType.DATE, ColumnType.MONTH, ColumnType.TIMESTAMP)

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class ReadingRules:
    """What a file adds to the reading of its columns: strptime formats of a profile per
    field, and day 0 of the workbook's serial numbers."""

    formats: dict[str, list[str]] = field(default_factory=dict)
    epoch: datetime = EPOCH_1900


@dataclass(frozen=True)
class ColumnReading:
    """Typed values (null where empty or unreadable) and the problem of each unreadable row."""

    values: pl.Series
    problems: dict[int, Problem]


def read_column(texts: pl.Series, column: Column, rules: ReadingRules) -> ColumnReading:
    """`texts` (Utf8, null = empty) typed as the lake stores `column`; never raises on a value."""
    dtype = LAKE_TYPES[column.type]
    values = _read_fast(texts, column)
    unread = values.is_null() & texts.is_not_null()
    if not unread.any():
        return ColumnReading(values, {})
    rows = unread.arg_true()
    rest = texts.gather(rows)
    found = pl.Series([None], dtype=dtype).new_from_index(0, rest.len())
    if rest.len() >= WORTH_REPAIRING:
        found = _repair(rest, column, rules)
    left = found.is_null().arg_true()
    problems: dict[int, Problem] = {}
    if left.len():
        slow, wrong = _read_one_by_one(rest.gather(left), column, rules)
        found = found.scatter(left, slow)
        row_numbers = rows.gather(left)
        problems = {int(row_numbers[i]): problem for i, problem in wrong.items()}
    return ColumnReading(values.scatter(rows, found), problems)


def _read_fast(texts: pl.Series, column: Column) -> pl.Series:
    """Values of the texts written exactly as the contract asks; null for all others."""
    match column.type:
        case ColumnType.TEXT:
            return _keep_unless(texts, TEXT_NEEDS_CARE)
        case ColumnType.IDENTIFIER:
            return _keep_unless(texts, NAME_NEEDS_CARE)
        case ColumnType.CODE | ColumnType.BOOLEAN:
            return _look_up_codes(texts, column)
        case ColumnType.MONEY | ColumnType.NUMBER | ColumnType.RATE | ColumnType.INTEGER:
            return _cast_if(texts, FAST_AMOUNT[column.type], LAKE_TYPES[column.type])
        case ColumnType.DATE:
            return _within_years(
                _keep_length(texts, DAY_LENGTH).str.to_date("%Y-%m-%d", strict=False)
            )
        case ColumnType.MONTH:
            kept = _keep_if(texts, FAST_MONTH).to_frame("texts")
            return _within_years(kept.select(first_of_month(pl.col("texts"))).to_series())
        case ColumnType.TIMESTAMP:
            return _parse_shape(texts, FAST_TIMESTAMP, "%Y-%m-%d %H:%M:%S")


def first_of_month(texts: pl.Expr) -> pl.Expr:
    """The first day of the months that texts of the fast shape (`2015-03`, `2015-03-17`) name;
    null where there is no such day."""
    days = pl.when(texts.str.len_bytes() == MONTH_LENGTH).then(texts + "-01").otherwise(texts)
    return days.str.to_date("%Y-%m-%d", strict=False).dt.month_start()


def _keep_unless(texts: pl.Series, pattern: str) -> pl.Series:
    care = texts.str.contains(pattern)
    return texts.set(care, None) if care.any() else texts


def _keep_if(texts: pl.Series, pattern: str) -> pl.Series:
    fits = texts.str.contains(pattern)
    return texts if fits.all() else texts.set(~fits, None)


def _keep_length(texts: pl.Series, length: int) -> pl.Series:
    """Only the texts of exactly `length` bytes: a short or padded date is not for the cast."""
    other = texts.str.len_bytes() != length
    return texts.set(other, None) if other.any() else texts


def _cast_if(texts: pl.Series, pattern: str, dtype: pl.DataType) -> pl.Series:
    # The pattern comes first because a cast to decimal drops further decimals silently.
    return _keep_if(texts, pattern).cast(dtype, strict=False)


def _parse_shape(texts: pl.Series, pattern: str, layout: str) -> pl.Series:
    kept = _keep_if(texts, pattern)
    return _within_years(kept.str.to_datetime(layout, time_unit="us", strict=False))


def _within_years(values: pl.Series) -> pl.Series:
    """Null out moments outside 1900–2199, which are mistypings of the year."""
    low, high = values.min(), values.max()
    if low is None or high is None:
        return values
    first = low.date() if isinstance(low, datetime) else low
    last = high.date() if isinstance(high, datetime) else high
    if first >= FIRST_DAY and last <= LAST_DAY:  # type: ignore[operator]
        return values
    outside = (values.dt.year() < FIRST_DAY.year) | (values.dt.year() > LAST_DAY.year)
    return values.set(outside, None)


def _look_up_codes(texts: pl.Series, column: Column) -> pl.Series:
    spellings = code_spellings(column)
    index = texts.cast(pl.Enum(list(spellings)), strict=False).to_physical()
    if column.type is ColumnType.BOOLEAN:
        yes = column.codes[0].value
        return pl.Series([value == yes for value in spellings.values()]).gather(index)
    return pl.Series(list(spellings.values()), dtype=pl.String).gather(index)


def _repair(texts: pl.Series, column: Column, rules: ReadingRules) -> pl.Series:
    """Whole-column repair of the usual deviations; null where it does not fit."""
    match column.type:
        case ColumnType.DATE | ColumnType.TIMESTAMP:
            return _repair_moments(texts, column, rules)
        case ColumnType.IDENTIFIER:
            name = texts.str.normalize("NFKC").str.replace_all("[\u200b-\u200f\u2060\ufeff]", "")
            name = name.str.strip_chars().str.replace(r"^(\d+)\.0+$", "$1")
            doubt = rf'[\x00-\x1f\x7f-\x9f]|^\d(\.\d+)?[eE]\+|^[#="]|{SENTINEL}'
            return _keep_unless(name, doubt)
        case ColumnType.MONEY | ColumnType.NUMBER:
            plain = texts.str.normalize("NFKC").str.strip_chars()
            plain = _keep_if(plain, GROUPED_MONEY).str.replace_all("[,￥¥元]", "")
            return _read_fast(plain, column)
        case ColumnType.TEXT:
            return _keep_unless(texts.str.strip_chars(), TEXT_NEEDS_CARE)
        case (
            ColumnType.CODE
            | ColumnType.BOOLEAN
            | ColumnType.INTEGER
            | ColumnType.RATE
            | ColumnType.MONTH
        ):
            return _read_fast(texts.str.normalize("NFKC").str.strip_chars(), column)


def _repair_moments(texts: pl.Series, column: Column, rules: ReadingRules) -> pl.Series:
    values = pl.Series([None], dtype=MOMENT_TYPE).new_from_index(0, texts.len())
    layouts = [(r"\d", layout) for layout in rules.formats.get(column.field, ())]
    for pattern, layout in (*layouts, *MOMENT_SHAPES, *DAY_SHAPES):
        left = values.is_null().arg_true()
        if not left.len():
            break
        part = texts.gather(left)
        if "%.f" in layout:
            part = part.str.replace(" ", "T", literal=True)
        try:
            read = _parse_shape(part, pattern, layout)
        except pl.exceptions.ComputeError:
            continue  # a layout of a profile that polars does not know: the scalar reader does
        values = values.scatter(left, read)
    return values.cast(LAKE_TYPES[column.type])


def _read_one_by_one(
    texts: pl.Series, column: Column, rules: ReadingRules
) -> tuple[pl.Series, dict[int, Problem]]:
    """The scalar reader on each distinct text, and the problems by position in `texts`."""
    read = _scalar_reader(column, rules)
    answers = {text: read(text) for text in texts.unique().to_list()}
    values, wrong = [], {}
    for position, text in enumerate(texts.to_list()):
        answer = answers[text]
        if isinstance(answer, Problem):
            wrong[position] = answer
            answer = None
        values.append(answer)
    dtype = LAKE_TYPES[column.type]
    if isinstance(dtype, pl.Decimal):  # by text: exact, and without loading numpy
        texts_of = [None if value is None else str(value) for value in values]
        return pl.Series(texts_of, dtype=pl.String).cast(dtype), wrong
    return pl.Series(values, dtype=dtype), wrong


# Readers that need nothing but the text.
_PLAIN_READERS: dict[ColumnType, Callable[[str], Any]] = {
    ColumnType.TEXT: read_text,
    ColumnType.IDENTIFIER: read_identifier,
    ColumnType.MONEY: read_money,
    ColumnType.RATE: read_rate,
    ColumnType.INTEGER: read_whole_number,
}


def _scalar_reader(column: Column, rules: ReadingRules) -> Callable[[str], Any]:
    formats: Sequence[str] = rules.formats.get(column.field, ())
    match column.type:
        case ColumnType.CODE:
            return lambda text: read_code(text, column)
        case ColumnType.BOOLEAN:
            return lambda text: _as_truth(read_code(text, column), column)
        case ColumnType.NUMBER:
            return lambda text: read_number(text, column.unit)
        case ColumnType.DATE:
            return lambda text: _as_day(read_moment(text, formats, rules.epoch))
        case ColumnType.MONTH:
            return lambda text: read_month(text, formats, rules.epoch)
        case ColumnType.TIMESTAMP:
            return lambda text: read_moment(text, formats, rules.epoch)
        case _:
            return _PLAIN_READERS[column.type]


def _as_truth(answer: str | Problem | None, column: Column) -> bool | Problem | None:
    return answer == column.codes[0].value if isinstance(answer, str) else answer


def _as_day(answer: datetime | Problem | None) -> date | Problem | None:
    return answer.date() if isinstance(answer, datetime) else answer
