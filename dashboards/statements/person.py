"""One person's statement: who, what is paid and why, line by line, and who signs.

Belongs here: the order of the statement, its first page, its lines. Does not belong here: how the
commission came about (`behind`), the clauses (`appendix`), how it is drawn (`html`, `workbook`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboards.annual.tables import Cell, Column, Headline, Section, Table, text_cell
from dashboards.statement_reading import (
    COLUMNS,
    Behind,
    column_text,
    identity,
    month_text,
    person_text,
    read_line,
    role_text,
    stage_text,
)
from dashboards.statements import appendix, behind
from dashboards.statements.cells import TOTAL, amount_of, money_cell, total_row
from dashboards.statements.content import Month, Row
from dashboards.statements.findings import findings_section
from dashboards.statements.signing import (
    Signature,
    flags,
    is_final,
    signatures,
)
from dashboards.text import Words, formats


@dataclass(frozen=True)
class Statement:
    """A statement in one language. `flags` say why its figures may still move, or are unusual."""

    staff_id: str
    title: str
    who: str
    flags: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    headlines: tuple[Headline, ...]
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...]
    appendix: tuple[Section, ...]
    foot: str

    provisional: bool = False

    @property
    def tables(self) -> list[Table]:
        return [table for section in self.sections for table in section.tables]


def make_statement(words: Words, month: Month, row: Row) -> Statement:
    """The statement of a row of `fct_sales_statements`."""
    who = person_text(words, month.names or {}, row["staff_id"])
    title = words("statements.title", month=month_text(words, month.month))
    return Statement(
        staff_id=str(row["staff_id"]),
        title=title,
        who=who,
        flags=flags(words, month, row),
        facts=_facts(words, month, row, who),
        headlines=_headlines(words, row),
        sections=(
            _summary(words, row),
            _lines(words, month, row),
            *behind.sections(words, month, row),
            findings_section(words, month, row),
        ),
        signatures=signatures(words, month, row["project_name"], with_person=True),
        appendix=appendix.sections(words, month, row),
        foot=words(
            "statements.foot",
            title=title,
            who=who,
            as_of=formats.moment(words, month.as_of),
            snapshot=month.snapshot_id,
        ),
        provisional=not is_final(row),
    )


def _facts(words: Words, month: Month, row: Row, who: str) -> tuple[tuple[str, str], ...]:
    blank = words("missing.blank")
    return (
        (words("statements.who"), who),
        (words("statements.post"), _post(words, row)),
        (words("statements.project"), str(row["project_name"] or blank)),
        (words("statements.month"), month_text(words, month.month)),
        (words("statements.pay_on"), f"{row['pay_on']:%Y-%m-%d}"),
        (words("statements.plan_version"), str(row["plan_version"] or blank)),
        (words("statements.as_of"), formats.moment(words, month.as_of)),
        (words("statements.snapshot"), month.snapshot_id),
        (words("statements.stage"), stage_text(words, row["sign_off_stage"])),
    )


def _post(words: Words, row: Row) -> str:
    post, role = str(row["post"] or words("missing.blank")), role_text(words, row["sales_role"])
    return post if post == role else words("statements.post_and_role", post=post, role=role)


def _headlines(words: Words, row: Row) -> tuple[Headline, ...]:
    """What is paid when, and the three amounts that make it."""
    pay_on = words("statements.paid_on", day=f"{row['pay_on']:%Y-%m-%d}")
    shown = [("payable", (pay_on,)), ("net", ()), ("brought_forward", ()), ("carried_forward", ())]
    return tuple(
        Headline(words(f"statements.{name}"), cell.text, "", cell.mark, lines)
        for name, lines in shown
        for cell in [money_cell(words, amount_of(row, f"{name}_amount"))]
    )


def _summary(words: Words, row: Row) -> Section:
    columns = (Column(words("statements.column")), Column(words("statements.amount"), "money"))
    rows = [
        (text_cell(column_text(words, column)), money_cell(words, amount_of(row, field)))
        for column, field in COLUMNS
    ]
    rows.append(
        (
            text_cell(words("statements.net"), TOTAL),
            money_cell(words, amount_of(row, "net_amount"), TOTAL),
        )
    )
    settled = ["net", "brought_forward", "payable", "carried_forward"]
    if amount_of(row, "forfeited_amount"):
        settled.append("forfeited")
    settlement = tuple(
        (
            text_cell(words(f"statements.{name}")),
            money_cell(words, amount_of(row, f"{name}_amount")),
        )
        for name in settled
    )
    notes = [words("statements.settlement_note")]
    if amount_of(row, "forfeited_amount"):
        notes.append(words("statements.forfeited_legal"))
    return Section(
        "summary",
        words("statements.summary"),
        tuple(identity(words, row)),
        tables=(
            Table("columns", words("statements.table.columns"), columns, tuple(rows)),
            Table("settlement", words("statements.table.settlement"), columns, settlement),
        ),
        notes=tuple(notes),
    )


def _lines(words: Words, month: Month, row: Row) -> Section:
    columns = (
        Column(words("statements.no"), "count"),
        Column(words("statements.column")),
        Column(words("statements.item")),
        Column(words("statements.clause")),
        Column(words("statements.arithmetic")),
        Column(words("statements.amount"), "money"),
        Column(words("statements.source")),
    )
    terms = month.terms_of(row["plan_version"])
    rows = [
        _line(words, line, behind.behind_line(month, line, terms))
        for line in month.lines_of(row["staff_id"])
    ]
    total = total_row(words, columns, {5: amount_of(row, "net_amount")})
    return Section(
        "lines",
        words("statements.lines"),
        tables=(Table("lines", words("statements.lines"), columns, (*rows, total)),),
        notes=(words("statements.lines_note"),),
    )


def _line(words: Words, line: Row, known: Behind) -> tuple[Cell, ...]:
    said = read_line(words, line, known)
    item = (
        words("statements.item_about", item=said.name, about=said.about)
        if said.about
        else said.name
    )
    number = line["line_no"]
    return (
        Cell(str(number), number),
        text_cell(column_text(words, said.column)),
        text_cell(item),
        text_cell(said.clause or words("missing.blank")),
        text_cell(said.equation or words("missing.blank")),
        money_cell(words, Decimal(said.amount)),
        text_cell(said.source),
    )
