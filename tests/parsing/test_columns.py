"""Whole columns: the fast path, the repairs and the scalar readers must agree."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.exports import EXPORTS_BY_NAME, Column, ColumnType
from pipelines.parsing.columns import (
    LAKE_TYPES,
    WORTH_REPAIRING,
    ReadingRules,
    _scalar_reader,
    read_column,
)
from pipelines.parsing.findings import Problem

BILLS, VISITS = EXPORTS_BY_NAME["fee_bills"], EXPORTS_BY_NAME["visits"]
TARGETS, CREDITS = EXPORTS_BY_NAME["sales_targets"], EXPORTS_BY_NAME["sales_credits"]
ORDERS, ROOMS = EXPORTS_BY_NAME["work_orders"], EXPORTS_BY_NAME["rooms"]
COLUMNS = {
    ColumnType.MONEY: BILLS.column("receivable_amount"),
    ColumnType.NUMBER: ROOMS.column("floor_area_sqm"),
    ColumnType.RATE: CREDITS.column("share"),
    ColumnType.INTEGER: ORDERS.column("suspended_minutes"),
    ColumnType.DATE: BILLS.column("due_on"),
    ColumnType.MONTH: TARGETS.column("month"),
    ColumnType.TIMESTAMP: VISITS.column("visited_at"),
    ColumnType.IDENTIFIER: BILLS.column("room_name"),
    ColumnType.TEXT: VISITS.column("comment"),
    ColumnType.CODE: BILLS.column("fee_item"),
    ColumnType.BOOLEAN: VISITS.column("was_reached"),
}
TRICKY = (
    *(
        "1",
        "-1",
        "+1",
        "1.5",
        "1.50",
        "1.234",
        "1,234.50",
        "￥88",
        "１２.５",
        "1.2万",
        "(3.00)",
        "3-",
    ),
    *(
        "0.30000000000000004",
        "1e3",
        "1E+17",
        "nan",
        "inf",
        "--",
        "null",
        "无",
        "",
        " ",
        "99999999999999999",
        "2%",
        "２．５％",
        "2‰",
        "0.33335",
    ),
    *(
        "2026-04-05",
        "2026-4-5",
        "26-04-05",
        "2026/4/5",
        "20260405",
        "2026-02-30",
        "2026-04-05 09:03:04",
        "2026-04",
        "2026/4",
        "2026年4月",
        "202604",
        "2026-13",
        "1026-04",
    ),
    *(
        "2026-04-05 09:03:60",
        "2026-04-05T09:03:04.123",
        "2026/4/5 9:03",
        "2026年4月5日 9:03",
        "42370",
    ),
    *(
        "42370.5",
        "0000-00-00",
        "2026-04-05 09:03",
        "1026-04-05",
        "2026-04-05 24:00:00",
        "2026-04-05 29:00:00",
    ),
    *("物业费", " 物业费", "物业管理费", "Parking", "物业废", "是", "否", "y", "1.0", "true", "No"),
    *(
        "1001.0",
        "Ⅱ期",
        "翠湖花园 ",
        '="0012"',
        "#REF!",
        "#N/A",
        "=1+1",
        "\ufeff编号",
        "a\nb",
        "　",
        "1_000",
    ),
)


def _read(texts: list[str], column: Column) -> list[Any]:
    reading = read_column(pl.Series(texts, dtype=pl.String), column, ReadingRules())
    assert reading.values.dtype == LAKE_TYPES[column.type]
    values = reading.values.to_list()
    return [reading.problems.get(i, value) for i, value in enumerate(values)]


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_every_path_gives_the_answer_of_the_scalar_reader(kind: ColumnType) -> None:
    column = COLUMNS[kind]
    read = _scalar_reader(column, ReadingRules())
    expected = [read(text) for text in TRICKY]
    assert _read(list(TRICKY), column) == expected
    many = WORTH_REPAIRING // len(TRICKY) + 40
    assert _read(list(TRICKY) * many, column) == expected * many


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(list(COLUMNS)),
    st.lists(
        st.one_of(
            st.sampled_from(TRICKY),
            st.text(alphabet="0123456789.-/: ,￥年月日元万１２ eE+()", max_size=20),
            st.text(max_size=8),
        ),
        max_size=12,
    ),
)
def test_no_text_is_read_differently_alone_than_in_a_column(
    kind: ColumnType, texts: list[str]
) -> None:
    column = COLUMNS[kind]
    read = _scalar_reader(column, ReadingRules())
    assert _read(texts, column) == [read(text) for text in texts]


def test_empty_columns_stay_empty_and_typed() -> None:
    for column in COLUMNS.values():
        reading = read_column(pl.Series([None, None], dtype=pl.String), column, ReadingRules())
        assert reading.values.to_list() == [None, None]
        assert not reading.problems


def test_a_profile_format_reads_a_whole_column_at_once() -> None:
    rules = ReadingRules({"visited_at": ["%m/%d/%Y %I:%M:%S %p"]})
    texts = pl.Series(["04/05/2026 09:03:00 PM"] * (WORTH_REPAIRING + 1))
    reading = read_column(texts, VISITS.column("visited_at"), rules)
    assert reading.values.n_unique() == 1
    assert str(reading.values[0]) == "2026-04-05 21:03:00"
    assert not reading.problems


def test_problems_name_the_position_of_each_bad_text() -> None:
    texts = pl.Series(["1.00", "abc", "2.00", "abc"])
    reading = read_column(texts, BILLS.column("receivable_amount"), ReadingRules())
    assert sorted(reading.problems) == [1, 3]
    assert all(isinstance(problem, Problem) for problem in reading.problems.values())
