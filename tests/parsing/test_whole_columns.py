"""Reading all columns of a block at once gives exactly what reading each alone gives."""

from __future__ import annotations

import random

import polars as pl
import pytest

from pipelines.exports import ALL_EXPORTS, Column, ColumnType, Export
from pipelines.parsing.columns import ReadingRules, read_column
from pipelines.parsing.whole_columns import read_columns

WELL_WRITTEN: dict[ColumnType, tuple[str, ...]] = {
    ColumnType.TEXT: ("水管漏水", "a b", "1.0"),
    ColumnType.IDENTIFIER: ("1-2-301", "GD001", "张三"),
    ColumnType.MONEY: ("12.30", "-5", "99999999999999.99"),
    ColumnType.NUMBER: ("78.6", "1.2345"),
    ColumnType.RATE: ("0.02", "1", "-0.5"),
    ColumnType.INTEGER: ("3", "-12"),
    ColumnType.DATE: ("2025-02-28", "2024-02-29"),
    ColumnType.MONTH: ("2025-02", "2024-02-29"),
    ColumnType.TIMESTAMP: ("2025-02-28 23:59:59", "2024-02-29 00:00:00"),
}
OTHERWISE: dict[ColumnType, tuple[str, ...]] = {
    ColumnType.TEXT: (" 前后有空格 ", "—", "null", "#N/A"),
    ColumnType.IDENTIFIER: ("１－２", "1001.0", "1e+3", "\ufeff301"),
    ColumnType.MONEY: ("￥1,234.5", "12.345", "一百"),
    ColumnType.NUMBER: ("1,234.5", "1.23456", "x"),
    ColumnType.RATE: ("２％", "2", "0.33333", "2.5%", "x"),
    ColumnType.INTEGER: ("3.0", "三", "3.5"),
    ColumnType.DATE: ("2025-02-30", "2025/2/3", "1850-01-01", "2025-1-31", "45000"),
    ColumnType.MONTH: ("2025-13", "2025/2", "2025年2月", "202502", "2025-02-30", "1850-01", "x"),
    ColumnType.TIMESTAMP: (
        "2025-02-30 10:00:00", "2025-02-28 10:00", "2250-01-01 00:00:00", "2025-02-28 29:00:00",
    ),
}  # fmt: skip


def texts_of(column: Column, *, well_written: bool, height: int, seed: int) -> list[str | None]:
    choices: list[str | None] = [None]
    if column.codes:
        choices += [code.value for code in column.codes]
        choices += [] if well_written else ["没有这个", " 是 ", column.codes[0].english.upper()]
    else:
        choices += WELL_WRITTEN[column.type]
        choices += () if well_written else OTHERWISE[column.type]
    return random.Random(f"{seed}{column.field}").choices(choices, k=height)


@pytest.mark.parametrize("export", ALL_EXPORTS, ids=lambda export: export.name)
@pytest.mark.parametrize("height", [1, 30, 400])
def test_a_block_is_read_as_its_columns_are_one_by_one(export: Export, height: int) -> None:
    for seed in range(3):
        # every other column has something that needs a second look
        frame = pl.DataFrame(
            {
                c.field: pl.Series(
                    texts_of(c, well_written=(n + seed) % 2 == 0, height=height, seed=seed),
                    dtype=pl.String,
                )
                for n, c in enumerate(export.columns)
            }
        )
        together = read_columns(frame, export.columns, ReadingRules())
        assert list(together) == list(export.fields)
        for column in export.columns:
            alone = read_column(frame.get_column(column.field), column, ReadingRules())
            assert together[column.field].problems == alone.problems
            assert together[column.field].values.dtype == alone.values.dtype
            assert together[column.field].values.to_list() == alone.values.to_list()


def test_a_block_without_rows_has_typed_columns_without_rows() -> None:
    for export in ALL_EXPORTS:
        empty = pl.DataFrame(schema=dict.fromkeys(export.fields, pl.String))
        for column in export.columns:
            read = read_columns(empty, export.columns, ReadingRules())[column.field]
            assert read.values.len() == 0
            assert read.problems == {}
