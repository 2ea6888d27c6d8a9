"""What one line of a statement opens: its clause, its inputs, what is behind it, its source cells.

Belongs here: the words and the tables of that. Does not belong here: reading it
(`statement_found`), the markup (`components.statement`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboards.components.pay import Names
from dashboards.components.row_sets import total
from dashboards.components.statement import Opened, ShownLine
from dashboards.panels.statement_found import Found, behind_line, line_id
from dashboards.queries.scope import ALL
from dashboards.statement_arithmetic import commission_equation
from dashboards.statement_reading import (
    Behind,
    month_text,
    person_text,
    read_line,
    source_text,
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


def statement_line(words: Words, row: Row, found: Found, names: Names) -> ShownLine:
    """One line in words, and what it opens."""
    behind = behind_line(found, row)
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


def _notes(words: Words, row: Row, found: Found) -> list[str]:
    whose = BY_ATTAINMENT.get(str(row["line_kind"]))
    person = ALL if whose == ALL else str(row["staff_id"])
    attained = found.attained.get((str(row["project_name"]), person)) if whose else None
    if attained is None or attained["target_amount"] is None:
        return []
    key = "pay.attained_by_project" if whose == ALL else "pay.attained"
    return [words(key, equation=attained_text(words, attained))]


def attained_text(words: Words, row: Row) -> str:
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
        cells = found.cells.filter(pl.col("line_id") == line_id(row))
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
                attained_text(words, earned) if has_target else words("missing.blank"),
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
