"""What a profile's column rules make of the cells of a sheet.

Belongs here: turning one `ColumnRule` into a polars expression over a sheet's text columns.
Does not belong here: which rows are kept and how rows are linked (`rows`), or typing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.parsing.tables import position_column
from pipelines.profiles import readings
from pipelines.profiles.headers import first_position, header_positions
from pipelines.profiles.vocabulary import (
    BySign,
    ColumnRule,
    Condition,
    Constant,
    FromFolder,
    FromHeader,
    Headers,
    InGroup,
    Is,
    MonthEdge,
    OtherRow,
    Source,
    Sum,
    Template,
    TemplatePart,
)

# As long as the sheet, because a function on a literal would see one value only.
EMPTY = pl.repeat(None, pl.len(), dtype=pl.String)


@dataclass(frozen=True)
class Sheet:
    """How the rules see one sheet: its headers' positions and the words that mean nothing."""

    positions: dict[str, int]
    empty_values: tuple[str, ...]
    folder: str | None

    @classmethod
    def of(cls, headers: Sequence[str], empty_values: tuple[str, ...], folder: str | None) -> Sheet:
        return cls(header_positions(headers), empty_values, folder)

    def position(self, headers: Headers) -> int | None:
        return first_position(self.positions, headers)

    def cell(self, headers: Headers) -> pl.Expr:
        """The cleaned cell under the first of `headers`; always null when the file has none."""
        position = self.position(headers)
        if position is None:
            return EMPTY
        return readings.clean(pl.col(position_column(position)), self.empty_values)


def used_headers(source: Source) -> tuple[Headers, ...]:
    """The columns of the file that a source reads, in reading order."""
    match source:
        case FromHeader(headers) | MonthEdge(headers):
            return (headers,)
        case Template(parts):
            return tuple(p.headers for p in parts if isinstance(p, TemplatePart) and p.headers)
        case Sum(add, less):
            return add + less
        case BySign(of):
            return of
        case InGroup(take=take):
            return (take,)
        case OtherRow(attempts=attempts):
            return attempts[0].same
        case _:
            return ()


def used_fields(rule: ColumnRule) -> frozenset[str]:
    """The fields of the same target that must be there before this rule can be applied."""
    fields: set[str] = set()
    if isinstance(rule.source, Template):
        fields = {p.field for p in rule.source.parts if isinstance(p, TemplatePart) and p.field}
    if isinstance(rule.source, OtherRow):
        fields = {rule.source.take}
    if rule.when_empty is not None:
        fields |= used_fields(rule.when_empty)
    return frozenset(fields)


def available(rule: ColumnRule, sheet: Sheet) -> bool:
    """Whether the file can give this field at all (else it is a missing column)."""
    headers = used_headers(rule.source)
    has_own = not headers or any(sheet.position(h) is not None for h in headers)
    if isinstance(rule.source, FromFolder):
        has_own = bool(sheet.folder)
    return has_own or (rule.when_empty is not None and available(rule.when_empty, sheet))


def holds(conditions: Sequence[Condition], sheet: Sheet) -> pl.Expr:
    """True in the rows in which every condition holds (never null)."""
    expressions = [_holds(condition, sheet).fill_null(False) for condition in conditions]
    return pl.all_horizontal(expressions) if expressions else pl.lit(True)


def _holds(condition: Condition, sheet: Sheet) -> pl.Expr:
    cell = sheet.cell(condition.headers)
    checks: list[pl.Expr] = []
    if condition.any_of is not None:
        checks.append(readings.code_key(cell).is_in(_code_keys(condition.any_of)))
    if condition.none_of is not None:
        checks.append(
            ~readings.code_key(cell).is_in(_code_keys(condition.none_of)).fill_null(False)
        )
    if condition.pattern is not None:
        checks.append(cell.str.contains(condition.pattern))
    match condition.state:
        case Is.EMPTY:
            checks.append(cell.is_null())
        case Is.FILLED:
            checks.append(cell.is_not_null())
        case Is.NEGATIVE:
            checks.append(readings.amount(cell) < 0)
        case Is.POSITIVE:
            checks.append(readings.amount(cell) > 0)
        case Is.ZERO:
            checks.append(readings.amount(cell) == 0)
    return pl.all_horizontal(checks)


def value(rule: ColumnRule, sheet: Sheet) -> pl.Expr:
    """The text that `rule` gives its field in every row (`OtherRow` sources: see `rows`)."""
    text = readings.clean(_source(rule, sheet), rule.empty_when)
    for rewrite in rule.rewrite:
        text = text.str.replace(rewrite.match, rewrite.to)
    if rule.rewrite:
        text = readings.clean(text, rule.empty_when)
    if rule.codes or rule.words or rule.other_codes is not None:
        text = _translated(text, rule)
    if rule.absolute or rule.round_places is not None:
        text = _adjusted(text, rule)
    if rule.only_for:
        text = pl.when(holds(rule.only_for, sheet)).then(text).otherwise(None)
    if rule.when_empty is not None:
        text = pl.coalesce(text, value(rule.when_empty, sheet))
    return text.cast(pl.String)


