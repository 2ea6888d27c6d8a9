"""The manifest of a snapshot: what it was made of and what is in it.

Belongs here: assembling `manifest.json` and the one-row table `marts.build_info` from an
open build. Does not belong here: publishing it (`pipelines.publish.snapshots`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

import duckdb
import polars as pl

from pipelines import __version__
from pipelines.exports import COMPANY_SETTINGS
from pipelines.intake import ledger
from pipelines.publish.fingerprint import table_fingerprints
from pipelines.publish.snapshots import DATA_CLASSES
from pipelines.settings import CHINA, Home


class Checked(Protocol):
    """A check's outcome, as far as the manifest counts it."""

    @property
    def status(self) -> str: ...


def build_manifest(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    *,
    snapshot_id: str,
    as_of: datetime,
    checks: Sequence[Checked],
    seconds: dict[str, float],
) -> dict[str, Any]:
    """Describe the build open in `con` (its three files attached as `published_<class>`).

    `built_at` is the only time of day in a snapshot that comes from the clock; it is in the
    manifest alone, so that the tables stay the same for the same input.
    """
    settings = {contract.name for contract in COMPANY_SETTINGS}
    known = ledger.known_batches(home, as_of)
    data_to = max(batch.exported_at for batch in known if batch.export not in settings)
    con.execute(
        "create or replace table published_main.marts.build_info"
        " (as_of timestamp, snapshot_id varchar, software_version varchar, data_to timestamp)"
    )
    con.execute(
        "insert into published_main.marts.build_info values ($1, $2, $3, $4)",
        [as_of, snapshot_id, __version__, data_to],
    )
    counted = dict.fromkeys(("passed", "warned", "failed", "errored"), 0)
    for check in checks:
        counted[check.status] += 1
    return {
        "snapshot_id": snapshot_id,
        "as_of": as_of.isoformat(sep=" "),
        "data_to": data_to.isoformat(sep=" "),
        "built_at": datetime.now(CHINA).isoformat(timespec="seconds"),
        "software_version": __version__,
        "exports": totals_by_export(home, as_of),
        "tables": {
            data_class: table_fingerprints(con, f"published_{data_class}")
            for data_class in DATA_CLASSES
        },
        "checks": counted,
        "seconds": seconds,
    }


def totals_by_export(home: Home, as_of: datetime) -> dict[str, dict[str, Any]]:
    """Export → rows in, accepted, quarantined, ignored, and the same in fen per money column.

    Loaded files only: a held, refused or re-delivered file brought nothing in.
    """
    files = ledger.intake_files_frame(home, as_of).filter(pl.col("status") == "accepted")
    rows = files.group_by("export").agg(pl.col("^rows_.*$").sum()).sort("export")
    fen = (
        ledger.control_totals_frame(home, as_of)
        .join(
            files.select("file", "export", "batch_id"),
            on=["file", "export", "batch_id"],
            how="semi",
        )
        .group_by("export", "field")
        .agg(pl.col("^fen_.*$").sum())
        .sort("export", "field")
    )
    totals: dict[str, dict[str, Any]] = {
        row.pop("export"): row | {"amounts_fen": {}} for row in rows.to_dicts()
    }
    for row in fen.to_dicts():
        export, column = row.pop("export"), row.pop("field")
        totals[export]["amounts_fen"][column] = {
            name.removeprefix("fen_"): value for name, value in row.items()
        }
    return totals
