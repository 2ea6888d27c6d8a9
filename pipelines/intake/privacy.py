"""What of a finding may stand in the main file, which holds no names, phones or pay.

Belongs here: hiding what stood in personal and pay cells, and which money may be summed.
Does not belong here: the correction workbook, which shows its owner every cell.
"""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from pipelines.exports import EXPORTS_BY_NAME, DataClass, Export
from pipelines.parsing.findings import shown

HIDDEN = "***"
SAME_KEY = "E211"  # its found text is the whole key, whatever column it points at


def hide_private(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings without what stood in personal and pay cells (also inside the messages), and
    without the amounts of rows whose money is pay."""
    paid = [
        e.name for e in EXPORTS_BY_NAME.values() if set(e.money_fields) - set(shown_money_fields(e))
    ]
    is_paid = pl.col("export").is_in(paid)
    findings = findings.with_columns(
        pl.when(is_paid).then(None).otherwise(pl.col("amount_affected")).alias("amount_affected")
    )
    columns = ("export", "field", "code", "found", "message_zh", "message_en")
    kept = [_without_private(*row) for row in findings.select(columns).iter_rows()]
    hidden = pl.DataFrame(kept, schema=dict.fromkeys(columns[3:], pl.String), orient="row")
    return findings.with_columns(hidden.get_columns())


def _without_private(
    export: str, field: str | None, code: str, found: str | None, zh: str, en: str
) -> tuple[str | None, str, str]:
    if not found or not _is_private(export, field, code):
        return found, zh, en
    seen = shown(found)
    return HIDDEN, zh.replace(seen, HIDDEN), en.replace(seen, HIDDEN)


@lru_cache
def _is_private(export: str, field: str | None, code: str) -> bool:
    contract = EXPORTS_BY_NAME.get(export)
    if contract is None:
        return True  # of an export that this version no longer knows
    fields = contract.key if code == SAME_KEY else (field,)
    return any(
        column.data_class is not DataClass.MAIN
        for column in contract.columns
        if column.field in fields
    )


def shown_money_fields(export: Export) -> tuple[str, ...]:
    """Money fields that may stand in the main file: pay may not."""
    return tuple(f for f in export.money_fields if export.column(f).data_class is not DataClass.PAY)
