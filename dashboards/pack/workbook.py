"""The pack as a workbook: numbers as numbers, every row with its source, ready to filter.

Belongs here: sheets, formats and widths. Text stays text: a value that begins with `=` is
never a formula, a link never a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboards.pack.content import ALL, Pack, Row
from dashboards.paper import WORKBOOK_FONT, WORKBOOK_HEAD, WORKBOOK_OPTIONS
from dashboards.text import Words, formats

HEADLINE_FIELDS = (
    "kpi_id", "name", "period_kind", "period_start_on", "project_name", "is_complete", "value",
    "numerator", "denominator", "excluded_count", "target", "verdict", "low", "high",
)  # fmt: skip
MISSED_FIELDS = (
    "rule_id", "subject_id", "project_name", "department", "room_name", "ticket_class", "status",
    "received_at", "due_at", "met_at", "reason", "handler_staff_id",
    "source_file", "source_sheet", "source_row",
)  # fmt: skip
OPEN_FIELDS = (
    "ticket_kind", "ticket_id", "project_name", "department", "room_name", "ticket_class",
    "received_at", "dispatched_at", "first_replied_at", "open_minutes", "handler_staff_id",
    "source_file", "source_sheet", "source_row",
)  # fmt: skip
DEBTOR_FIELDS = (
    "project_name", "room_name", "bill_count", "outstanding_amount", "oldest_due_on",
    "max_days_past_due",
)  # fmt: skip
WIDE = {"name", "reason", "source_file"}


def write_workbook(words: Words, pack: Pack, path: Path) -> None:
    """Write `pack.xlsx`: headlines, missed promises, open tickets, debtors, and an About sheet."""
    with xlsxwriter.Workbook(path, WORKBOOK_OPTIONS) as workbook:
        workbook.set_properties({"title": f"{words('pack.title')} {pack.week.code}"})
        looks = _looks(workbook)
        named = [row | {"name": row[f"name_{words.language}"]} for row in map(dict, pack.headlines)]
        measured = [row for row in named if row["period_kind"] is not None]
        _sheet(workbook, words, looks, "headlines", HEADLINE_FIELDS, measured)
        _sheet(workbook, words, looks, "missed", MISSED_FIELDS, pack.missed)
        _sheet(workbook, words, looks, "open", OPEN_FIELDS, pack.still_open)
        if pack.department == ALL:
            _sheet(workbook, words, looks, "debtors", DEBTOR_FIELDS, pack.debtors)
        _about(workbook.add_worksheet(words("pack.section.about")), words, looks, pack)


def _looks(workbook: Workbook) -> dict[str, Format]:
    font = WORKBOOK_FONT
    return {
        "head": workbook.add_format(WORKBOOK_HEAD),
        "text": workbook.add_format(font),
        "number": workbook.add_format(font | {"num_format": "#,##0.####"}),
        "money": workbook.add_format(font | {"num_format": "#,##0.00"}),
        "day": workbook.add_format(font | {"num_format": "yyyy-mm-dd"}),
        "moment": workbook.add_format(font | {"num_format": "yyyy-mm-dd hh:mm"}),
    }


def _sheet(
    workbook: Workbook,
    words: Words,
    looks: dict[str, Format],
    section: str,
    fields: Sequence[str],
    rows: Sequence[Row],
) -> None:
    sheet = workbook.add_worksheet(words("pack.sheet." + section))
    for position, field in enumerate(fields):
        sheet.write_string(0, position, words("pack.field." + field), looks["head"])
        sheet.set_column(position, position, 34 if field in WIDE else 16)
    for line, row in enumerate(rows, start=1):
        for position, field in enumerate(fields):
            _write(sheet, line, position, row[field], looks, field.endswith("_amount"))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(fields) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(
    sheet: Worksheet, line: int, position: int, value: Any, looks: dict[str, Format], money: bool
) -> None:
    if value is None:
        sheet.write_blank(line, position, None, looks["text"])
    elif isinstance(value, bool):
        sheet.write_string(line, position, "✓" if value else "–", looks["text"])
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, position, value, looks["money" if money else "number"])
    elif isinstance(value, datetime):
        sheet.write_datetime(line, position, value, looks["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(
            line, position, datetime(value.year, value.month, value.day), looks["day"]
        )
    else:
        sheet.write_string(line, position, str(value), looks["text"])


def _about(sheet: Worksheet, words: Words, looks: dict[str, Format], pack: Pack) -> None:
    checks = pack.manifest["checks"]
    lines = [
        (words("pack.about.week"), formats.period(words, "week", pack.week.start_on)),
        (
            words("pack.column.department"),
            words("pack.whole_company") if pack.department == ALL else pack.department,
        ),
        (words("pack.about.as_of"), formats.moment(words, pack.as_of)),
        (words("pack.about.snapshot"), pack.snapshot_id),
        (words("pack.about.checks"), f"{checks['passed']}/{sum(checks.values())}"),
        (words("pack.about.quarantined"), formats.grouped(pack.quarantined_count)),
    ]
    definitions = {
        row[f"name_{words.language}"]: row[f"definition_{words.language}"] for row in pack.headlines
    }
    for line, (name, value) in enumerate([*lines, *definitions.items()]):
        sheet.write_string(line, 0, name, looks["head"])
        sheet.write_string(line, 1, value, looks["text"])
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
