"""What a statement rests on in words: the clauses it applies and how they are read.

Belongs here: picking the clauses that a statement names. Does not belong here: the clauses' words
(they are data, with their plan version).
"""

from __future__ import annotations

import re

from dashboards.annual.tables import Cell, Column, Section, Table, text_cell
from dashboards.statements.behind import earned_behind
from dashboards.statements.content import Month, Row, Rows
from dashboards.text import Words

# How commission is credited, measured, cleaned of double counting and released: no line names
# these, every commission line rests on them.
ALWAYS_BEHIND_COMMISSION = ("C1", "C2", "C5", "C6")


def sections(words: Words, month: Month, row: Row) -> tuple[Section, ...]:
    """The clauses and the readings in force behind one statement."""
    wanted = _clauses_named(month, row)
    clauses = tuple(found for found in month.clauses if _matches(str(found["clause"]), wanted))
    named = {str(found["clause"]) for found in clauses}
    readings = tuple(
        found for found in month.readings if _matches(str(found["clause"]), wanted | named)
    )
    return tuple(
        section
        for section in (
            clause_section(words, clauses),
            reading_section(words, readings),
        )
        if section.tables
    )


def clause_section(words: Words, clauses: Rows) -> Section:
    columns = (
        Column(words("statements.clause")),
        Column(words("statements.clause_title")),
        Column(words("statements.clause_words")),
    )
    rows = tuple(
        (
            text_cell(str(row["clause"])),
            text_cell(str(row[f"title_{words.language}"] or "")),
            text_cell(str(row[f"words_{words.language}"] or "")),
        )
        for row in sorted(clauses, key=_by_number)
    )
    return _section(words, "clauses", columns, rows)


def reading_section(words: Words, readings: Rows) -> Section:
    columns = (
        Column(words("statements.clause")),
        Column(words("statements.question")),
        Column(words("statements.read_as")),
    )
    rows = tuple(
        (
            text_cell(str(row["clause"])),
            text_cell(str(row[f"question_{words.language}"] or "")),
            text_cell(str(row[f"value_{words.language}"] or "")),
        )
        for row in sorted(readings, key=_by_number)
    )
    return _section(words, "readings", columns, rows)


def _section(
    words: Words, key: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]
) -> Section:
    title = words(f"statements.{key}")
    return Section(key, title, tables=(Table(key, title, columns, rows),) if rows else ())


def _clauses_named(month: Month, row: Row) -> set[str]:
    named = {str(line["clause"]) for line in month.lines_of(row["staff_id"]) if line["clause"]}
    earned = earned_behind(month, row)
    named |= {str(line["clause"]) for line in earned if line["clause"]}
    return named | set(ALWAYS_BEHIND_COMMISSION if earned else ())


def _by_number(row: Row) -> list[int]:
    """C2 before C10, C8 before C8.W1."""
    return [int(digits) for digits in re.findall("[0-9]+", str(row["clause"]))]


def _matches(clause: str, wanted: set[str]) -> bool:
    """Whether a clause of the plan is one of those named: itself, or the part of it (C8.W1) that a
    line names alone (W1) or the whole that a line names (C8)."""
    return clause in wanted or any(part in wanted for part in clause.split("."))
