"""Cutting registers into the files of each export round and writing them.

Belongs here: which rows go into which file, file names, the habit of each estate. Does not
belong here: how a file is spelled (`sheets`), or planted faults (`mess`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import polars as pl

from pipelines.exports import EXPORTS_BY_NAME, Export
from pipelines.simulate.company import EstateBooks
from pipelines.simulate.plan import Period, Plan
from pipelines.simulate.register import Register
from pipelines.simulate.sheets import (
    BULK_CSV,
    GBK_CSV,
    PLAIN_BOOK,
    REGISTER_BOOK,
    STYLES,
    FileStyle,
    csv_bytes,
    write_sheet,
)
from pipelines.simulate.staff import head_office

Progress = Callable[[str, int, int], None]

WHOLE = ("projects", "rooms", "households", "staff")
LARGEST_WORKBOOK_ROWS = 1000  # beyond that the writing of workbooks would dominate the run
# A desk has its habit by its place here; a new register goes to the end, so that the files of
# the others stay as they are.
DESKS = (
    *("projects", "rooms", "households", "staff", "complaints", "work_orders"),
    *("fee_bills", "fee_payments", "visits", "calls", "incidents", "contacts", "notices"),
    *("surveys", "survey_invites", "survey_answers", "survey_tallies"),
    *("sales_contracts", "sales_credits", "sales_receipts", "discount_approvals"),
    *("sales_targets", "discount_authority", "resignation_followers"),
    *("sales_deductions", "lunch_duties"),
)
# Head office puts the sales offices' registers together, all estates in one file a quarter.
PUT_TOGETHER = frozenset(DESKS[DESKS.index("sales_contracts") :])


class Layout(StrEnum):
    """How finely the exports are cut: one file per estate and month, per year, or in all."""

    ESTATE_MONTH = "estate-month"
    YEARLY = "yearly"
    ONE = "one"


@dataclass(frozen=True)
class Delivered:
    """One file written: its name, export and data rows."""

    file: str
    export: str
    rows: int


@dataclass
class Desk:
    """Takes the books of one estate after the other and writes the files they give."""

    plan: Plan
    out: Path
    layout: Layout
    delivered: list[Delivered] = field(default_factory=list)
    _whole: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    _bulk: dict[str, BinaryIO] = field(default_factory=dict)
    _bulk_rows: dict[str, tuple[str, int]] = field(default_factory=dict)
    _together: dict[tuple[str, Period], list[pl.DataFrame]] = field(default_factory=dict)

    def take(self, books: EstateBooks) -> None:
        """Writes what happened at this estate; keeps master data and sales for the end."""
        for name, rows in books.whole.items():
            self._whole.setdefault(name, []).append(rows)
        for register in books.registers.values():
            if self.layout is not Layout.ESTATE_MONTH:
                self._append_periods(register)
            elif register.export.name in PUT_TOGETHER:
                for period, rows in _cuts(register, quarters(self.plan)):
                    self._together.setdefault((register.export.name, period), []).append(rows)
            else:
                self._write_months(books, register)

    def finish(self) -> dict[str, int]:
        """Writes the master data as it was at the beginning and, where it changed, at the end.

        Returns the rows of each master data export at the end.
        """
        self._write_quarters()
        for name, handle in self._bulk.items():
            handle.close()
            export, rows = self._bulk_rows[name]
            self.delivered.append(Delivered(name, export, rows))
        self._whole.setdefault("staff", []).insert(0, head_office(self.plan))
        start = datetime.combine(self.plan.first_day, self.plan.exported_at.time())
        final_rows = {}
        for name in WHOLE:
            whole = pl.concat(self._whole[name])
            first = as_of_day(name, whole, self.plan.first_day)
            final = as_of_day(name, whole, self.plan.end)
            if self.layout is not Layout.ONE:
                self._write_whole(name, first, start)
            if self.layout is Layout.ONE or not final.equals(first):
                self._write_whole(name, final, self.plan.exported_at)
            final_rows[name] = final.height
        return final_rows

    def _write_months(self, books: EstateBooks, register: Register) -> None:
        profile = books.estate.profile
        for period, rows in _cuts(register, self.plan.months_covered):
            style = _style(register.export, profile.index, rows.height)
            month = f"{period.first_day.year}年{period.first_day.month}月"
            title = f"{profile.name} {register.export.title_zh} {month}"
            self._write(register.export, rows, style, title, profile.name, period.exported_at)

    def _write_quarters(self) -> None:
        places = {period: place for place, period in enumerate(quarters(self.plan))}
        for (name, period), parts in self._together.items():
            export, rows = EXPORTS_BY_NAME[name], pl.concat(parts)
            style = _style(export, places[period], rows.height)
            first = period.first_day
            title = f"{export.title_zh} {first.year}年第{(first.month + 2) // 3}季度"
            self._write(export, rows, style, title, "", period.exported_at)

    def _append_periods(self, register: Register) -> None:
        periods = years(self.plan) if self.layout is Layout.YEARLY else (whole_span(self.plan),)
        for period, rows in _cuts(register, periods):
            name = _file_name(register.export, BULK_CSV, "", period.exported_at)
            written = csv_bytes(register.export, rows, BULK_CSV, "")
            if name in self._bulk:
                written = written.split(b"\n", 1)[1]
            else:
                self._bulk[name] = (self.out / name).open("wb")
            self._bulk[name].write(written)
            before = self._bulk_rows.get(name, ("", 0))[1]
            self._bulk_rows[name] = (register.export.name, before + rows.height)

    def _write_whole(self, name: str, rows: pl.DataFrame, at: datetime) -> None:
        export = EXPORTS_BY_NAME[name]
        style = (
            BULK_CSV if self.layout is not Layout.ESTATE_MONTH else _style(export, 0, rows.height)
        )
        self._write(export, rows, style, f"{export.title_zh} {at:%Y-%m-%d}", "", at)

    def _write(
        self,
        export: Export,
        rows: pl.DataFrame,
        style: FileStyle,
        title: str,
        part: str,
        at: datetime,
    ) -> None:
        name = _file_name(export, style, part, at)
        write_sheet(self.out / name, export, rows, style, title)
        self.delivered.append(Delivered(name, export.name, rows.height))


def whole_span(plan: Plan) -> Period:
    return Period(plan.first_day, plan.end)


def years(plan: Plan) -> tuple[Period, ...]:
    """Calendar years, the first and last as far as they are simulated."""
    return _spans(plan, 12)


def quarters(plan: Plan) -> tuple[Period, ...]:
    """Calendar quarters, the first and last as far as they are simulated."""
    return _spans(plan, 3)


def _spans(plan: Plan, months: int) -> tuple[Period, ...]:
    spans: dict[tuple[int, int], Period] = {}
    for month in plan.months_covered:
        key = (month.first_day.year, (month.first_day.month - 1) // months)
        first = spans.get(key, month).first_day
        spans[key] = Period(first, month.last_day)
    return tuple(spans.values())


def as_of_day(name: str, rows: pl.DataFrame, day: object) -> pl.DataFrame:
    """Master data as it was known on a day: later arrivals absent, later leavings unknown."""
    known = pl.lit(day, dtype=pl.Date)
    if name == "households":
        present = rows.filter(pl.col("moved_in_on") <= known)
        return present.with_columns(_until(known, "moved_out_on", "moved_out_on"))
    if name == "staff":
        present = rows.filter(pl.col("effective_on") <= known)
        return present.with_columns(
            _until(known, "left_on", "left_on"), _until(known, "left_on", "leaving_approved")
        )
    if name == "rooms":
        let_later = (pl.col("_let_since") > known).fill_null(False)
        status = pl.when(let_later).then(pl.lit("自用")).otherwise(pl.col("occupancy_status"))
        return rows.with_columns(status.alias("occupancy_status")).drop("_let_since")
    return rows


def _until(day: pl.Expr, event: str, name: str) -> pl.Expr:
    return pl.when(pl.col(event) <= day).then(pl.col(name)).alias(name)


def _cuts(register: Register, periods: tuple[Period, ...]) -> Iterator[tuple[Period, pl.DataFrame]]:
    """What each export round shows; one in which nothing happened is not written, though older
    rows may still be open."""
    since: datetime | None = None
    for period in periods:
        if register.has_news(period.cutoff, since):
            yield period, register.known_at(period.cutoff, since)
        since = period.cutoff


def _style(export: Export, place: int, rows: int) -> FileStyle:
    """Each desk of each estate keeps its own habit, head office changes it from quarter to
    quarter (`place`); long registers are never workbooks."""
    style = STYLES[(DESKS.index(export.name) + 2 * place) % len(STYLES)]
    if rows > LARGEST_WORKBOOK_ROWS and style in (REGISTER_BOOK, PLAIN_BOOK):
        return GBK_CSV
    return style


def _file_name(export: Export, style: FileStyle, part: str, at: datetime) -> str:
    stem = export.name if style.english_name else export.title_zh
    words = [stem, part] if part else [stem]
    return "_".join([*words, f"{at:%Y%m%dT%H%M}"]) + f".{style.extension}"
