"""What a mended correction workbook means: which lines its rows mend.

Belongs here: reading its keys. Does not belong here: writing the workbook
(`correction_workbook`), or which lines are open (`open_quarantine`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import polars as pl

from pipelines.intake.quarantine import LineKey
from pipelines.intake.records import Closing, ReceivedFile
from pipelines.parsing.parsed import IgnoredRow, ParsedTable

OTHER_HALF = "other_half_of_a_correction"


def corrected_batches(tables: Iterable[ParsedTable]) -> list[str]:
    """Batch ids of the files whose lines these tables mend; none for an ordinary file."""
    texts = {text for table in tables for text in table.corrects.values()}
    return sorted({key.batch_id for text in texts for key in LineKey.parse_all(text)})


def line_mended_by(table: ParsedTable, row: int) -> LineKey | None:
    """The line of this table's export that a row is meant to mend."""
    keys = LineKey.parse_all(table.corrects.get(row, ""))
    return next((key for key in keys if key.export == table.export.name), None)


def closings_of(received: ReceivedFile, table: ParsedTable) -> list[Closing]:
    """Lines mended by rows of this table that are good now."""
    left_out = {r.row for r in table.refused} | {r.row for r in table.ignored}
    closings = []
    for row in sorted(table.corrects):
        key = line_mended_by(table, row)
        if key is not None and row not in left_out:
            mended_by = LineKey(received.batch_id, table.export.name, table.sheet, row)
            closings.append(Closing(str(key), received.sha256, str(mended_by)))
    return closings


def without_other_halves(tables: Sequence[ParsedTable]) -> tuple[ParsedTable, ...]:
    """Leave out what was loaded before.

    A profile may read two exports from one row (a bill and its payment). When only one of
    them was refused, the mended row would load the other a second time: it is ignored, by
    name, with its money.
    """
    return tuple(_without_other_half(t) if t.profile and t.corrects else t for t in tables)


def _without_other_half(table: ParsedTable) -> ParsedTable:
    others = [
        row
        for row, text in table.corrects.items()
        if LineKey.parse_all(text) and line_mended_by(table, row) is None
    ]
    is_other = pl.col("source_row").is_in(others)
    fields = table.export.money_fields
    ignored = [
        IgnoredRow(row, OTHER_HALF, _amounts(dict(zip(fields, values, strict=True))))
        for row, *values in table.accepted.filter(is_other).select("source_row", *fields).rows()
    ]
    return replace(
        table,
        accepted=table.accepted.filter(~is_other),
        ignored=tuple(sorted([*table.ignored, *ignored], key=lambda r: r.row)),
    )


def _amounts(values: dict[str, Decimal | None]) -> dict[str, Decimal]:
    return {field: value for field, value in values.items() if value is not None}
