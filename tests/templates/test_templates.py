"""Templates: what a clerk sees, and that a filled-in one loads without a finding."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.exports import ALL_EXPORTS, ColumnType, Export
from pipelines.parsing.parse_file import parse_file
from pipelines.simulate.sample import sample_frames
from pipelines.templates import write_template, write_templates
from pipelines.templates.meanings import EXAMPLE_PREFIX, meaning
from pipelines.templates.workbooks import allowed_values

EXPORTED_AT = datetime(2026, 11, 1, 9)
each_export = pytest.mark.parametrize("export", ALL_EXPORTS, ids=lambda export: export.name)


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, Any]]]:
    """Twenty believable rows per export."""
    return {name: frame.head(20).to_dicts() for name, frame in sample_frames().items()}


def test_there_is_one_template_per_export_with_both_names(tmp_path: Path) -> None:
    paths = write_templates(tmp_path)
    assert [p.name for p in paths] == [f"{e.title_zh}_{e.name}.xlsx" for e in ALL_EXPORTS]
    assert all(path.is_file() for path in paths)


def test_the_same_contracts_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = write_templates(tmp_path / "one"), write_templates(tmp_path / "two")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


@each_export
def test_an_untouched_template_holds_no_row(export: Export, tmp_path: Path) -> None:
    path = write_template(export, tmp_path / "form.xlsx")
    file = parse_file(path, file_name=path.name, exported_at=EXPORTED_AT)
    (table,) = file.tables
    assert table.export is export
    assert table.accepted.is_empty()
    assert not table.refused
    assert {note.code for note in file.notes} <= {"N307"}  # "no rows below the header"


@each_export
def test_a_filled_in_template_loads_without_a_finding(
    export: Export, tmp_path: Path, rows: dict[str, list[dict[str, Any]]]
) -> None:
    path = write_template(export, tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(path)
    _fill_in(book[export.title_zh], export, rows[export.name])
    book.save(path)
    file = parse_file(path, file_name=path.name, exported_at=EXPORTED_AT)
    (table,) = file.tables
    assert not table.refused
    assert not file.notes
    assert table.accepted.height == len(rows[export.name])
    assert table.missing_fields == ()
    for money in export.money_fields:
        typed = sum(row[money] or 0 for row in rows[export.name])
        assert int((table.accepted[money].sum() or 0) * 100) == typed


def _fill_in(sheet: Any, export: Export, rows: list[dict[str, Any]]) -> None:
    """Types the rows below the example, the way a clerk would."""
    for at, row in enumerate(rows, start=3):
        for place, column in enumerate(export.columns, start=1):
            value = row[column.field]
            if value is None:
                continue
            if column.type is ColumnType.MONEY:
                value = value / 100
            if column.type is ColumnType.BOOLEAN:
                value = "是" if value else "否"
            sheet.cell(at, place, value)


@each_export
def test_codes_are_offered_and_required_headers_stand_out(export: Export, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_template(export, tmp_path / "form.xlsx")).worksheets[0]
    lists = {
        str(validation.sqref).split(":")[0]: validation.formula1.strip('"').split(",")
        for validation in sheet.data_validations.dataValidation
    }
    colours = {True: set(), False: set()}
    for place, column in enumerate(export.columns, start=1):
        header = sheet.cell(1, place)
        assert header.value == column.header
        assert ("必填" in header.comment.text) is column.required
        colours[column.required].add(header.fill.start_color.rgb)
        if column.codes:
            assert lists[sheet.cell(2, place).coordinate] == allowed_values(column)
        if column.type is ColumnType.IDENTIFIER:
            assert sheet.cell(2, place).number_format == "@"
    assert len(colours[True]) == 1
    assert not colours[True] & colours[False]
    assert sheet.freeze_panes is not None
    assert str(sheet.cell(2, 1).value).startswith(EXAMPLE_PREFIX)


@each_export
def test_every_column_is_explained_in_both_languages(export: Export, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_template(export, tmp_path / "form.xlsx"))
    for sheet_name in ("说明", "Notes"):
        first_column = [cell.value for cell in book[sheet_name]["A"] if cell.value]
        for column in export.columns:
            named = (f"「{column.header}」", f"{column.header} · {column.field}")
            assert any(text in named for text in first_column)
    for column in export.columns:
        words = meaning(export, column)
        assert words.zh
        assert words.en
        if column.codes and words.example:
            assert words.example in allowed_values(column)
