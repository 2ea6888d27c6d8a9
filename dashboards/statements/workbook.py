"""Statements and payroll as workbooks: figures as figures, one sheet per person.

Belongs here: sheets, formats, widths, and the checks that Excel adds up itself. Text stays text: a
value that begins with `=` is never a formula. Does not belong here: what is said (`person`,
`payroll`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboards.annual.tables import Cell, Column, Section, Table
from dashboards.palette import LIGHT
from dashboards.paper import WORKBOOK_FONT, WORKBOOK_HEAD, WORKBOOK_OPTIONS
from dashboards.statement_reading import stage_text
from dashboards.statements import appendix
from dashboards.statements.cells import NEGATIVE, TOTAL
from dashboards.statements.content import Month
from dashboards.statements.payroll import payroll_table
from dashboards.statements.person import Statement
from dashboards.statements.signing import Signature, signatures
from dashboards.text import Words, formats

Looks = dict[str, Format]
# A name of a sheet has at most 31 characters and none of these.
SHEET_NAME_LENGTH = 31
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
PATTERNS = {"count": "0", "money": '#,##0.00;"−"#,##0.00', "rate": "0.00##%"}
WIDTHS = {"count": 8, "money": 15, "rate": 13}
TEXT_WIDTHS = (16, 16, 24, 16, 34, 16, 30, 34)
PAYROLL_TEXT_WIDTH = 16


def statements_workbook(words: Words, month: Month, statements: Sequence[Statement]) -> bytes:
    """汇总, a sheet per person, the clauses, and what the figures rest on. The same month gives the
    same bytes: the workbook is dated by its data."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, WORKBOOK_OPTIONS) as workbook:
        title = statements[0].title
        workbook.set_properties({"title": title, "created": month.as_of})
        looks, taken = _looks(workbook), set[str]()
        _payroll(_sheet(workbook, words("statements.sheet.summary"), taken), words, looks, month)
        for statement in statements:
            sheet = _sheet(workbook, statement.staff_id, taken)
            _statement(sheet, words, looks, statement)
        _clauses(_sheet(workbook, words("statements.sheet.clauses"), taken), words, looks, month)
        _about(_sheet(workbook, words("statements.sheet.about"), taken), words, looks, month)
    return buffer.getvalue()


def payroll_workbook(words: Words, month: Month) -> bytes:
    """The payroll table and what it rests on."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, WORKBOOK_OPTIONS) as workbook:
        title = words("statements.payroll_title", month=formats.period(words, "month", month.month))
        workbook.set_properties({"title": title, "created": month.as_of})
        looks, taken = _looks(workbook), set[str]()
        _payroll(_sheet(workbook, words("statements.payroll"), taken), words, looks, month)
        _about(_sheet(workbook, words("statements.sheet.about"), taken), words, looks, month)
    return buffer.getvalue()


def _sheet(workbook: Workbook, wanted: str, taken: set[str]) -> Worksheet:
    """A sheet of that name as far as Excel allows it; two never get the same one."""
    plain = NOT_IN_A_SHEET_NAME.sub("_", wanted).strip("'")[:SHEET_NAME_LENGTH] or "_"
    name, number = plain, 1
    while name.lower() in taken or name.lower() == "history":
        number += 1
        tail = f"_{number}"
        name = plain[: SHEET_NAME_LENGTH - len(tail)] + tail
    taken.add(name.lower())
    sheet = workbook.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _looks(workbook: Workbook) -> Looks:
    font = WORKBOOK_FONT
    looks = {
        "title": workbook.add_format(font | {"bold": True, "font_size": 16}),
        "who": workbook.add_format(font | {"bold": True, "font_size": 12}),
        "caption": workbook.add_format(font | {"bold": True, "font_size": 11}),
        "head": workbook.add_format(WORKBOOK_HEAD),
        "plain": workbook.add_format(font),
        "said": workbook.add_format(font | {"text_wrap": True}),
        "flag": workbook.add_format(font | {"bold": True, "font_color": LIGHT.missed}),
        "quiet": workbook.add_format(font | {"font_color": LIGHT.muted}),
        "check": workbook.add_format(
            font | {"font_color": LIGHT.muted, "num_format": PATTERNS["money"]}
        ),
        "line": workbook.add_format(font | {"bottom": 1}),
    }
    marks: dict[str, dict[str, Any]] = {
        "": {},
        NEGATIVE: {"font_color": LIGHT.missed},
        TOTAL: {"bold": True, "top": 1},
    }
    for mark, more in marks.items():
        looks[f"text {mark}"] = workbook.add_format(font | {"text_wrap": True} | more)
        for kind, pattern in PATTERNS.items():
            looks[f"{kind} {mark}"] = workbook.add_format(font | {"num_format": pattern} | more)
    return looks


def _payroll(sheet: Worksheet, words: Words, looks: Looks, month: Month) -> None:
    table = payroll_table(words, month)
    title = words("statements.payroll_title", month=formats.period(words, "month", month.month))
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, _source(words, month), looks["quiet"])
    line = _table(sheet, words, looks, table, 3)
    for position, column in enumerate(table.columns):
        width = WIDTHS.get(column.kind, PAYROLL_TEXT_WIDTH)
        sheet.set_column(position, position, width)
    sheet.set_column(len(table.columns) - 1, len(table.columns) - 1, 48)
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)
    _sign(sheet, words, looks, line + 1, signatures(words, month, None, with_person=False))


def _statement(sheet: Worksheet, words: Words, looks: Looks, statement: Statement) -> None:
    for position, width in enumerate(TEXT_WIDTHS):
        sheet.set_column(position, position, width)
    sheet.write_string(0, 0, statement.title, looks["title"])
    sheet.write_string(1, 0, statement.who, looks["who"])
    line = 2
    for flag in statement.flags:
        sheet.write_string(line, 0, flag, looks["flag"])
        line += 1
    for name, text in statement.facts:
        sheet.write_string(line, 0, name, looks["quiet"])
        sheet.write_string(line, 1, text, looks["plain"])
        line += 1
    for section in statement.sections:
        line = _section(sheet, words, looks, section, line + 1)
    _sign(sheet, words, looks, line + 1, statement.signatures)


def _section(sheet: Worksheet, words: Words, looks: Looks, section: Section, line: int) -> int:
    sheet.write_string(line, 0, section.title, looks["caption"])
    line += 1
    for said in section.words:
        sheet.write_string(line, 0, said, looks["plain"])
        line += 1
    for table in section.tables:
        if table.caption != section.title:
            sheet.write_string(line, 0, table.caption, looks["who"])
            line += 1
        line = _table(sheet, words, looks, table, line) + 1
    for note in section.notes:
        sheet.write_string(line, 0, note, looks["quiet"])
        line += 1
    return line


def _table(sheet: Worksheet, words: Words, looks: Looks, table: Table, line: int) -> int:
    """Write head, rows and, under a total, Excel's own sum of the rows; the next line."""
    for position, column in enumerate(table.columns):
        sheet.write_string(line, position, column.title, looks["head"])
    first = line + 1
    for number, row in enumerate(table.rows, start=first):
        for position, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _value(sheet, looks, number, position, column, cell)
    line = first + len(table.rows)
    if table.rows and table.rows[-1][0].mark == TOTAL and len(table.rows) > 1:
        _check(sheet, words, looks, table, first)
        line += 1
    return line


