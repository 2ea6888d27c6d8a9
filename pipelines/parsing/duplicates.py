"""The same key twice in one file: the identical row is ignored, the different one refused.

Belongs here: finding keys that occur again and judging the later rows. Does not belong here:
the same key in another file (staging lets the newer export win).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.exports import Export
from pipelines.parsing.findings import Problem
from pipelines.parsing.tables import SOURCE_ROW


@dataclass(frozen=True)
class Repeat:
    """A row whose key an earlier row already has. `table` and `first_table` are positions in
    the list of frames given; `index` is the row's place in its frame."""

    table: int
    index: int
    row: int
    first_table: int
    first_row: int
    identical: bool


def find_repeats(export: Export, frames: list[pl.DataFrame]) -> list[Repeat]:
    """Later rows with a key seen before in the same file, over all its tables of `export`.

    Empty parts of a key compare as equal. Cost: nothing but one comparison per row when the
    keys come in order, one hash table otherwise; rows are only compared where keys repeat.
    """
    keys = list(export.key)
    together = pl.concat([frame.select(keys) for frame in frames])
    if not together.height or _all_different(together):
        return []
    places = pl.concat(
        [
            frame.select(pl.lit(i, pl.Int32).alias("table"), pl.int_range(frame.height).alias("at"))
            for i, frame in enumerate(frames)
        ]
    )
    shared = together.is_duplicated()
    seen: dict[tuple[Any, ...], tuple[int, int, tuple[Any, ...]]] = {}
    repeats = []
    for table, at in places.filter(shared).rows():
        record = frames[table].row(at, named=True)
        key = tuple(record[field] for field in keys)
        row = record.pop(SOURCE_ROW)
        content = tuple(record.values())
        if key not in seen:
            seen[key] = (table, row, content)
            continue
        first_table, first_row, first_content = seen[key]
        same = content == first_content
        repeats.append(Repeat(table, at, row, first_table, first_row, same))
    return repeats


def _all_different(keys: pl.DataFrame) -> bool:
    if keys.width == 1:
        column = keys.to_series()
        if not column.null_count() and (column.slice(1) > column.slice(0, column.len() - 1)).all():
            return True
        return bool(column.n_unique() == column.len())
    return keys.n_unique() == keys.height


def same_key_problem(export: Export, first_place: str, first_row: int) -> Problem:
    """Why a later row with other content is refused."""
    names = "、".join(export.column(field).header for field in export.key)
    fields = ", ".join(export.key)
    return Problem(
        "E211",
        f"本文件中不重复的{names}",
        f"a key ({fields}) that occurs once in the file",
        f"{first_place}第 {first_row} 行已有同样的{names}而内容不同：请删去错的一行，或改正编号。",
        f"Row {first_row} {first_place} has the same key with other content: delete the wrong row "
        "or correct the key.",
    )
