"""What can be wrong with rows whose cells were read: empty, too late, in impossible order.

Belongs here: the checks of one block of typed columns, which add to the wrongs of its rows.
Does not belong here: which rows are ignored, and wording findings (`judgement`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from pipelines.exports import Column, ColumnType, Export
from pipelines.parsing.columns import MOMENTS, ColumnReading
from pipelines.parsing.findings import Place, Problem

Cells = tuple[str | None, ...]
# Index of a row in its block → the fields that are wrong with it, and why.
Wrongs = dict[int, list[tuple[str, Problem]]]

_EMPTY = Problem(
    "E201",
    "必填的值",
    "a value (the column is required)",
    "请填写后重新发送。",
    "Fill it in and send it again.",
)


@dataclass(frozen=True)
class Source:
    """What one block came from: `origin` maps a field to its header position; `cells` gives
    the texts of the sheet's rows at some indices of the block."""

    place: Place
    headers: tuple[str, ...]
    origin: dict[str, int]
    cells: Callable[[Sequence[int]], dict[int, Cells]]
    overlong: frozenset[int] = frozenset()

    def header(self, export: Export, field: str) -> str:
        """The header of a field as the file spells it, else as the contract does."""
        position = self.origin.get(field)
        return export.column(field).header if position is None else self.headers[position]


def note_column(
    wrongs: Wrongs, column: Column, reading: ColumnReading, exported_at: datetime
) -> None:
    for index, problem in reading.problems.items():
        wrongs.setdefault(index, []).append((column.field, problem))
    values = reading.values
    if column.required and values.null_count():
        for index in values.is_null().arg_true():
            if index not in reading.problems:
                wrongs.setdefault(index, []).append((column.field, _EMPTY))
    if column.planned or column.type not in MOMENTS:
        return
    limit = exported_at if column.type is ColumnType.TIMESTAMP else exported_at.date()
    last = values.max()
    if last is not None and last > limit:  # type: ignore[operator]
        problem = _later_than_export(exported_at)
        for index in (values > limit).arg_true():
            wrongs.setdefault(index, []).append((column.field, problem))


def _later_than_export(exported_at: datetime) -> Problem:
    return Problem(
        "E210",
        f"不晚于导出时间 {exported_at:%Y-%m-%d %H:%M:%S} 的时间",
        f"a time no later than the export itself, {exported_at:%Y-%m-%d %H:%M:%S}",
        "导出时还没有发生的事不能登记：请检查年、月、日，或文件名里的导出时间。",
        "What had not happened at the time of the export cannot be on record: check year, month "
        "and day, or the export time in the file's name.",
    )


def note_orders(
    wrongs: Wrongs,
    export: Export,
    texts: pl.DataFrame,
    source: Source,
    readings: dict[str, ColumnReading],
) -> None:
    for order in export.orders:
        if order.earlier not in readings or order.later not in readings:
            continue
        earlier, later = readings[order.earlier].values, readings[order.later].values
        if earlier.dtype != later.dtype:
            earlier, later = earlier.cast(pl.Date), later.cast(pl.Date)
        before = (later < earlier).fill_null(False)
        if not before.any():
            continue
        for index in before.arg_true():
            if _same_day_without_time(texts, order.earlier, order.later, earlier, later, index):
                continue
            problem = _impossible_order(source.header(export, order.earlier), earlier[index])
            wrongs.setdefault(index, []).append((order.later, problem))


def _same_day_without_time(
    texts: pl.DataFrame,
    first: str,
    second: str,
    earlier: pl.Series,
    later: pl.Series,
    index: int,
) -> bool:
    """A date written without a time of day contradicts nothing that happened that day."""
    written = (texts.get_column(first)[index], texts.get_column(second)[index])
    if all(":" in (text or "") for text in written):
        return False
    return _day(later[index]) >= _day(earlier[index])


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _impossible_order(header: str, earlier: date | datetime) -> Problem:
    return Problem(
        "E209",
        f"不早于“{header}”（{earlier}）的时间",
        f"a time not before “{header}” ({earlier})",
        f"请检查这一格和“{header}”，其中一个填错了。",
        f"Check this cell and “{header}”: one of them is wrong.",
    )
