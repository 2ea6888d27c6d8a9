"""The lake: one typed Parquet file per export of an accepted file, never changed once named.

Belongs here: the stored columns, writing aside and renaming, and the proof that what was
written is what was read. Does not belong here: which batches are known at a moment
(`ledger`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import polars as pl

from pipelines.exports import ColumnType, Export
from pipelines.intake.control_totals import check_balance, fen_of, rows_of, stored_totals
from pipelines.intake.durable import write_aside
from pipelines.intake.records import Fen, ReceivedFile, Rows
from pipelines.parsing.parsed import ParsedTable
from pipelines.settings import Home

LAKE_TYPES: dict[ColumnType, pl.DataType] = {
    ColumnType.TEXT: pl.String(),
    ColumnType.IDENTIFIER: pl.String(),
    ColumnType.CODE: pl.String(),
    ColumnType.MONEY: pl.Decimal(18, 2),
    ColumnType.NUMBER: pl.Decimal(18, 4),
    ColumnType.RATE: pl.Decimal(18, 4),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.DATE: pl.Date(),
    ColumnType.MONTH: pl.Date(),
    ColumnType.TIMESTAMP: pl.Datetime("us"),
    ColumnType.BOOLEAN: pl.Boolean(),
}


def lake_path(home: Home, export: str, batch_id: str) -> Path:
    return home.lake / export / f"{batch_id}.parquet"


def write_batch(
    home: Home, received: ReceivedFile, tables: Sequence[ParsedTable]
) -> tuple[Rows, dict[str, Fen]]:
    """Store the accepted rows of one export of a file; give its totals as read back.

    Raises ControlTotalsBroken before the file gets its name, so a leak is never in the lake.
    """
    export = tables[0].export
    path = lake_path(home, export.name, received.batch_id)
    totals: list[tuple[Rows, dict[str, Fen]]] = []

    def write_and_prove(aside: Path) -> None:
        stored_rows(received, tables).sink_parquet(aside, compression="zstd", compression_level=1)
        rows, fen = stored_totals(aside, export.money_fields)
        proven = rows_of(tables, rows), fen_of(tables, fen)
        check_balance(f"{received.file_name} → {export.name}", *proven)
        totals.append(proven)

    write_aside(path, write_and_prove)
    return totals[0]


def stored_rows(received: ReceivedFile, tables: Sequence[ParsedTable]) -> pl.LazyFrame:
    """Accepted rows in lake columns: the contract's fields, then where each row came from.

    `file_received_at` is the export time plus a microsecond for every earlier, different
    file of the same name and time, so that the later saved one is the newer one.
    """
    parts = [_with_provenance(received, table) for table in tables]
    return parts[0] if len(parts) == 1 else pl.concat(parts)


def _with_provenance(received: ReceivedFile, table: ParsedTable) -> pl.LazyFrame:
    arrived = received.exported_at + timedelta(microseconds=received.same_time_number)
    return table.accepted.lazy().select(
        *contract_columns(table.export),
        pl.lit(received.file_name).alias("source_file"),
        pl.lit(table.sheet).alias("source_sheet"),
        pl.col("source_row").cast(pl.Int32),
        pl.lit(received.exported_at, dtype=pl.Datetime("us")).alias("exported_at"),
        pl.lit(arrived, dtype=pl.Datetime("us")).alias("file_received_at"),
        pl.lit(received.batch_id).alias("batch_id"),
        pl.lit(",".join(table.missing_fields)).alias("missing_columns"),
    )


def contract_columns(export: Export) -> list[pl.Expr]:
    """The contract's fields in order and in their stored types."""
    return [pl.col(c.field).cast(LAKE_TYPES[c.type]) for c in export.columns]
