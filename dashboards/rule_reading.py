"""One service promise in one period, as a person reads it: its verdict, its counts, its trend.

Belongs here: picking the chosen period's row of a published history, the one word for a period's
verdicts, the orders of a list of promises. Does not belong here: judging a subject (the
warehouse), and how it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from dashboards.periods import Period, parse_period
from dashboards.text import Words, formats

VERDICTS = ("missed", "met", "pending", "not_measurable", "exempt")
NOTHING = "nothing"
# Between the project and the period in the id of a whole project's promise.
SEPARATOR = "|"
ORDERS = ("missed", "share", "number")
_NUMBER = re.compile(r"([A-Z]+)(\d+)(.*)")


@dataclass(frozen=True)
class RuleReading:
    """A rule in one period; `row` is its row of `rule_summaries`, None when it judged nothing."""

    rule_id: str
    catalogue: dict[str, Any]
    row: dict[str, Any] | None
    history: tuple[float | None, ...]

    @property
    def is_measured(self) -> bool:
        return bool(self.catalogue["is_measured"])

    def count(self, verdict: str) -> int:
        return int(self.row[f"{verdict}_count"] or 0) if self.row else 0

    @property
    def judged(self) -> int:
        """How many subjects were kept or not: the n of the kept share."""
        return self.count("met") + self.count("missed")

    @property
    def verdict(self) -> str:
        """One verdict for the period: a single miss is a miss; without a judgement, what is most
        worth knowing of the others."""
        return next((verdict for verdict in VERDICTS if self.count(verdict)), NOTHING)

    def words_of(self, words: Words, field: str) -> str:
        """A text of the catalogue (`name`, `words`, `missing`) in the reader's language."""
        return str(self.catalogue[f"{field}_{words.language}"] or "")


def read_rules(history: pl.DataFrame, period: Period, periods: int) -> list[RuleReading]:
    """The readings of a `rule_history` frame, by rule number. Up to `periods` periods make the
    trend, from the first in which any rule judged; those without a judgement are left empty."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for row in history.iter_rows(named=True):
        by_id.setdefault(row["rule_id"], []).append(row)
    first = min(_starts(history), default=period.start_on)
    starts = [period.earlier(back).start_on for back in range(periods - 1, -1, -1)]
    starts = [start for start in starts if start >= first]
    readings = []
    for rule_id in sorted(by_id, key=rule_number):
        rows = {row["period_start_on"]: row for row in by_id[rule_id] if row["period_start_on"]}
        trend = tuple(rows[start]["kept_share"] if start in rows else None for start in starts)
        readings.append(RuleReading(rule_id, by_id[rule_id][0], rows.get(period.start_on), trend))
    return readings


def _starts(history: pl.DataFrame) -> list[date]:
    return history["period_start_on"].drop_nulls().to_list()


def rule_number(rule_id: str) -> tuple[str, int, str]:
    """SV2 before SV10, SV4 before SV4F."""
    match = _NUMBER.fullmatch(rule_id)
    return (match[1], int(match[2]), match[3]) if match else (rule_id, 0, "")


def in_order(readings: Iterable[RuleReading], order: str) -> list[RuleReading]:
    """Most missed first, the least kept share first, or by number; what judged nothing last."""
    keys: dict[str, Callable[[RuleReading], tuple[float, ...]]] = {
        "missed": lambda r: (not r.row, -r.count("missed"), -r.count("pending")),
        "share": lambda r: (not r.judged, _share(r)),
        "number": lambda r: (),
    }
    return sorted(readings, key=lambda r: (*keys[order](r), *rule_number(r.rule_id)))


def _share(reading: RuleReading) -> float:
    return reading.count("met") / reading.judged if reading.judged else 0.0


def threshold_text(words: Words, catalogue: dict[str, Any]) -> str:
    """The limit of a rule in its unit, as it is said of its subject: `10 分钟内`, `当日`,
    `至少 20 户`, `96%`."""
    threshold, unit = catalogue["threshold"], str(catalogue["unit"] or "")
    if threshold is None or not unit:
        return words("missing.blank")
    number = (
        formats.target_share(words, threshold) if unit == "share" else formats.trimmed(threshold)
    )
    said = (
        f"{unit}.{catalogue['subject_kind']}",
        f"{unit}.0" if threshold == 0 else "",
        unit,
    )
    key = next((f"code.rule_limit.{name}" for name in said if _is_said(words, name)), None)
    return words(key, n=number) if key else number


def _is_said(words: Words, name: str) -> bool:
    return f"code.rule_limit.{name}" in words.by_key


def counted_text(words: Words, unit: str, value: Decimal | None, row: dict[str, Any]) -> str | None:
    """What a rule counted, in its unit; a share that missed is never rounded into its target."""
    if value is None:
        return None
    if unit == "share":
        missed = row["verdict"] == "missed" and value != row["required_value"]
        return formats.share(words, value, target=row["required_value"], missed=missed)
    return formats.trimmed(value)


def subject_text(words: Words, subject_id: str) -> str:
    """A subject as people say it: a ticket by its number, a project's month by the month."""
    if SEPARATOR not in subject_id:
        return subject_id
    period = subject_period(subject_id)
    code = subject_id.rsplit(SEPARATOR, 1)[1]
    return formats.period(words, period.kind, period.start_on) if period else code


def subject_period(subject_id: str) -> Period | None:
    """The period of a whole project's promise (`project|2026-10`, `|2026Q4`, `|2026`)."""
    year, _, quarter = subject_id.rsplit(SEPARATOR, 1)[-1].partition("Q")
    return parse_period(f"{year}-Q{quarter}" if quarter else year)
