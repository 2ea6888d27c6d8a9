"""Reading all columns of a block at once, where they are written as the contract asks.

Belongs here: deciding with three queries over the whole block which columns need no second
look, and typing those. Does not belong here: the columns that do (`columns`).

A call of polars costs as much as a thousand cells. A monthly export has a few hundred rows
and some fifteen columns, so column by column the calls would cost ten times the reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import polars as pl

from pipelines.exports import Column, ColumnType
from pipelines.parsing.columns import (
    FIRST_DAY,
    LAKE_TYPES,
    LAST_DAY,
    MOMENTS,
    ColumnReading,
    ReadingRules,
    first_of_month,
    read_column,
)
from pipelines.parsing.names import code_spellings
from pipelines.parsing.shapes import (
    DAY_LENGTH,
    FAST_AMOUNT,
    FAST_MONTH,
    FAST_TIMESTAMP,
    NAME_NEEDS_CARE,
    TEXT_NEEDS_CARE,
)


def read_columns(
    texts: pl.DataFrame, columns: Sequence[Column], rules: ReadingRules
) -> dict[str, ColumnReading]:
    """What `read_column` gives for each of `columns`, by field, in their order."""
    plain = _read_plain(texts, columns)
    return {
        column.field: ColumnReading(plain[column.field], {})
        if column.field in plain
        else read_column(texts.get_column(column.field), column, rules)
        for column in columns
    }


def _read_plain(texts: pl.DataFrame, columns: Sequence[Column]) -> dict[str, pl.Series]:
    """Typed columns of which every cell was read; the others are left out."""
    looks = texts.select(_looks_as_asked(column).alias(column.field) for column in columns)
    promising = [column for column in columns if looks.item(0, column.field)]
    if not promising:
        return {}
    typed = texts.select(_typed(column).alias(column.field) for column in promising)
    empty, unread = texts.null_count(), typed.null_count()
    moments = [c.field for c in promising if c.type in MOMENTS]
    low, high = typed.select(moments).min(), typed.select(moments).max()
    return {
        column.field: typed.get_column(column.field)
        for column in promising
        if empty.item(0, column.field) == unread.item(0, column.field)
        and (
            column.field not in moments
            or _within_years(low.item(0, column.field), high.item(0, column.field))
        )
    }


def _looks_as_asked(column: Column) -> pl.Expr:
    """Whether every cell has the shape that a plain cast or look-up reads rightly."""
    texts = pl.col(column.field)
    match column.type:
        case ColumnType.TEXT:
            return ~texts.str.contains(TEXT_NEEDS_CARE).any()
        case ColumnType.IDENTIFIER:
            return ~texts.str.contains(NAME_NEEDS_CARE).any()
        case ColumnType.CODE | ColumnType.BOOLEAN:
            return pl.lit(True)
        case ColumnType.MONEY | ColumnType.NUMBER | ColumnType.RATE | ColumnType.INTEGER:
            return texts.str.contains(FAST_AMOUNT[column.type]).all()
        case ColumnType.DATE:
            return (texts.str.len_bytes() == DAY_LENGTH).all()
        case ColumnType.MONTH:
            return texts.str.contains(FAST_MONTH).all()
        case ColumnType.TIMESTAMP:
            return texts.str.contains(FAST_TIMESTAMP).all()


def _typed(column: Column) -> pl.Expr:
    texts = pl.col(column.field)
    match column.type:
        case ColumnType.TEXT | ColumnType.IDENTIFIER:
            return texts
        case ColumnType.CODE | ColumnType.BOOLEAN:
            spellings = code_spellings(column)
            index = texts.cast(pl.Enum(list(spellings)), strict=False).to_physical()
            return pl.lit(_code_values(column, list(spellings.values()))).gather(index)
        case ColumnType.DATE:
            return texts.str.to_date("%Y-%m-%d", strict=False)
        case ColumnType.MONTH:
            return first_of_month(texts)
        case ColumnType.TIMESTAMP:
            return texts.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
        case ColumnType.MONEY | ColumnType.NUMBER | ColumnType.RATE | ColumnType.INTEGER:
            return texts.cast(LAKE_TYPES[column.type], strict=False)


def _code_values(column: Column, values: list[str]) -> pl.Series:
    if column.type is ColumnType.BOOLEAN:
        return pl.Series([value == column.codes[0].value for value in values])
    return pl.Series(values, dtype=pl.String)


def _within_years(low: Any, high: Any) -> bool:
    return low is None or (_day(low) >= FIRST_DAY and _day(high) <= LAST_DAY)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
