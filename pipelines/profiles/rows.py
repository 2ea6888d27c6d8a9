"""Which rows of a sheet a target takes, and how one row finds another.

Belongs here: ignore rules (every row left out is named and counted) and the look-up of
another row inside the file (a refund's original payment). Does not belong here: cells
(`cells`), or judging the values (`pipelines.parsing`).
"""

from __future__ import annotations

import polars as pl

from pipelines.parsing.tables import SOURCE_ROW, IgnoredText
from pipelines.profiles.cells import Sheet, holds
from pipelines.profiles.vocabulary import Attempt, IgnoreRule, OtherRow

_FOUND = "__found"
_COUNT = "__count"
_FLAG = "__flag"


def without_ignored(
    rows: pl.DataFrame, rules: tuple[IgnoreRule, ...], sheet: Sheet
) -> tuple[pl.DataFrame, tuple[IgnoredText, ...]]:
    """The rows that no rule leaves out, and the others by the first rule that does."""
    ignored: list[IgnoredText] = []
    for rule in rules:
        left_out = _flags(rows, _leaves_out(rule, sheet))
        numbers = rows.filter(left_out)[SOURCE_ROW].to_list()
        ignored += [IgnoredText(row=number, rule=rule.rule) for number in numbers]
        rows = rows.filter(~left_out)
    return rows, tuple(sorted(ignored, key=lambda item: item.row))


def _leaves_out(rule: IgnoreRule, sheet: Sheet) -> pl.Expr:
    if rule.superseded_by_later:
        same = [sheet.cell(headers) for headers in rule.superseded_by_later]
        identity = pl.struct([c.alias(f"k{i}") for i, c in enumerate(same)])
        # A row without any of the values is nobody's earlier version.
        known = pl.all_horizontal([cell.is_not_null() for cell in same])
        return known & ~identity.is_last_distinct()
    return holds(rule.where, sheet)


def _flags(rows: pl.DataFrame, condition: pl.Expr) -> pl.Series:
    """The condition for every row (a condition on absent columns is one literal, spread here)."""
    return rows.with_columns(condition.alias(_FLAG))[_FLAG]


def value_of_other_row(
    source: OtherRow, otherwise: pl.Expr, rows: pl.DataFrame, sheet: Sheet
) -> pl.Series:
    """For each row that asks, the field of the one other row described, else `otherwise`.

    Rows that do not ask (`only_for` does not hold) stay empty.
    """
    asking = _flags(rows, holds(source.only_for, sheet))
    found = pl.Series([None] * rows.height, dtype=pl.String)
    for attempt in source.attempts:
        if not (asking & found.is_null()).any():
            break
        found = found.fill_null(_found_by(attempt, source.take, rows, sheet))
    filled = rows.with_columns(found.alias(_FOUND), asking.alias(_FLAG)).with_columns(
        pl.when(_FLAG).then(pl.coalesce(pl.col(_FOUND), otherwise)).alias(_FOUND)
    )
    return filled[_FOUND]


def _found_by(attempt: Attempt, take: str, rows: pl.DataFrame, sheet: Sheet) -> pl.Series:
    if any(sheet.position(headers) is None for headers in attempt.same):
        return pl.Series([None] * rows.height, dtype=pl.String)
    keys = [sheet.cell(headers).alias(f"k{i}") for i, headers in enumerate(attempt.same)]
    names = [f"k{i}" for i in range(len(keys))]
    offered = (
        rows.filter(holds(attempt.where, sheet))
        .select(*keys, pl.col(take).alias(_FOUND))
        .group_by(names)
        .agg(pl.col(_FOUND).first(), pl.len().alias(_COUNT))
        .filter(pl.col(_COUNT) == 1)
    )
    wanted = rows.select(*keys).join(offered, on=names, how="left", maintain_order="left")
    return wanted[_FOUND]
