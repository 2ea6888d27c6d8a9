"""Every contract: a good row loads, and each kind of bad value is refused in its own cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.exports import ALL_EXPORTS, Column, ColumnType, Export
from pipelines.parsing.columns import LAKE_TYPES, MOMENTS
from pipelines.parsing.findings import column_letters
from tests.parsing.clerks_files import EXPORTED_AT, findings, only_table, write_csv, write_xlsx

TOMORROW = f"{EXPORTED_AT + dt.timedelta(days=1):%Y-%m-%d %H:%M:%S}"
# Bad texts by type, and the code of the finding that each must give.
BAD: dict[ColumnType, tuple[tuple[str, str], ...]] = {
    ColumnType.TEXT: (("#REF!", "E208"),),
    ColumnType.IDENTIFIER: (("9.12025E+17", "E207"), ("#N/A", "E208")),
    ColumnType.CODE: (("没有这个值", "E202"), ("#VALUE!", "E208")),
    ColumnType.BOOLEAN: (("也许", "E202"),),
    ColumnType.MONEY: (("一百", "E203"), ("1.005", "E204"), ("1.2E+05", "E203"), ("#REF!", "E208")),
    ColumnType.NUMBER: (("八十九", "E203"), ("99999999999999999", "E213")),
    ColumnType.RATE: (("2", "E216"), ("两成", "E216"), ("#REF!", "E208")),
    ColumnType.INTEGER: (("2.5", "E215"), ("三", "E215")),
    ColumnType.DATE: (("2026-02-30", "E205"), ("4/5/2026", "E206"), ("明天", "E205")),
    ColumnType.MONTH: (("2026-13", "E217"), ("三月", "E217"), ("#REF!", "E208")),
    ColumnType.TIMESTAMP: (
        ("2026-02-30 10:00:00", "E205"),
        ("5/4/26 9:00", "E206"),
        ("9:00", "E205"),
    ),
}


def good_text(column: Column) -> str:
    match column.type:
        case ColumnType.CODE | ColumnType.BOOLEAN:
            return column.codes[0].value
        case ColumnType.MONEY | ColumnType.NUMBER:
            return "100.50"
        case ColumnType.RATE:
            return "2%"
        case ColumnType.INTEGER:
            return "3"
        case ColumnType.DATE:
            return "2026-04-05"
        case ColumnType.MONTH:
            return "2026年4月"
        case ColumnType.TIMESTAMP:
            return "2026-04-05 09:30:00"
        case _:
            return f"{column.header}甲"


def good_value(column: Column) -> object:
    return {
        ColumnType.BOOLEAN: True,
        ColumnType.MONEY: Decimal("100.50"),
        ColumnType.NUMBER: Decimal("100.5000"),
        ColumnType.RATE: Decimal("0.0200"),
        ColumnType.INTEGER: 3,
        ColumnType.DATE: dt.date(2026, 4, 5),
        ColumnType.MONTH: dt.date(2026, 4, 1),
        ColumnType.TIMESTAMP: dt.datetime(2026, 4, 5, 9, 30),
    }.get(column.type, good_text(column))


def good_row(export: Export, **changes: str) -> list[str]:
    return [changes.get(column.field, good_text(column)) for column in export.columns]


def headers(export: Export) -> list[str]:
    return [column.header for column in export.columns]


def bad_cells() -> Iterator[tuple[Export, Column, str, str]]:
    for export in ALL_EXPORTS:
        for column in export.columns:
            for text, code in BAD[column.type]:
                yield export, column, text, code
            if column.required:
                yield export, column, "", "E201"
            if column.type in MOMENTS and not column.planned:
                yield export, column, TOMORROW, "E210"


@pytest.mark.parametrize("export", ALL_EXPORTS, ids=lambda export: export.name)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_good_row_of_every_contract_loads_whole(
    tmp_path: Path, export: Export, kind: str
) -> None:
    if kind == "csv":
        path = write_csv(tmp_path, headers(export), good_row(export))
    else:
        path = write_xlsx(tmp_path, {export.title_zh: [headers(export), good_row(export)]})
    table = only_table(path)
    assert table.export is export
    assert not table.refused
    assert not table.missing_fields
    assert table.accepted.columns == [*export.fields, "source_row"]
    assert table.accepted.row(0) == (*(good_value(column) for column in export.columns), 2)
    for column in export.columns:
        assert table.accepted.schema[column.field] == LAKE_TYPES[column.type]


@pytest.mark.parametrize("export", ALL_EXPORTS, ids=lambda export: export.name)
def test_a_row_with_only_the_required_columns_loads(tmp_path: Path, export: Export) -> None:
    needed = [export.column(field) for field in export.required_fields]
    path = write_csv(tmp_path, [c.header for c in needed], [good_text(c) for c in needed])
    table = only_table(path)
    assert table.export is export
    assert table.accepted.height == 1
    assert set(table.missing_fields) == set(export.fields) - set(export.required_fields)


@pytest.mark.parametrize(
    ("export", "column", "text", "code"),
    list(bad_cells()),
    ids=lambda value: getattr(value, "name", None) or getattr(value, "field", None),
)
def test_a_bad_value_is_refused_in_its_own_cell_and_the_good_row_stays(
    tmp_path: Path, export: Export, column: Column, text: str, code: str
) -> None:
    bad = good_row(export, **{column.field: text})
    others = {field: "别的" for field in export.key if export.column(field).type not in MOMENTS}
    table = only_table(write_csv(tmp_path, headers(export), good_row(export, **others), bad))
    assert table.accepted["source_row"].to_list() == [2]
    mine = [f for f in findings(table) if f.field == column.field]
    assert code in [finding.code for finding in mine]
    cell = f"{column_letters(export.columns.index(column))}3"
    for finding in mine:
        assert (finding.cell, finding.row, finding.column) == (cell, 3, column.header)
        assert finding.found == text
        for message in (finding.message_zh, finding.message_en):
            assert message.startswith(f"{finding.code} 账单20261120.csv › {cell}")
            assert column.header in message


@pytest.mark.parametrize("export", ALL_EXPORTS, ids=lambda export: export.name)
def test_every_impossible_order_of_a_contract_is_refused_in_the_later_cell(
    tmp_path: Path, export: Export
) -> None:
    for order in export.orders:
        row = good_row(export, **{order.earlier: "2026-04-06", order.later: "2026-04-01"})
        table = only_table(write_csv(tmp_path, headers(export), row))
        found = [f for f in findings(table) if f.code == "E209"]
        assert order.later in [f.field for f in found]


def test_a_wholly_empty_optional_cell_is_never_a_finding(tmp_path: Path) -> None:
    for export in ALL_EXPORTS:
        empty = {c.field: "" for c in export.columns if not c.required}
        table = only_table(write_csv(tmp_path, headers(export), good_row(export, **empty)))
        assert not table.refused
