"""Whether the same content was loaded before under other bytes (a workbook saved again).

Belongs here: a cheap key by which to find candidates, and the exact comparison. Does not
belong here: the same bytes (landing knows them by their hash).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.intake.lake import contract_columns
from pipelines.parsing.parsed import ParsedTable

SAMPLED_ROWS = 100


def content_key(tables: Sequence[ParsedTable]) -> str:
    """A key that equal content shares: counts, totals, refused cells and the first and last
    rows of every table. File, sheet, row numbers and header spelling do not count; the line
    that a correction mends does."""
    digest = hashlib.sha256()
    for table in tables:
        facts = (
            table.export.name,
            sorted(table.missing_fields),
            table.rows_in,
            {field: str(total.normalize()) for field, total in sorted(table.amounts_in.items())},
            [row.cells for row in table.refused],
            sorted(row.rule for row in table.ignored),
            [table.corrects[row] for row in sorted(table.corrects)],
        )
        digest.update(json.dumps(facts, ensure_ascii=False).encode())
        rows = table.accepted.select(table.export.fields)
        for sample in (rows.head(SAMPLED_ROWS), rows.tail(SAMPLED_ROWS)):
            digest.update(sample.write_csv(null_value="\\N").encode())
    return digest.hexdigest()


def is_same_content(tables: Sequence[ParsedTable], earlier: Path) -> bool:
    """Whether the accepted rows equal those of an earlier batch, cell by cell, in order.

    Called only for batches that share a content key, which for small files says it all.
    """
    if all(t.accepted.height <= 2 * SAMPLED_ROWS for t in tables):
        return True
    export = tables[0].export
    rows = pl.concat([t.accepted.select(contract_columns(export)) for t in tables])
    return rows.equals(pl.read_parquet(earlier, columns=list(export.fields)))
