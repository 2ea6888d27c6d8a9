"""Which rows of a sheet a target takes, and how one row finds others.

Belongs here: ignore rules (every row left out is named and counted), rows that are one thing
together (the events of a complaint), and the look-up of another row inside the file (a
refund's original payment). Does not belong here: cells (`cells`), or judging the values
(`pipelines.parsing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from pipelines.parsing.tables import SOURCE_ROW, IgnoredText
from pipelines.profiles import readings
from pipelines.profiles.cells import Sheet, holds
from pipelines.profiles.vocabulary import (
    Attempt,
    ColumnRule,
    Grouping,
    IgnoreRule,
    InGroup,
    OtherRow,
)

_FOUND = "__found"
_COUNT = "__count"
_FLAG = "__flag"
_PLACE = "__place"
_GROUP = "__group"
_MOMENT = "__moment"


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


def with_groups(
    rows: pl.DataFrame, grouping: Grouping, rules: Iterable[ColumnRule], sheet: Sheet
) -> pl.DataFrame:
    """The rows with the place of the row that stands for their group, and one working column
    for each `InGroup` source among the `rules`."""
    keys = [sheet.cell(headers).alias(f"k{i}") for i, headers in enumerate(grouping.same)]
    names = [f"k{i}" for i in range(len(keys))]
    known = pl.all_horizontal([pl.col(name).is_not_null() for name in names])
    standing = pl.col(_PLACE).filter(pl.col(_FLAG)).first().over(names)
    first = pl.coalesce(standing, pl.col(_PLACE).first().over(names))
    places = (
        rows.with_columns(holds(grouping.row, sheet).alias(_FLAG))
        .select(*keys, _FLAG, pl.int_range(pl.len()).alias(_PLACE))
        .select(pl.when(known).then(first).otherwise(pl.col(_PLACE)))
        .to_series()
    )
    rows = rows.with_columns(places.alias(_GROUP))
    for source, formats in _sources_in_group(rules).items():
        picked = _picked(source, formats, rows, sheet)
        rows = rows.join(picked, on=_GROUP, how="left", maintain_order="left")
    return rows


def without_merged(
    rows: pl.DataFrame, grouping: Grouping
) -> tuple[pl.DataFrame, tuple[IgnoredText, ...]]:
    """Of rows `with_groups` those that stand for their group, and the others by its rule."""
    stands = pl.col(_GROUP) == pl.int_range(pl.len())
    merged = rows.filter(~stands)[SOURCE_ROW].to_list()
    return rows.filter(stands), tuple(IgnoredText(row, grouping.rule) for row in merged)


def _sources_in_group(rules: Iterable[ColumnRule]) -> dict[InGroup, Sequence[str]]:
    """Each once with its rule's date formats, stand-ins (`when_empty`) included."""
    found: dict[InGroup, Sequence[str]] = {}
    for rule in rules:
        step: ColumnRule | None = rule
        while step is not None:
            if isinstance(step.source, InGroup):
                found[step.source] = step.dates
            step = step.when_empty
    return found


def _picked(
    source: InGroup, formats: Sequence[str], rows: pl.DataFrame, sheet: Sheet
) -> pl.DataFrame:
    """The cell that the source takes in each group that has one (`_GROUP`, source.column)."""
    asked = holds(source.where, sheet) & sheet.cell(source.moment).is_not_null()
    return (
        rows.filter(asked)
        .select(
            _GROUP,
            sheet.cell(source.take).alias(source.column),
            readings.moment(sheet.cell(source.moment), formats).alias(_MOMENT),
        )
        .sort(_MOMENT, descending=source.latest, nulls_last=False, maintain_order=True)
        .group_by(_GROUP, maintain_order=True)
        .agg(pl.col(source.column).first())
    )


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
