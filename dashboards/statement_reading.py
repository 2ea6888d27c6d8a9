"""A pay statement of the sales office as a person reads it: its columns, its lines, their words.

Belongs here: the words of a row of `fct_sales_statements` and of `fct_sales_statement_lines`, the
same on the page, in the PDF and in the workbook. Does not belong here: how they are drawn, and the
arithmetic written out (`statement_arithmetic`).

How to use it, for whoever prints a statement:

- `COLUMNS` is the order of a statement: (statement_column, the amount's field in
  `fct_sales_statements`); `column_text` names one.
- `read_line(words, line, behind)` gives a `LineReading`: name, about, equation, amount, clause and
  source of one row of `fct_sales_statement_lines`. `behind` carries what may be written out beside
  it; leave out what you did not read: `Behind(terms=terms_of(frame, plan_version))` is enough for
  everything but releases, clawbacks and compensations.
- `identity(words, statement)` says the sum of the columns and what becomes of it, in words.

Rows are mappings by column name, as polars' `iter_rows(named=True)` gives them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from dashboards.statement_arithmetic import (
    Terms,
    clawback_equation,
    line_equation,
    number,
    release_equation,
)
from dashboards.text import Words, formats

Row = Mapping[str, Any]

# The columns of a statement in their order, each with the field of its amount.
COLUMNS = (
    ("base_pay", "base_pay_amount"),
    ("released_commission", "released_commission_amount"),
    ("clawback", "clawback_amount"),
    ("awards", "awards_amount"),
    ("override", "override_amount"),
    ("site_bonus", "site_bonus_amount"),
    ("lunch_duty", "lunch_duty_amount"),
    ("deductions", "deductions_amount"),
    ("adjustments", "adjustments_amount"),
)


@dataclass(frozen=True)
class Behind:
    """What stands behind a line: the plan's terms, what was earned on its contract (rows of
    `fct_commission_lines` of that contract and its original person), what had been released of it
    (rows of `fct_commission_releases` before the line's month), the contract itself."""

    terms: Terms = field(default_factory=dict)
    earned: Sequence[Row] = ()
    released: Sequence[Row] = ()
    contract: Row | None = None


@dataclass(frozen=True)
class LineReading:
    """One line in words; `equation` is '' when there is nothing to write out."""

    column: str
    name: str
    about: str
    equation: str
    amount: Decimal
    clause: str
    source: str


def terms_of(plan_terms: pl.DataFrame, plan_version: str | None) -> dict[str, Decimal]:
    """The terms of one plan version by name, out of the rows of `commission_plan_terms`."""
    return {
        row["term"]: Decimal(row["value"])
        for row in plan_terms.iter_rows(named=True)
        if row["plan_version"] == plan_version and row["value"] is not None
    }


def column_text(words: Words, column: str) -> str:
    """The name of a column of the statement (`released_commission`)."""
    return words.code("statement_column", column)


def stage_text(words: Words, stage: str | None) -> str:
    """The stage that a month was signed off to; a month that nobody signed says so."""
    return words.code("statement_stage", stage or "unsigned")


def role_text(words: Words, role: str | None) -> str:
    return words.code("sales_role", role)


def person_text(words: Words, names: Mapping[str, str], staff_id: str | None) -> str:
    """`张敏（S001）` for who may see names, else the staff id alone; 'all' is the project."""
    if not staff_id:
        return words("missing.blank")
    if staff_id == "all":
        return words("sales.whole_project")
    name = names.get(staff_id)
    return words("sales.person", name=name, id=staff_id) if name else staff_id


def month_text(words: Words, month: Any) -> str:
    """`2015年3月`, `Mar 2015`."""
    return words("missing.blank") if month is None else formats.period(words, "month", month)


def read_line(words: Words, line: Row, behind: Behind | None = None) -> LineReading:
    """One row of `fct_sales_statement_lines` in words."""
    known = behind or Behind()
    return LineReading(
        column=str(line["statement_column"]),
        name=line_name(words, line),
        about=line_about(words, line),
        equation=equation(words, line, known),
        amount=Decimal(line["amount"]),
        clause=str(line["clause"] or ""),
        source=source_text(words, line),
    )


def line_name(words: Words, line: Row) -> str:
    """What a line is: `首个开单奖`; of a release also why it was due."""
    kind = str(line["line_kind"])
    name = words.code("statement_line", kind)
    if kind == "release" and line["detail"]:
        reason = words.code("release_reason", str(line["detail"]))
        return words("sales.line_of_reason", name=name, reason=reason)
    return name


def line_about(words: Words, line: Row) -> str:
    """What a line is about: the contract, the month it comes from when that is another one, the
    cause of an adjustment."""
    told = []
    if line["contract_id"]:
        told.append(words("sales.contract", id=line["contract_id"]))
    if line["origin_month"] and line["origin_month"] != line["payroll_month"]:
        told.append(words("sales.origin_month", month=month_text(words, line["origin_month"])))
    if line["line_kind"] == "site_bonus" and line["base_amount"] is not None:
        key = "sales.site_missed" if line["amount"] < 0 else "sales.site_met"
        told.append(words(key, amount=number(line["base_amount"])))
    cause = line[f"cause_{words.language}"]
    if cause:
        told.append(str(cause))
    return " · ".join(told)


def equation(words: Words, line: Row, behind: Behind) -> str:
    """The arithmetic of a line written out as far as what is `behind` it allows."""
    kind, amount = str(line["line_kind"]), Decimal(line["amount"])
    if kind == "release":
        earned = [Decimal(row["earned_amount"]) for row in behind.earned]
        return release_equation(words, amount, earned, behind.terms)
    if kind == "clawback":
        released = [Decimal(row["released_amount"]) for row in behind.released]
        return clawback_equation(amount, released)
    return line_equation(words, line, behind.terms, behind.contract)


def source_text(words: Words, row: Row) -> str:
    """`合同.xlsx · 合同 · 第 12 行`: where in the files it stands; a dash without."""
    if not row["source_file"]:
        return words("missing.blank")
    parts = [str(row["source_file"])]
    if row["source_sheet"]:
        parts.append(str(row["source_sheet"]))
    if row["source_row"] is not None:
        parts.append(words("sales.source_row", n=row["source_row"]))
    return " · ".join(parts)


def identity(words: Words, statement: Row) -> list[str]:
    """The statement's two sums in words: the columns make the net amount, which with what was
    brought forward is payable or carried on."""
    shown = [
        (column_text(words, column), Decimal(statement[amount] or 0)) for column, amount in COLUMNS
    ]
    added = "".join(_signed(words, name, amount) for name, amount in shown if amount)
    net, brought = Decimal(statement["net_amount"]), Decimal(statement["brought_forward_amount"])
    lines = [
        words("sales.identity_net", sum=added.removeprefix(" + ").strip(), net=number(net))
        if added
        else words("sales.identity_nothing"),
        words(
            "sales.identity_payable",
            net=number(net),
            brought=number(brought),
            payable=number(Decimal(statement["payable_amount"])),
            carried=number(Decimal(statement["carried_forward_amount"])),
        ),
    ]
    forfeited = Decimal(statement["forfeited_amount"] or 0)
    if forfeited:
        lines.append(words("sales.identity_forfeited", amount=number(forfeited)))
    return lines


def _signed(words: Words, name: str, amount: Decimal) -> str:
    sign = " − " if amount < 0 else " + "
    return sign + words("sales.named_amount", name=name, amount=number(abs(amount)))
