"""A scenario as a person reads it: which clause it reads otherwise, and both readings in words.

Belongs here: matching what a scenario differs in with the published readings. Does not belong here:
the difference in yuan, and how it is drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboards.text import Words

# One difference as it is published: `tier_mode=marginal`.
_DIFFERENCE = re.compile(r"([A-Za-z0-9_]+)\s*=\s*([^,;，；、]+)")
_CLAUSE = re.compile(r"([A-Z]+)(\d+)(.*)")


@dataclass(frozen=True)
class Difference:
    """One item in which a scenario differs: the clause's question, how it is read for pay
    (`usual`), how the scenario reads it (`other`)."""

    clause: str
    question: str
    usual: str
    other: str


@dataclass(frozen=True)
class Scenario:
    scenario_id: str
    name: str
    is_company_setting: bool
    differences: tuple[Difference, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        found = {difference.clause for difference in self.differences if difference.clause}
        return tuple(sorted(found, key=clause_order))


def clause_order(clause: str) -> tuple[str, int, str]:
    """C2 before C10, C8.W1 after C8."""
    match = _CLAUSE.fullmatch(clause)
    return (match[1], int(match[2]), match[3]) if match else (clause, 0, "")


def read_scenarios(
    words: Words, scenarios: pl.DataFrame, readings: pl.DataFrame
) -> dict[str, Scenario]:
    """Every scenario of `commission_scenarios` but the one that pay follows, by id: the company's
    own first, then in the order of the clauses."""
    by_item: dict[str, list[dict[str, Any]]] = {}
    for row in readings.iter_rows(named=True):
        by_item.setdefault(row["reading_id"], []).append(row)
    found = [
        Scenario(
            row["scenario_id"],
            str(row[f"name_{words.language}"] or row["scenario_id"]),
            bool(row["is_company_setting"]),
            tuple(_differences(words, str(row["differs"] or ""), by_item)),
        )
        for row in scenarios.iter_rows(named=True)
        if row["scenario_id"] != "actual"
    ]
    found.sort(key=lambda s: (not s.is_company_setting, [clause_order(c) for c in s.clauses]))
    return {scenario.scenario_id: scenario for scenario in found}


def _differences(
    words: Words, differs: str, by_item: dict[str, list[dict[str, Any]]]
) -> list[Difference]:
    return [
        _difference(words, item, value.strip(), by_item.get(item, []))
        for item, value in _DIFFERENCE.findall(differs)
    ]


def _difference(words: Words, item: str, value: str, rows: list[dict[str, Any]]) -> Difference:
    """One item; what is no reading (another plan, other targets) has words of its own."""
    if not rows:
        question = words.code("scenario_item", item)
        return Difference("", question, words("readings.as_it_stands"), value)

    def told(row: dict[str, Any] | None) -> str:
        return str(row[f"value_{words.language}"]) if row else value

    usual = next((row for row in rows if row["is_default"]), None)
    other = next((row for row in rows if row["value"] == value), None)
    first = rows[0]
    return Difference(
        str(first["clause"]), str(first[f"question_{words.language}"]), told(usual), told(other)
    )