def _value(
    sheet: Worksheet, looks: Looks, line: int, position: int, column: Column, cell: Cell
) -> None:
    mark = cell.mark if cell.mark in (NEGATIVE, TOTAL) else ""
    if cell.value is None:
        sheet.write_blank(line, position, None, looks[f"text {mark}"])
    elif isinstance(cell.value, int | Decimal):
        sheet.write_number(line, position, cell.value, looks[f"{column.kind} {mark}"])
    else:
        sheet.write_string(line, position, str(cell.value), looks[f"text {mark}"])


def _check(sheet: Worksheet, words: Words, looks: Looks, table: Table, first: int) -> None:
    """Under the total: the sum of the rows, as Excel adds them up, less the total. It is 0.00."""
    total = first + len(table.rows) - 1
    sheet.write_string(total + 1, 0, words("statements.check"), looks["quiet"])
    for position, column in enumerate(table.columns):
        if column.kind != "money" or table.rows[-1][position].value is None:
            continue
        top, bottom = (
            xl_rowcol_to_cell(place, position, row_abs=False) for place in (first, total - 1)
        )
        stated = xl_rowcol_to_cell(total, position)
        added = sum((row[position].value or Decimal(0) for row in table.rows[:-1]), Decimal(0))
        difference = added - table.rows[-1][position].value
        formula = f"=ROUND(SUM({top}:{bottom})-{stated},2)"
        sheet.write_formula(total + 1, position, formula, looks["check"], float(difference))


def _sign(
    sheet: Worksheet, words: Words, looks: Looks, line: int, lines: Sequence[Signature]
) -> None:
    for number, signature in enumerate(lines, start=line):
        sheet.write_string(number, 0, signature.role, looks["caption"])
        for position in (1, 2):
            sheet.write_blank(number, position, None, looks["line"])
        sheet.write_string(number, 3, words("statements.day"), looks["quiet"])
        sheet.write_string(number, 4, signature.recorded, looks["plain"])
        sheet.set_row(number, 24)


def _clauses(sheet: Worksheet, words: Words, looks: Looks, month: Month) -> None:
    for position, width in enumerate((12, 44, 100)):
        sheet.set_column(position, position, width)
    line = 0
    for section in (
        appendix.clause_section(words, month.clauses),
        appendix.reading_section(words, month.readings),
    ):
        line = _section(sheet, words, looks, section, line)


def _about(sheet: Worksheet, words: Words, looks: Looks, month: Month) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    versions = sorted({str(row["plan_version"]) for row in month.printed if row["plan_version"]})
    stages = sorted({stage_text(words, row["sign_off_stage"]) for row in month.printed})
    lines = [
        (words("statements.month"), formats.period(words, "month", month.month)),
        (words("statements.as_of"), formats.moment(words, month.as_of)),
        (words("statements.snapshot"), month.snapshot_id),
        (words("statements.plan_version"), ", ".join(versions)),
        (words("statements.stage"), words("statements.then").join(stages)),
        (words("statements.payable"), words("statements.about.payable")),
        (words("statements.carried_forward"), words("statements.about.carried")),
        (words("statements.check"), words("statements.about.check")),
        (words("statements.clause"), words("statements.about.clauses")),
        (words("statements.source"), words("statements.about.source")),
    ]
    for line, (name, text) in enumerate(lines):
        sheet.write_string(line, 0, name, looks["head"])
        sheet.write_string(line, 1, text, looks["said"])


def _source(words: Words, month: Month) -> str:
    return words(
        "statements.rests_on",
        as_of=formats.moment(words, month.as_of),
        snapshot=month.snapshot_id,
    )
