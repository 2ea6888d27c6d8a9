"""Control totals: what came in is what was accepted, quarantined and ignored, to the fen.

Belongs here: the sums and the comparison. Does not belong here: writing Parquet (`lake`),
whose file is read back here by another library than the one that wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.intake.records import Fen, Rows
from pipelines.parsing.parsed import ParsedTable


class ControlTotalsBroken(Exception):
    """Rows or fen were lost or made between reading and storing; nothing may be published."""


def rows_of(tables: Sequence[ParsedTable], accepted: int) -> Rows:
    """Row counts of a batch, with `accepted` counted in what was stored."""
    return Rows(
        taken_in=sum(t.rows_in for t in tables),
        accepted=accepted,
        quarantined=sum(len(t.refused) for t in tables),
        ignored=sum(len(t.ignored) for t in tables),
    )


def fen_of(tables: Sequence[ParsedTable], accepted: dict[str, int]) -> dict[str, Fen]:
    """Control totals per money field, with `accepted` summed over what was stored."""
    return {
        field: Fen(
            taken_in=sum(to_fen(t.amounts_in.get(field)) for t in tables),
            accepted=accepted[field],
            quarantined=sum(to_fen(r.amounts.get(field)) for t in tables for r in t.refused),
            ignored=sum(to_fen(r.amounts.get(field)) for t in tables for r in t.ignored),
        )
        for field in tables[0].export.money_fields
    }


def stored_totals(path: Path, money_fields: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Rows and fen per money field of a Parquet file, read back row group by row group."""
    rows = 0
    fen = dict.fromkeys(money_fields, 0)
    with pq.ParquetFile(path) as stored:
        if not money_fields:
            return stored.metadata.num_rows, fen
        for number in range(stored.num_row_groups):
            group = stored.read_row_group(number, columns=list(money_fields))
            rows += group.num_rows
            for field in money_fields:
                fen[field] += to_fen(pc.sum(group.column(field)).as_py())
    return rows, fen


def check_balance(what: str, rows: Rows, fen: dict[str, Fen]) -> None:
    """Raise ControlTotalsBroken when rows or any money field do not add up."""
    broken = [] if rows.balances else [f"rows {rows}"]
    broken += [f"{field} {total}" for field, total in fen.items() if not total.balances]
    if broken:
        raise ControlTotalsBroken(
            f"{what}: 收到 ≠ 采用 + 隔离 + 忽略 / in ≠ accepted + quarantined + ignored: "
            + "; ".join(broken)
        )


def to_fen(yuan: Decimal | None) -> int:
    """Yuan as whole fen. Raises ControlTotalsBroken for a part of a fen: money is read with
    two places, so there is none."""
    if yuan is None:
        return 0
    scaled = yuan.scaleb(2)
    if scaled != scaled.to_integral_value():
        raise ControlTotalsBroken(f"{yuan} 不是整分 / is not a whole number of fen")
    return int(scaled)


def to_yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)
