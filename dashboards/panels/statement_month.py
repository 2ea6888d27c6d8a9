"""The statements of one month, a person a line.

Belongs here: the table, its totals, the way to one statement. Does not belong here: what is in one
(`statement_person`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from dashboards.components.address import link_to
from dashboards.components.lines import facts
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.pay import Names
from dashboards.components.row_sets import total
from dashboards.components.tables import small_table, two_lines
from dashboards.statement_reading import (
    COLUMNS,
    column_text,
    month_text,
    person_text,
    role_text,
    stage_text,
)
from dashboards.text import Words, formats

BALANCES = (
    "net_amount",
    "brought_forward_amount",
    "payable_amount",
    "carried_forward_amount",
)
ALWAYS_SAID = ("net_amount", "payable_amount")


def statement_month(page: Page, month: date, rows: pl.DataFrame, names: Names) -> None:
    """`rows` are the statements of the month that the page is narrowed to."""
    words = page.words
    section(words, "pay.month", words("pay.month_note"))
    if rows.is_empty():
        notice(words, "state.no_statements_here")
        return
    first = rows.row(0, named=True)
    facts(
        [
            (words("kind.month"), month_text(words, month)),
            (words("column.pay_on"), formats.day(words, first["pay_on"])),
            (words("pay.persons"), formats.count(words, rows.height)),
            (words("pay.state"), _state(words, rows)),
        ]
    )
    # A column that nobody has anything in says nothing.
    used = [(column, field) for column, field in COLUMNS if any(rows[field])]
    fields = [field for _, field in used] + list(BALANCES)
    body = [_row(words, row, fields, names) for row in rows.iter_rows(named=True)]
    classes = {
        (r, 1): "wy-missed" if row["is_blocked"] else "wy-nowrap"
        for r, row in enumerate(rows.iter_rows(named=True))
    }
    body.append(
        [words("pay.together"), "", *(_money(words, total(rows, field)) for field in fields)]
    )
    titles = [
        words("column.person"),
        words("pay.state"),
        *(column_text(words, column) for column, _ in used),
        *(words(f"column.{field}") for field in BALANCES),
    ]
    small_table(words, words("pay.month"), titles, body, tuple(range(2, len(titles))), classes)


def _state(words: Words, rows: pl.DataFrame) -> str:
    stages = rows["sign_off_stage"].unique().sort().to_list()
    told = words("pay.list_comma").join(stage_text(words, stage) for stage in stages)
    return told if all(rows["is_complete"]) else words("pay.month_in_progress", state=told)


def _row(words: Words, row: dict[str, Any], fields: list[str], names: Names) -> list[str]:
    role = role_text(words, row["sales_role"])
    post = str(row["post"] or role)
    return [
        two_lines(
            person_text(words, names, row["staff_id"]),
            words("pay.post_of_project", post=post, project=row["project_name"])
            if row["project_name"]
            else post,
            link_to("person", row["staff_id"]),
        ),
        marks(words, row),
        *(
            formats.money(words, row[field]) if field in ALWAYS_SAID else _money(words, row[field])
            for field in fields
        ),
    ]


def marks(words: Words, row: dict[str, Any]) -> str:
    """What is special about a statement: blocked, a part of a month; else its stage."""
    told = [words(f"pay.{flag}") for flag in ("is_blocked", "is_part_month") if row[flag]]
    return words("pay.list_comma").join(told) or stage_text(words, row["sign_off_stage"])


def _money(words: Words, amount: Decimal | None) -> str:
    """An amount; nothing as a dash, so that what is there stands out."""
    return formats.money(words, amount) if amount else words("missing.blank")
