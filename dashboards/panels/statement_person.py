"""One person's statement of a month, column by column.

Belongs here: its head, its columns with their lines, its sums. Does not belong here: what a line
opens (`statement_line`), the markup (`components.statement`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.lines import facts, heading, line, note
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.components.pay import Names
from dashboards.components.row_sets import total
from dashboards.components.statement import ShownColumn, statement_html
from dashboards.panels.statement_found import Found, read_found
from dashboards.panels.statement_line import attained_text, statement_line
from dashboards.statement_reading import (
    COLUMNS,
    column_text,
    identity,
    month_text,
    person_text,
    role_text,
    stage_text,
)
from dashboards.text import Words, formats

Row = Mapping[str, Any]


def statement_person(page: Page, row: Row, names: Names) -> None:
    """`row` is the statement."""
    words = page.words
    found = read_found(page, row)
    name = person_text(words, names, row["staff_id"])
    title = words("pay.statement_of", person=name, month=month_text(words, row["payroll_month"]))
    heading(title)
    facts(
        [
            (words("column.project_name"), str(row["project_name"] or words("missing.blank"))),
            (words("pay.post"), str(row["post"] or role_text(words, row["sales_role"]))),
            (words("column.pay_on"), formats.day(words, row["pay_on"])),
            (words("pay.plan"), str(row["plan_version"] or words("missing.blank"))),
            (words("pay.stage"), stage_text(words, row["sign_off_stage"])),
            *_own_attainment(words, row, found),
        ]
    )
    for flag in ("is_blocked", "is_part_month"):
        if row[flag]:
            note(words(f"pay.{flag}_note"))
    if not row["is_complete"]:
        note(words("pay.to_date"))
    if found.lines.is_empty():
        notice(words, "state.no_lines")
    st.html(statement_html(_columns(page, found, names), _sums(words, row)))
    for sentence in identity(words, row):
        line(sentence)
    line(agreement(words, found.lines, row))


def _own_attainment(words: Words, row: Row, found: Found) -> list[tuple[str, str]]:
    """The person's attainment in each project in which they have a target."""
    return [
        (words("pay.attainment_in", project=project), attained_text(words, attained))
        for (project, person), attained in found.attained.items()
        if person == row["staff_id"] and attained["target_amount"] is not None
    ]


def agreement(words: Words, lines: pl.DataFrame, row: Row) -> str:
    """Whether the lines add up to the net amount of the statement."""
    added = total(lines, "amount")
    key = "pay.lines_agree" if added == row["net_amount"] else "pay.lines_disagree"
    return words(
        key,
        n=formats.count(words, lines.height),
        added=formats.money(words, added),
        net=formats.money(words, row["net_amount"]),
    )


def _columns(page: Page, found: Found, names: Names) -> list[ShownColumn]:
    words, shown = page.words, []
    rows = list(found.lines.iter_rows(named=True))
    for column, field in COLUMNS:
        of_column = [row for row in rows if row["statement_column"] == column]
        if of_column or found.statement[field]:
            lines = [statement_line(words, row, found, names) for row in of_column]
            amount = formats.money(words, found.statement[field])
            shown.append(ShownColumn(column_text(words, column), amount, lines))
    return shown


def _sums(words: Words, row: Row) -> list[tuple[str, str, str]]:
    fields = [
        ("net_amount", ""),
        ("brought_forward_amount", ""),
        ("payable_amount", "wy-st-payable"),
        ("carried_forward_amount", ""),
    ]
    if row["forfeited_amount"]:
        fields.append(("forfeited_amount", "wy-missed"))
    return [
        (words(f"column.{field}"), formats.money(words, row[field]), mark) for field, mark in fields
    ]