def _source(rule: ColumnRule, sheet: Sheet) -> pl.Expr:
    match rule.source:
        case FromHeader(headers):
            return sheet.cell(headers)
        case Constant(text):
            return pl.lit(text, dtype=pl.String)
        case FromFolder(one_value_in):
            return _folder(one_value_in, sheet)
        case Template(parts):
            return pl.concat_str([_part(part, sheet) for part in parts], ignore_nulls=False)
        case Sum(add, less):
            return _sum_text(add, less, sheet)
        case BySign(of, negative, otherwise):
            total = pl.sum_horizontal([readings.amount(sheet.cell(h)) for h in of])
            return pl.when(total < 0).then(pl.lit(negative)).otherwise(pl.lit(otherwise))
        case MonthEdge(headers, last):
            return _month_edge(sheet.cell(headers), last, rule.dates)
        case InGroup():
            return pl.col(rule.source.column)
        case OtherRow():
            return EMPTY


def _folder(one_value_in: Headers, sheet: Sheet) -> pl.Expr:
    folder = pl.lit(sheet.folder or None, dtype=pl.String)
    if not one_value_in or sheet.position(one_value_in) is None:
        return folder
    single = sheet.cell(one_value_in).n_unique() == 1
    return pl.when(single).then(folder).otherwise(None)


def _part(part: str | TemplatePart, sheet: Sheet) -> pl.Expr:
    if isinstance(part, str):
        return pl.lit(part)
    cell = pl.col(part.field) if part.field else sheet.cell(part.headers)
    if part.reading == "date":
        return readings.day_text(cell)
    if part.reading == "time":
        return readings.moment_text(cell)
    return cell


def _sum_text(add: Sequence[Headers], less: Sequence[Headers], sheet: Sheet) -> pl.Expr:
    cells = [sheet.cell(headers) for headers in (*add, *less)]
    unreadable = pl.any_horizontal(
        [cell.is_not_null() & readings.amount(cell).is_null() for cell in cells]
    )
    total = _total(add, sheet)
    taken_off = _total(less, sheet) if less else pl.lit(0, dtype=pl.Decimal(38, 6))
    # A refund is negative: what is taken off makes its size smaller, not the number.
    net = pl.when(total < 0).then(total + taken_off.abs()).otherwise(total - taken_off.abs())
    return (
        pl.when(pl.all_horizontal([cell.is_null() for cell in cells[: len(add)]]))
        .then(None)
        .when(unreadable)
        .then(pl.concat_str(cells, separator=" + ", ignore_nulls=True))
        .otherwise(readings.amount_text(net))
    )


def _total(columns: Sequence[Headers], sheet: Sheet) -> pl.Expr:
    zero = pl.lit(0, dtype=pl.Decimal(38, 6))
    amounts = [readings.amount(sheet.cell(headers)).fill_null(zero) for headers in columns]
    total = amounts[0]
    for other in amounts[1:]:
        total = total + other
    return total


def _month_edge(cell: pl.Expr, last: bool, formats: Sequence[str]) -> pl.Expr:
    day = readings.moment(cell, formats)
    edge = day.dt.month_end() if last else day.dt.month_start()
    return pl.coalesce(edge.dt.strftime("%Y-%m-%d"), cell)


def _translated(text: pl.Expr, rule: ColumnRule) -> pl.Expr:
    translation = dict(zip(_code_keys(list(rule.codes)), rule.codes.values(), strict=True))
    # Without a declared default an unlisted code stays as it is, for the contract to judge.
    default = text if rule.other_codes is None else pl.lit(rule.other_codes)
    for pattern, ours in reversed(rule.words.items()):
        default = pl.when(text.str.contains(pattern)).then(pl.lit(ours)).otherwise(default)
    translated = readings.code_key(text).replace_strict(
        list(translation), list(translation.values()), default=default, return_dtype=pl.String
    )
    return pl.when(text.is_null()).then(None).otherwise(translated)


def _adjusted(text: pl.Expr, rule: ColumnRule) -> pl.Expr:
    exact = readings.amount(text)
    if rule.absolute:
        exact = exact.abs()
    if rule.round_places is not None:
        exact = exact.round(rule.round_places, mode="half_away_from_zero")
    return pl.coalesce(readings.amount_text(exact), text)


def _code_keys(codes: Sequence[str]) -> list[str]:
    keys = pl.DataFrame({"code": list(codes)}, schema={"code": pl.String})
    return keys.select(readings.code_key(pl.col("code"))).to_series().to_list()
