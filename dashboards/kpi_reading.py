"""One KPI in one period, as a person reads it: value, verdict, change, how much it rests on.

Belongs here: picking the current and the previous row of a published history, and the published
word on whether it changed. Does not belong here: computing a KPI, and how it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from dashboards.periods import Period
from dashboards.text import Words, formats

NOT_MEASURABLE = "not_measurable"
# KPIs whose numerator and denominator are yuan, known by the beginning of their ids.
IN_YUAN = ("fee_", "sales_")


@dataclass(frozen=True)
class KpiReading:
    """A KPI in one period; `row` and `previous` are rows of `kpi_values`, None without a value."""

    kpi_id: str
    catalogue: dict[str, Any]
    row: dict[str, Any] | None
    previous: dict[str, Any] | None
    history: tuple[tuple[date, float | None], ...]

    @property
    def unit(self) -> str:
        return str(self.catalogue["unit"])

    @property
    def is_money(self) -> bool:
        """Whether it is a share of yuan, and not of a count."""
        return self.kpi_id.startswith(IN_YUAN)

    @property
    def verdict(self) -> str:
        return str(self.row["verdict"]) if self.row else NOT_MEASURABLE

    @property
    def value(self) -> Decimal | None:
        return exact_value(self.unit, self.row)

    @property
    def change(self) -> Decimal | None:
        """This period's value less the previous one's; None when either is missing."""
        before = exact_value(self.unit, self.previous)
        return None if self.value is None or before is None else self.value - before

    @property
    def is_compared(self) -> bool:
        """Whether this period may be compared with the one before: both are over."""
        return self.row is not None and self.row.get("has_changed") is not None

    @property
    def change_is_clear(self) -> bool:
        """Whether the change's 95 % interval leaves out zero (of money: any change)."""
        return bool(self.change) and self.row is not None and bool(self.row.get("has_changed"))

    def words_of(self, words: Words, field: str) -> str:
        """A text of the catalogue (`name`, `definition`, …) in the reader's language."""
        return str(self.catalogue[f"{field}_{words.language}"] or "")


def exact_value(unit: str, row: dict[str, Any] | None) -> Decimal | None:
    """The value unrounded: a rate from its numerator and denominator, else as published."""
    if row is None or row["value"] is None:
        return None
    if unit == "share" and row["numerator"] is not None and row["denominator"]:
        return Decimal(row["numerator"]) / Decimal(row["denominator"])
    return Decimal(str(row["value"]))


def read_kpis(history: pl.DataFrame, period: Period, order: Sequence[str] = ()) -> list[KpiReading]:
    """The readings of a `kpi_history` frame, in `order`, KPIs it does not name after it."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for row in history.iter_rows(named=True):
        by_id.setdefault(row["kpi_id"], []).append(row)
    ranked = sorted(by_id, key=lambda k: (order.index(k) if k in order else len(order), k))
    return [_reading(kpi_id, by_id[kpi_id], period) for kpi_id in ranked]


def _reading(kpi_id: str, rows: list[dict[str, Any]], period: Period) -> KpiReading:
    valued = {row["period_start_on"]: row for row in rows if row["period_start_on"] is not None}
    return KpiReading(
        kpi_id,
        rows[0],
        valued.get(period.start_on),
        valued.get(period.earlier(1).start_on),
        tuple((start, row["value"]) for start, row in sorted(valued.items())),
    )


def value_text(words: Words, unit: str, row: dict[str, Any] | None) -> str:
    """The value of a KPI row as it is shown; never rounded into its target when it missed."""
    if row is None:
        return words("missing.not_measurable")
    value, missed = exact_value(unit, row), row["verdict"] == "missed"
    if unit == "share":
        return formats.share(words, value, target=row["target"], missed=missed)
    if unit == "hours":
        return formats.hours(words, value)
    return formats.score(words, value, target=row["target"], missed=missed)


def target_text(words: Words, unit: str, row: dict[str, Any] | None) -> str:
    """The target of a KPI row as it is shown, or that there is none."""
    if row is None or row["target"] is None:
        return words("tile.no_target")
    if unit == "share":
        return words("tile.target", value=formats.target_share(words, row["target"]))
    if unit == "hours":
        return words("tile.target_at_most", value=formats.hours(words, row["target"]))
    return words("tile.target", value=formats.trimmed(row["target"]))


def interval_text(words: Words, unit: str, bound: float) -> str:
    """One end of a 95 % interval, in the unit of its KPI."""
    if unit == "share":
        return formats.share(words, bound)
    return formats.hours(words, bound) if unit == "hours" else formats.score(words, bound)


def change_text(words: Words, unit: str, change: Decimal) -> str:
    """A change with its sign and unit: percentage points, hours or score points."""
    if unit == "share":
        return formats.points(words, change)
    if unit == "hours":
        return words("unit.hours", value=formats.signed(change, 1))
    return words("unit.score_points", value=formats.signed(change, 2))
