"""One export's rows as they came about, and what of them was known at any moment.

Belongs here: the register of an estate (every row with all its moments, even those after
the horizon) and the cuts of it that an export of a certain time shows. Does not belong
here: drawing the rows, or the files.

Money is kept in whole fen (Int64) so that every total is exact; `in_yuan` makes decimals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.exports import ColumnType, Export

POLARS_TYPES: dict[ColumnType, pl.DataType] = {
    ColumnType.TEXT: pl.String(),
    ColumnType.IDENTIFIER: pl.String(),
    ColumnType.CODE: pl.String(),
    ColumnType.MONEY: pl.Int64(),
    ColumnType.NUMBER: pl.Float64(),
    ColumnType.RATE: pl.Float64(),
    ColumnType.RATE: pl.Float64(),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.DATE: pl.Date(),
    ColumnType.MONTH: pl.Date(),
    ColumnType.MONTH: pl.Date(),
    ColumnType.TIMESTAMP: pl.Datetime("us"),
    ColumnType.BOOLEAN: pl.Boolean(),
}


@dataclass(frozen=True)
class Appears:
    """A field is filled once its event has happened; until then it shows `before`."""

    event: str
    before: str | int | None = None


@dataclass(frozen=True)
class Register:
    """All rows of one export of one estate.

    `rows` has the contract's fields and columns that start with `_`, which are never
    exported. `opened` is the moment a row comes into being; `closed` the moment after which
    it no longer appears in later exports by itself (None: it appears once, and again only
    when an event happens to it). `appears` names the fields that come with an event.
    """

    export: Export
    rows: pl.DataFrame
    opened: str
    closed: str | None = None
    appears: Mapping[str, Appears] = field(default_factory=dict)

    @property
    def events(self) -> tuple[str, ...]:
        stamps = [
            c.field for c in self.export.columns if c.type is ColumnType.TIMESTAMP and not c.planned
        ]
        unseen = {a.event for a in self.appears.values() if a.event.startswith("_")}
        return tuple(stamps + sorted(unseen))

    def has_news(self, cutoff: datetime, since: datetime | None) -> bool:
        """Whether a row was opened or an event happened after `since`, up to `cutoff`."""
        known = self.rows.filter(pl.col(self.opened) <= cutoff)
        news = known if since is None else known.filter(self._changed(since, cutoff))
        return not news.is_empty()

    def known_at(self, cutoff: datetime, since: datetime | None = None) -> pl.DataFrame:
        """The contract's columns as an export at `cutoff` shows them.

        With `since`, only rows that are new, still open then, or changed after it.
        """
        chosen = pl.col(self.opened) <= cutoff
        if since is not None:
            chosen &= self._touched(since, cutoff)
        rows = self.rows.filter(chosen)
        return rows.select(self._as_known(cutoff, name) for name in self.export.fields)

    def _touched(self, since: datetime, cutoff: datetime) -> pl.Expr:
        touched = self._changed(since, cutoff)
        if self.closed is not None:
            touched |= (pl.col(self.closed) > since).fill_null(True)
        return touched

    def _changed(self, since: datetime, cutoff: datetime) -> pl.Expr:
        changed = pl.col(self.opened) > since
        for event in self.events:
            changed |= pl.col(event).is_between(since, cutoff, closed="right").fill_null(False)
        return changed

    def _as_known(self, cutoff: datetime, name: str) -> pl.Expr:
        if name in self.appears:
            appears = self.appears[name]
            happened = (pl.col(appears.event) <= cutoff).fill_null(False)
            return (
                pl.when(happened).then(pl.col(name)).otherwise(pl.lit(appears.before)).alias(name)
            )
        if name in self.events:
            return pl.when(pl.col(name) <= cutoff).then(pl.col(name)).alias(name)
        return pl.col(name)


def contract_rows(export: Export, columns: Mapping[str, object], **unseen: object) -> pl.DataFrame:
    """A frame with the contract's fields in order (null where not given) and `_` columns."""
    given = {name: _series(name, values) for name, values in {**columns, **unseen}.items()}
    height = next(len(series) for series in given.values())
    frame = pl.DataFrame(list(given.values()))
    fields = [
        pl.col(column.field).cast(POLARS_TYPES[column.type])
        if column.field in given
        else pl.repeat(None, height, dtype=POLARS_TYPES[column.type]).alias(column.field)
        for column in export.columns
    ]
    return frame.select([*fields, *(pl.col(name) for name in unseen)])


def only_where(mask: npt.NDArray[np.bool_], values: npt.ArrayLike | pl.Series) -> pl.Series:
    """The values where the mask holds, null elsewhere."""
    given = values if isinstance(values, pl.Series) else pl.Series(np.asarray(values).tolist())
    return pl.select(pl.when(pl.Series(mask)).then(given)).to_series()


def _series(name: str, values: Any) -> pl.Series:
    series = values if isinstance(values, pl.Series) else pl.Series(values=values)
    return series.rename(name)


def in_yuan(export: Export, rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows with money as DECIMAL(18,2) yuan."""
    hundred = pl.lit(Decimal(100))
    return rows.with_columns(
        (pl.col(name).cast(pl.Decimal(18, 2)) / hundred).cast(pl.Decimal(18, 2))
        for name in export.money_fields
    )
