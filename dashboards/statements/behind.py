"""How the commission of a statement came about: attainment, what was earned, what was released.

Belongs here: picking the published rows behind a statement's lines, and their tables. Does not
belong here: the lines themselves (`person`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dashboards.annual.tables import Cell, Column, Section, Table, text_cell
from dashboards.statement_arithmetic import commission_equation, number
from dashboards.statement_reading import Behind, month_text, source_text
from dashboards.statements.attainment import attainment_table, tiers_sentence
from dashboards.statements.cells import money_cell
from dashboards.statements.content import Month, Row, Rows
from dashboards.statements.override import override_table
from dashboards.text import Words

# A contract and the person who earned on it first, whoever is paid in the end.
Earner = tuple[str, str]


def behind_line(month: Month, line: Row, terms: Mapping[str, Decimal]) -> Behind:
    """What may be written out beside one line."""
    contract = line["contract_id"]
    if not contract:
        return Behind(terms=dict(terms))
    return Behind(
        terms=dict(terms),
        earned=month.earned_on(contract, _original_of(month, line)),
        released=tuple(
            row
            for row in month.releases_on(contract)
            if row["staff_id"] == line["staff_id"] and row["reason"] != "cancelled"
        ),
        contract=month.contracts.get(contract),
    )


def _original_of(month: Month, line: Row) -> str:
    """Who earned what a release line pays: its person, unless it was handed over to them."""
    for row in month.releases_on(line["contract_id"]):
        if (
            row["staff_id"] == line["staff_id"]
            and row["payroll_month"] == line["payroll_month"]
            and row["released_amount"] == line["amount"]
        ):
            return str(row["original_staff_id"])
    return str(line["staff_id"])


def earners_behind(month: Month, row: Row) -> list[Earner]:
    """What a statement's commission rests on: released or taken back this month, earned this month,
    or still held."""
    staff = row["staff_id"]
    found = {
        (str(release["contract_id"]), str(release["original_staff_id"]))
        for release in month.released_now
        if release["staff_id"] == staff
    }
    found |= {
        (str(line["contract_id"]), str(staff))
        for line in month.earned_now
        if line["staff_id"] == staff
    }
    found |= {
        (str(position["contract_id"]), str(staff))
        for position in month.positions
        if position["staff_id"] == staff and position["held_amount"]
    }
    return sorted(found)


def earned_behind(month: Month, row: Row) -> Rows:
    """The commission lines of those, by month."""
    found = [line for earner in earners_behind(month, row) for line in month.earned_on(*earner)]
    return tuple(sorted(found, key=lambda line: line["commission_month"]))


def sections(words: Words, month: Month, row: Row) -> tuple[Section, ...]:
    """Attainment, earned lines, progress of release and the base of the override, as far as this
    person has them."""
    tables = [
        table
        for table in (
            attainment_table(words, month, row),
            _earned(words, month, row),
            _progress(words, month, row),
            override_table(words, month, row),
        )
        if table.rows
    ]
    if not tables:
        return ()
    keys = {table.key for table in tables}
    notes = [words("statements.progress_note")] if "progress" in keys else []
    if "attainment" in keys and (tiers := tiers_sentence(words, month, row["plan_version"])):
        notes.append(tiers)
    if row["sign_off_stage"]:
        notes.append(words("statements.recomputed_note"))
    title = words("statements.commission")
    return (Section("commission", title, tables=tuple(tables), notes=tuple(notes)),)


def _earned(words: Words, month: Month, row: Row) -> Table:
    columns = (
        Column(words("statements.contract")),
        Column(words("statements.earned_in")),
        Column(words("statements.component")),
        Column(words("statements.clause")),
        Column(words("statements.arithmetic")),
        Column(words("statements.earned"), "money"),
        Column(words("statements.source")),
    )
    rows = tuple(
        (
            text_cell(contract_text(words, month, line["contract_id"], line["staff_id"], row)),
            text_cell(month_text(words, line["commission_month"])),
            text_cell(words.code("commission_component", line["component"])),
            text_cell(str(line["clause"] or words("missing.blank"))),
            text_cell(commission_equation(words, line)),
            money_cell(words, line["earned_amount"]),
            text_cell(source_text(words, line)),
        )
        for line in earned_behind(month, row)
    )
    return Table("earned", words("statements.table.earned"), columns, rows)


def contract_text(words: Words, month: Month, contract_id: str, earner: str, row: Row) -> str:
    """A contract with its unit, and who earned on it when that was somebody else."""
    contract = month.contracts.get(contract_id)
    told = [str(contract_id)]
    if contract and contract["unit_name"]:
        told.append(str(contract["unit_name"]))
    if earner != row["staff_id"]:
        told.append(words("statements.taken_over", id=earner))
    return " · ".join(told)


def _progress(words: Words, month: Month, row: Row) -> Table:
    columns = (
        Column(words("statements.contract")),
        Column(words("statements.earned"), "money"),
        Column(words("statements.released_before"), "money"),
        Column(words("statements.released_now"), "money"),
        Column(words("statements.held"), "money"),
        Column(words("statements.forfeited"), "money"),
        Column(words("statements.cancelled"), "money"),
        Column(words("statements.released_how")),
    )
    positions = {(r["contract_id"], r["staff_id"]): r for r in month.positions}
    rows = tuple(
        _progress_row(words, month, row, earner, positions[earner])
        for earner in earners_behind(month, row)
        if earner in positions
    )
    return Table("progress", words("statements.table.progress"), columns, rows)


def _progress_row(
    words: Words, month: Month, row: Row, earner: Earner, position: Row
) -> tuple[Cell, ...]:
    contract, staff = earner
    moved = [r for r in month.releases_on(contract) if r["original_staff_id"] == staff]
    now = [r for r in moved if r["payroll_month"] == month.month]
    before = [r for r in moved if r["payroll_month"] < month.month]
    return (
        text_cell(contract_text(words, month, *earner, row)),
        money_cell(words, position["earned_amount"]),
        money_cell(words, sum((r["released_amount"] for r in before), Decimal(0))),
        money_cell(words, sum((r["released_amount"] for r in now), Decimal(0))),
        money_cell(words, position["held_amount"]),
        money_cell(words, position["forfeited_amount"]),
        money_cell(words, position["cancelled_amount"]),
        text_cell(_how(words, month, now, earner) or words("missing.blank")),
    )


def _how(words: Words, month: Month, now: list[Row], earner: Earner) -> str:
    """The movements of the month with their days, then what is still missing."""
    told = [
        words(
            "statements.moved",
            day=f"{r['released_on']:%Y-%m-%d}",
            reason=words.code("release_reason", r["reason"]),
            amount=number(r["released_amount"]),
        )
        for r in now
    ]
    told += [
        words(
            "statements.waits_for",
            as_of=f"{month.as_of:%Y-%m-%d}",
            reason=words.code("held_reason", r["held_reason"]),
            amount=number(r["held_amount"]),
        )
        for r in month.held
        if (r["contract_id"], r["staff_id"]) == earner
    ]
    return words("statements.then").join(told)
