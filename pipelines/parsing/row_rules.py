"""Rows that are not data: totals and the example row of a template.

Belongs here: how such rows are known, and comparing a total with the rows it sums.
Does not belong here: judging data rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipelines.exports import Export
from pipelines.parsing.blanks import tidy
from pipelines.parsing.findings import Place, sheet_finding
from pipelines.parsing.parsed import Finding, IgnoredRow

TOTAL_ROW = "total_row"
EXAMPLE_ROW = "example_row"
IDENTICAL_DUPLICATE = "identical_duplicate"
# The first cell of an example row in a template workbook begins with this.
EXAMPLE_MARK = "示例"
TOLERANCE = Decimal("0.01")

_GRAND = r"合计|总计|总收入|总欠费|total|grandtotal|sum"
_TOTAL_TEXT = rf"(?:本页|本月|本表|本期|累计|以上)?(?:{_GRAND}|小计|大计|subtotal)(?:金额)?"
_TOTAL = re.compile(rf"{_TOTAL_TEXT}(?:\([^)]*\))?[:：]?", re.IGNORECASE)
_IS_GRAND = re.compile(rf"(?:{_GRAND})", re.IGNORECASE)
_HINT = re.compile(r"计|总|[tTｔＴsSｓＳgGｇＧ]")
# For whole columns: the same words, found before anything is normalised.
TOTAL_PATTERN = r"合\s*计|总\s*计|小\s*计|大\s*计|总收入|总欠费|(?i:total)|^(?i:sum)"


def is_total_text(text: str) -> bool:
    """Whether a cell only says that its row is a total (合计, 小 计：, Total …)."""
    return _TOTAL.fullmatch(re.sub(r"\s+", "", tidy(text))) is not None


def may_be_total(cells: Sequence[str | None]) -> bool:
    """A cheap look that spares nearly all rows the exact one."""
    return any(cell is not None and _HINT.search(cell) for cell in cells)


def is_total_row(cells: Sequence[str | None]) -> bool:
    """Whether the first filled cell of a row names a total."""
    first = next((cell for cell in cells if cell and cell.strip()), None)
    return first is not None and is_total_text(first)


def is_grand_total(cells: Sequence[str | None]) -> bool:
    """Whether the row totals the whole table (小计 and 大计 total a part of it)."""
    first = next((cell for cell in cells if cell and cell.strip()), "") or ""
    return (
        _IS_GRAND.search(re.sub(r"\s+", "", tidy(first))) is not None and "sub" not in first.lower()
    )


def is_example_row(cells: Sequence[str | None]) -> bool:
    """Whether the first cell marks the row as the example of a template."""
    return bool(cells and cells[0] and tidy(cells[0]).startswith(EXAMPLE_MARK))


def compare_totals(
    export: Export,
    place: Place,
    origin: dict[str, int],
    headers: Sequence[str],
    grand_totals: Sequence[IgnoredRow],
    sums: dict[str, Decimal],
) -> list[Finding]:
    """A note for each money cell of a grand total that differs from the sum of its rows.

    `sums` are the exact sums of the data rows (totals and examples left out), in yuan.
    """
    notes = []
    for total in grand_totals:
        for field, stated in total.amounts.items():
            summed = sums.get(field, Decimal(0))
            if abs(stated - summed) <= TOLERANCE or field not in origin:
                continue
            position = origin[field]
            cell, header = place.cell(total.row, position), headers[position]
            notes.append(
                sheet_finding(
                    "N304",
                    place.file,
                    sheet=place.sheet,
                    row=total.row,
                    cell=cell,
                    column=header,
                    field=field,
                    found=f"{stated:f}",
                    expected_zh=f"{summed:f}",
                    expected_en=f"{summed:f}",
                    zh=f"{cell}「{header}」的合计 {stated:,} 与各行之和 {summed:,} 相差 "
                    f"{stated - summed:,} 元。请检查是否漏行、隐藏行或手工改过合计。",
                    en=f"The total {stated:,} in {cell} “{header}” differs from the sum of the "
                    f"rows, {summed:,}, by {stated - summed:,} yuan. Check for missing or hidden "
                    "rows, or a total typed by hand.",
                )
            )
    return notes
