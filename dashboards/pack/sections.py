"""A pack's rows as texts for people: the tables that the page and the PDF print.

Belongs here: which columns each table has and how their values are written. Does not belong
here: markup (`html`) and numbers for calculation (`workbook`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from dashboards.pack.content import ALL, HEADLINE_KINDS, Pack, Row
from dashboards.rule_reading import subject_text
from dashboards.text import Words, formats

PRINTED_ROWS = 60
VERDICT_SHAPES = {"met": "●", "missed": "▲", "not_enough_data": "◌", "no_target": "–"}


@dataclass(frozen=True)
class Headline:
    """One KPI of the whole company: its value in each kind of period, and the verdict."""

    name: str
    definition: str
    cells: Mapping[str, str]
    counts: Mapping[str, str]
    target: str
    verdict: str
    verdict_text: str


@dataclass(frozen=True)
class PrintedTable:
    """A table as texts; `left_out` rows stand only in the workbook."""

    headers: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


def kpi_value(words: Words, row: Row) -> str:
    """A KPI value in its unit; a rounding never shows a miss as a pass."""
    missed = row["verdict"] == "missed"
    if row["unit"] == "hours":
        return formats.hours(words, row["value"])
    if row["unit"] == "score":
        return formats.score(words, row["value"], target=row["target"], missed=missed)
    return formats.share(words, row["value"], target=row["target"], missed=missed)


def _target(words: Words, row: Row) -> str:
    if row["target"] is None:
        return words("pack.no_target")
    if row["unit"] == "share":
        return formats.target_share(words, row["target"])
    return formats.grouped(row["target"], 0)


def _count(words: Words, row: Row) -> str:
    if row["unit"] == "share":
        places = 0 if row["denominator"] == int(row["denominator"]) else 2
        numerator, denominator = (
            formats.grouped(row[c], places) for c in ("numerator", "denominator")
        )
        return f"{numerator}/{denominator}"
    return words("pack.count", count=formats.grouped(row["denominator"]))


def headlines(words: Words, pack: Pack) -> list[Headline]:
    """One headline per KPI of the catalogue, measured or not.

    A department's pack leaves out what is not measured by department at all.
    """
    by_kpi: dict[str, list[Row]] = {}
    for row in pack.headlines:
        if pack.department == ALL or row["period_kind"] is not None:
            by_kpi.setdefault(row["kpi_id"], []).append(row)
    return [_headline(words, pack, rows) for rows in by_kpi.values()]


def _headline(words: Words, pack: Pack, rows: Sequence[Row]) -> Headline:
    company: dict[str, Row] = {}
    for row in rows:
        if row["project_name"] == ALL:
            previous = row["period_kind"] == "week" and row["period_start_on"] != pack.week.start_on
            company["previous_week" if previous else row["period_kind"]] = row
    judged = next((company[kind] for kind in reversed(HEADLINE_KINDS) if kind in company), None)
    columns = ("week", "previous_week", "month", "quarter")
    verdict = judged["verdict"] if judged else "not_enough_data"
    return Headline(
        name=rows[0][f"name_{words.language}"],
        definition=rows[0][f"definition_{words.language}"],
        cells={c: _cell(words, company.get(c)) for c in columns},
        counts={c: _count(words, company[c]) if c in company else "" for c in columns},
        target=_target(words, judged) if judged else words("pack.no_target"),
        verdict=verdict,
        verdict_text=f"{VERDICT_SHAPES[verdict]} {words('pack.verdict.' + verdict)}",
    )


def _cell(words: Words, row: Row | None) -> str:
    if row is None:
        return "–"
    value = kpi_value(words, row)
    return value if row["is_complete"] else words("pack.to_date", value=value)


Column = tuple[str, bool, Callable[[Row], str]]


def _printed(words: Words, rows: Sequence[Row], columns: Sequence[Column]) -> PrintedTable:
    shown = rows[:PRINTED_ROWS]
    return PrintedTable(
        headers=tuple(words(key) for key, _, _ in columns),
        numeric=tuple(numeric for _, numeric, _ in columns),
        rows=tuple(tuple(write(row) for _, _, write in columns) for row in shown),
        left_out=len(rows) - len(shown),
    )


def missed_table(words: Words, pack: Pack) -> PrintedTable:
    """Promises whose time ran out this week, by ticket."""
    return _printed(
        words,
        pack.missed,
        [
            ("pack.column.promise", False, lambda r: r[f"name_{words.language}"] or r["rule_id"]),
            ("pack.column.ticket", False, lambda r: subject_text(words, r["subject_id"])),
            ("pack.column.project", False, lambda r: r["project_name"]),
            ("pack.column.department", False, lambda r: words.code("department", r["department"])),
            ("pack.column.room", False, lambda r: r["room_name"] or "–"),
            ("pack.column.due", False, lambda r: formats.moment(words, r["due_at"])),
            ("pack.column.met", False, lambda r: _met(words, r)),
            ("pack.column.late", True, lambda r: _late(words, pack, r)),
            ("pack.column.source", False, _source),
        ],
    )


def open_table(words: Words, pack: Pack) -> PrintedTable:
    """Tickets still open, the oldest first."""
    return _printed(
        words,
        pack.still_open,
        [
            ("pack.column.kind", False, lambda r: words("pack.kind." + r["ticket_kind"])),
            ("pack.column.ticket", False, lambda r: r["ticket_id"]),
            ("pack.column.project", False, lambda r: r["project_name"]),
            ("pack.column.department", False, lambda r: r["department"]),
            ("pack.column.class", False, lambda r: r["ticket_class"] or "–"),
            ("pack.column.room", False, lambda r: r["room_name"] or "–"),
            ("pack.column.received", False, lambda r: formats.moment(words, r["received_at"])),
            ("pack.column.open_for", True, lambda r: _duration(words, r["open_minutes"])),
            ("pack.column.source", False, _source),
        ],
    )


def debtor_table(words: Words, pack: Pack) -> PrintedTable:
    """The ten rooms that owe most."""
    return _printed(
        words,
        pack.debtors,
        [
            ("pack.column.project", False, lambda r: r["project_name"]),
            ("pack.column.room", False, lambda r: r["room_name"]),
            ("pack.column.bills", True, lambda r: formats.grouped(r["bill_count"])),
            (
                "pack.column.outstanding",
                True,
                lambda r: formats.money(words, r["outstanding_amount"]),
            ),
            ("pack.column.oldest_due", False, lambda r: formats.day(words, r["oldest_due_on"])),
            ("pack.column.days_past_due", True, lambda r: formats.grouped(r["max_days_past_due"])),
        ],
    )


def _met(words: Words, row: Row) -> str:
    return words("pack.not_yet") if row["met_at"] is None else formats.moment(words, row["met_at"])


def _late(words: Words, pack: Pack, row: Row) -> str:
    late: timedelta = (row["met_at"] or pack.as_of) - row["due_at"]
    # Done in time and missed all the same: by somebody else, or before it was agreed.
    if late <= timedelta(0):
        return "–"
    return _duration(words, late.total_seconds() / 60)


def _duration(words: Words, minutes: float | None) -> str:
    return "–" if minutes is None else formats.hours(words, Decimal(str(minutes)) / 60)


def _source(row: Mapping[str, Any]) -> str:
    if row["source_file"] is None:
        return "–"
    sheet = f" › {row['source_sheet']}" if row["source_sheet"] else ""
    return f"{row['source_file']}{sheet} › {row['source_row']}"
