"""What a contract can say about an operational export.

Belongs here: the vocabulary (`Export`, `Column`, `Code`, the column types) in which the
contracts beside this file are written. Does not belong here: reading
files (`pipelines.parsing`), other systems' headers (`pipelines.profiles`), or anything a
KPI computes (`dbt_project`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class ColumnType(StrEnum):
    """How a cell is read and what it is stored as in the lake."""

    TEXT = "text"  # UTF-8, trimmed, full-width forms kept as written
    IDENTIFIER = "identifier"  # text that names a thing: NFKC, trimmed, "1001.0" -> "1001"
    CODE = "code"  # one of the contract's codes, stored as its canonical value
    MONEY = "money"  # yuan, DECIMAL(18,2)
    NUMBER = "number"  # DECIMAL(18,4)
    RATE = "rate"  # a share, 2% and 0.02 alike, DECIMAL(18,4); a bare number above 1 is refused
    INTEGER = "integer"  # BIGINT
    DATE = "date"  # DATE
    MONTH = "month"  # DATE, the first day of the month
    TIMESTAMP = "timestamp"  # TIMESTAMP, China local time, no zone
    BOOLEAN = "boolean"  # 是/否


class DataClass(StrEnum):
    """Which of the three published files may carry a column: what must not be read together
    does not stand in one file."""

    MAIN = "main"
    PERSONAL = "personal"
    PAY = "pay"


@dataclass(frozen=True)
class Code:
    """One allowed value of a CODE column: stored as `value`, also read from `aliases`."""

    value: str
    english: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of an export.

    `header` is the Chinese header a clerk's workbook shows, `field` our column name (also
    accepted as a header); `required` means the header must be there and no row may leave it
    empty; `key` columns together identify a row across exports; `planned` marks promised or
    planned times, which may lie after the export's own time; `needed_by` names the KPIs
    that cannot be measured without the column; `unit` (1, %, ‰) is what a NUMBER counts in,
    so that 2% in a column of ‰ is 20 (without one, whatever unit a cell writes is dropped).
    """

    header: str
    field: str
    type: ColumnType
    required: bool = False
    key: bool = False
    data_class: DataClass = DataClass.MAIN
    codes: tuple[Code, ...] = ()
    aliases: tuple[str, ...] = ()
    planned: bool = False
    needed_by: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Order:
    """`later` may not lie before `earlier` in one row (an impossible order is quarantined)."""

    earlier: str
    later: str


@dataclass(frozen=True)
class Export:
    """One operational export: its identity, columns and impossible orders of events.

    `only_beside` are the headers that may stand beside its columns, for a contract whose own
    headers (工号, 日期) stand in many other sheets too; None lets any stand there.
    """

    name: str
    title_zh: str
    title_en: str
    grain_en: str
    columns: tuple[Column, ...]
    orders: tuple[Order, ...] = ()
    only_beside: tuple[str, ...] | None = None

    def column(self, field: str) -> Column:
        """The column stored as `field`; KeyError when the contract has none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(f"{self.name} has no column {field}")

    @cached_property
    def fields(self) -> tuple[str, ...]:
        return tuple(column.field for column in self.columns)

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(column.field for column in self.columns if column.key)

    @cached_property
    def required_fields(self) -> tuple[str, ...]:
        return tuple(column.field for column in self.columns if column.required)

    @property
    def money_fields(self) -> tuple[str, ...]:
        return tuple(c.field for c in self.columns if c.type is ColumnType.MONEY)


YES_NO = (
    Code("是", "yes", ("y", "yes", "true", "t", "1", "√", "有", "对")),
    Code("否", "no", ("n", "no", "false", "f", "0", "×", "x", "无", "不")),
)


# Short constructors, so that a contract reads like the table of headers that it is.


def text(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.TEXT, **options)  # type: ignore[arg-type]


def identifier(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.IDENTIFIER, **options)  # type: ignore[arg-type]


def code(header: str, field: str, *codes: Code, **options: object) -> Column:
    return Column(header, field, ColumnType.CODE, codes=codes, **options)  # type: ignore[arg-type]


def money(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.MONEY, **options)  # type: ignore[arg-type]


def number(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.NUMBER, **options)  # type: ignore[arg-type]


def rate(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.RATE, **options)  # type: ignore[arg-type]


def integer(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.INTEGER, **options)  # type: ignore[arg-type]


def date(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.DATE, **options)  # type: ignore[arg-type]


def month(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.MONTH, **options)  # type: ignore[arg-type]


def timestamp(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.TIMESTAMP, **options)  # type: ignore[arg-type]


def yes_no(header: str, field: str, **options: object) -> Column:
    return Column(header, field, ColumnType.BOOLEAN, codes=YES_NO, **options)  # type: ignore[arg-type]
