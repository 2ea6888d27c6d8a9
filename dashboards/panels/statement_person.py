"""One person's statement of a month: its lines, and behind each its clause, inputs and source.

Belongs here: putting the lines together with what is behind them. Does not belong here: their words
(`statement_reading`), their markup (`components.statement`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.lines import facts, heading, line, note
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.components.pay import Names
from dashboards.components.row_sets import total
from dashboards.components.statement import (
    Opened,
    ShownColumn,
    ShownLine,
    statement_html,
)
from dashboards.queries import plan, sales, source_cells, statement_month, statements
from dashboards.queries.scope import ALL
from dashboards.queries.statements import ACTUAL
from dashboards.statement_arithmetic import commission_equation
from dashboards.statement_reading import (
    COLUMNS,
    Behind,
    column_text,
    identity,
    month_text,
    person_text,
    read_line,
    role_text,
    source_text,
    stage_text,
    terms_of,
)
from dashboards.text import Words, formats

Row = Mapping[str, Any]
# Lines that hang on a month's attainment, and whose it is: the person's or the project's.
BY_ATTAINMENT = {
    "last_deal": "own",
    "target_met": "own",
    "first_place": "own",
    "two_months": "own",
    "site_bonus": ALL,
}


@dataclass(frozen=True)
class Found:
    """Everything that was read for one statement."""

    statement: Row
    lines: pl.DataFrame
    earned: pl.DataFrame
    taken_back: pl.DataFrame
    team: pl.DataFrame
    attained: dict[tuple[str, str], Row]
    contracts: dict[str, Row]
    cells: pl.DataFrame
    clauses: dict[str, Row]
    terms: pl.DataFrame


def statement_person(page: Page, row: Row, names: Names) -> None:
    """`row` is the statement."""
    words = page.words
    found = _read(page, row)
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
        (words("pay.attainment_in", project=project), _attained(words, attained))
        for (project, person), attained in found.attained.items()
        if person == row["staff_id"] and attained["target_amount"] is not None
    ]


def _read(page: Page, row: Row) -> Found:
    asked = (row["scenario_id"], row["staff_id"], row["payroll_month"])
    lines = page.ask_pay(statements.statement_lines, *asked)
    attained, cells = pl.DataFrame(), pl.DataFrame()
    # Attainment and the trace are published as they count for pay: a what-if may have others.
    if row["scenario_id"] == ACTUAL:
        attained = page.ask_pay(statement_month.attainment, row["payroll_month"])
        line_ids = tuple(_line_id(line) for line in lines.iter_rows(named=True))
        cells = page.ask_pay(
            source_cells.cells_of_lines, row["staff_id"], row["payroll_month"], line_ids
        )
    contract_ids = tuple(sorted(set(lines["contract_id"].drop_nulls())))
    team = page.ask_pay(
        statements.releases_of_team, row["scenario_id"], row["project_name"], row["payroll_month"]
    )
    return Found(
        statement=row,
        lines=lines,
        earned=page.ask_pay(statements.earned_behind, *asked),
        taken_back=page.ask_pay(statements.releases_taken_back, *asked),
        team=team,
        attained={(a["project_name"], a["staff_id"]): a for a in attained.iter_rows(named=True)},
        contracts={
            contract["contract_id"]: contract
            for contract in page.ask(sales.contracts_named, contract_ids).iter_rows(named=True)
        },
        cells=cells,
        clauses={
            clause["clause"]: clause for clause in page.ask_pay(plan.clauses).iter_rows(named=True)
        },
        terms=page.ask_pay(plan.plan_terms),
    )


def _line_id(line: Row) -> str:
    """A line as the trace names it."""
    return f"{line['staff_id']}|{line['payroll_month']:%Y-%m}|{line['line_no']}"


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
            lines = [_line(words, row, found, names) for row in of_column]
            amount = formats.money(words, found.statement[field])
            shown.append(ShownColumn(column_text(words, column), amount, lines))
    return shown


def _line(words: Words, row: Row, found: Found, names: Names) -> ShownLine:
    earned = _earned_of(row, found)
    behind = Behind(
        terms=terms_of(found.terms, row["plan_version"] or found.statement["plan_version"]),
        earned=earned,
        released=_taken_back(row, found),
        contract=found.contracts.get(str(row["contract_id"])),
    )
    reading = read_line(words, row, behind)
    clause = found.clauses.get(reading.clause)
    opened = Opened(
        clause=f"{reading.clause} {clause[f'title_{words.language}']}" if clause else "",
        words_of_clause=str(clause[f"words_{words.language}"]) if clause else "",
        inputs=_inputs(words, row, behind),
        tables=_tables(words, row, behind, found, names),
        notes=_notes(words, row, found),
        source=words("pay.source", source=reading.source),
    )
    amount = formats.money(words, reading.amount)
    return ShownLine(reading.name, reading.about, reading.equation, reading.clause, amount, opened)


def _earned_of(row: Row, found: Found) -> list[Row]:
    """The commission lines of a line's contract: this person's own, or for a reassigned part the
    ones of who earned it."""
    if row["line_kind"] not in ("release", "clawback"):
        return []
    of_contract = found.earned.filter(pl.col("contract_id") == row["contract_id"])
    own = pl.col("staff_id") == row["staff_id"]
    chosen = of_contract.filter(~own if row["detail"] == "reassigned" else own)
    return list((chosen if chosen.height else of_contract).iter_rows(named=True))


def _taken_back(row: Row, found: Found) -> list[Row]:
    if row["line_kind"] != "clawback":
        return []
    released = found.taken_back.filter(pl.col("contract_id") == row["contract_id"])
    return list(released.iter_rows(named=True))


def _notes(words: Words, row: Row, found: Found) -> list[str]:
    whose = BY_ATTAINMENT.get(str(row["line_kind"]))
    person = ALL if whose == ALL else str(row["staff_id"])
    attained = found.attained.get((str(row["project_name"]), person)) if whose else None
    if attained is None or attained["target_amount"] is None:
        return []
    key = "pay.attained_by_project" if whose == ALL else "pay.attained"
    return [words(key, equation=_attained(words, attained))]


def _attained(words: Words, row: Row) -> str:
    """Performance ÷ target = attainment, of a row that has a target."""
    return words(
        "pay.attainment_of",
        performance=formats.grouped(row["performance_amount"], 2),
        target=formats.grouped(row["target_amount"], 2),
        attainment=formats.attainment(words, row["attainment"]),
    )


def _inputs(words: Words, row: Row, behind: Behind) -> list[tuple[str, str]]:
    kind, contract = str(row["line_kind"]), behind.contract
    told: list[tuple[str, str]] = []
    if contract is not None:
        told += [
            (words("column.unit_name"), str(contract["unit_name"])),
            (words("column.list_amount"), formats.money(words, contract["list_amount"])),
            (words("column.sold_amount"), formats.money(words, contract["sold_amount"])),
            (
                words("column.payment_plan"),
                words.code("payment_plan", contract["payment_plan"]),
            ),
        ]
    if row["quantity"] and row["statement_column"] != "awards":
        told.append((words("pay.quantity"), formats.trimmed(row["quantity"])))
    if row["base_amount"] is not None:
        name = words.by_key.get(f"code.statement_base.{kind}") or words("pay.base")
        told.append((name, formats.money(words, row["base_amount"])))
    if row["rate"] is not None:
        told.append((words("column.rate"), formats.rate(words, row["rate"])))
    if row["plan_version"]:
        told.append((words("pay.plan"), str(row["plan_version"])))
    return told


Table = tuple[str, list[str], list[list[str]]]


def _tables(words: Words, row: Row, behind: Behind, found: Found, names: Names) -> list[Table]:
    tables: list[Table] = []
    if behind.earned:
        tables.append(_earned_table(words, behind))
    if behind.released:
        rows = [_release(words, release, names) for release in behind.released]
        tables.append((words("pay.released_before"), _release_titles(words), rows))
    team = found.team
    if row["line_kind"] == "override" and total(team, "released_amount") == row["base_amount"]:
        rows = [_release(words, release, names) for release in team.iter_rows(named=True)]
        tables.append((words("pay.released_to_team"), _release_titles(words), rows))
    if found.cells.height:
        cells = found.cells.filter(pl.col("line_id") == _line_id(row))
        if cells.height:
            tables.append(_cells_table(words, cells))
    return tables


def _cells_table(words: Words, cells: pl.DataFrame) -> Table:
    """The source rows of a line, each with the columns that were used of it."""
    place = ["source_export", "source_file", "source_sheet", "source_row"]
    rows = []
    for _, of_row in cells.group_by(place, maintain_order=True):
        export = str(of_row["source_export"][0])
        used = ",".join(of_row["source_columns"].drop_nulls()).split(",")
        named = [words.code("source_column", f"{export}.{field}") for field in dict.fromkeys(used)]
        rows.append(
            [
                words.code("export", export),
                words("pay.list_comma").join(named),
                source_text(words, of_row.row(0, named=True)),
            ]
        )
    titles = [words("pay.export"), words("pay.columns"), words("pay.source_column")]
    return words("pay.source_cells"), titles, rows


def _earned_table(words: Words, behind: Behind) -> Table:
    titles = [
        words("column.component"),
        words("column.commission_month"),
        words("pay.equation"),
        words("column.attainment"),
        words("pay.source_column"),
    ]
    rows = []
    for earned in behind.earned:
        has_target = earned["attainment"] is not None and earned["target_amount"] is not None
        rows.append(
            [
                words(
                    "pay.of_clause",
                    name=words.code("commission_component", earned["component"]),
                    clause=earned["clause"],
                ),
                month_text(words, earned["commission_month"]),
                commission_equation(words, earned),
                _attained(words, earned) if has_target else words("missing.blank"),
                source_text(words, earned),
            ]
        )
    return words("pay.earned_behind"), titles, rows


def _release_titles(words: Words) -> list[str]:
    return [
        words(f"column.{field}")
        for field in ("person", "contract_id", "released_on", "release_reason", "released_amount")
    ]


def _release(words: Words, release: Row, names: Names) -> list[str]:
    return [
        person_text(words, names, release["staff_id"]),
        str(release["contract_id"]),
        f"{release['released_on']:%Y-%m-%d}",
        words.code("release_reason", release["reason"]),
        formats.money(words, release["released_amount"]),
    ]


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
