"""Small files as clerks hand them in, and what comes of them.

Belongs here: writing csv and xlsx files for the tests of this folder, and parsing them.
Does not belong here: expectations.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from pipelines.parsing.parse_file import parse_file
from pipelines.parsing.parsed import Finding, ParsedFile, ParsedTable

EXPORTED_AT = datetime(2026, 11, 20, 18, 0)

BILL_HEADERS = (
    "账单编号", "项目", "房号", "费用项", "服务期起", "服务期止",
    "应收金额", "优惠减免金额", "应缴日期", "出账日期", "状态",
)  # fmt: skip
BILL = (
    "ZD001", "翠湖花园", "1-2-301", "物业费", "2026-10-01", "2026-12-31",
    "1200.00", "0.00", "2026-10-31", "2026-09-20", "有效",
)  # fmt: skip


def bill(number: int = 1, **changes: str) -> tuple[str, ...]:
    """A good bill, its number changed so that keys differ, with some cells changed."""
    cells = dict(zip(BILL_HEADERS, BILL, strict=True)) | {"账单编号": f"ZD{number:03d}"} | changes
    return tuple(cells.values())


def csv_text(*rows: Sequence[str], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\n" for row in rows)


def write_csv(
    folder: Path, *rows: Sequence[str], name: str = "账单20261120.csv", **how: str
) -> Path:
    """Rows as a csv file; `how` gives `encoding` and `delimiter`."""
    text = csv_text(*rows, delimiter=how.get("delimiter", ","))
    path = folder / name
    path.write_bytes(text.encode(how.get("encoding", "utf-8")))
    return path


def write_xlsx(
    folder: Path,
    sheets: dict[str, Sequence[Sequence[Any]]],
    name: str = "账单.xlsx",
    **options: Any,
) -> Path:
    """One worksheet per item; datetimes become date cells, numbers number cells."""
    path = folder / name
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, **options}) as workbook:
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(at, column, value, moment)
                    elif value is not None and value != "":
                        sheet.write(at, column, value)
    return path


def parse(path: Path, **options: Any) -> ParsedFile:
    return parse_file(path, file_name=path.name, exported_at=EXPORTED_AT, **options)


def only_table(path: Path, **options: Any) -> ParsedTable:
    (table,) = parse(path, **options).tables
    return table


def findings(table: ParsedTable) -> list[Finding]:
    return [finding for row in table.refused for finding in row.findings]


def codes(table: ParsedTable) -> list[str]:
    return [finding.code for finding in findings(table)]
