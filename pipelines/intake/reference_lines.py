"""The cells of rows refused for a reference, as text again for the correction workbook.

Belongs here: reading stored rows back and writing their values as a clerk would. Does not
belong here: which rows are refused (`references`) or still open (`open_quarantine`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.intake.records import SheetRecord

# Beyond that the list of projects is to be mended, not every row that names one.
MOST_REFERENCE_LINES = 2_000


def with_stored_cells(
    findings: pl.DataFrame,
    lake_files: Mapping[str, Path],
    sheets: Mapping[tuple[str, str], SheetRecord],
) -> pl.DataFrame:
    """Findings of one file with the cells of reference refusals filled in from the lake.

    `lake_files` are the file's Parquet files by export; a refusal without one, and all of
    them when they are too many to mend by hand, are left out.
    """
    is_reference = (pl.col("finding_no") == 1) & pl.col("cells").is_null()
    references = findings.filter(is_reference & pl.col("export").is_in(list(lake_files)))
    others = findings.filter(~is_reference)
    if not references.height or references.height > MOST_REFERENCE_LINES:
        return others
    filled = []
    for (export, sheet), lines in references.group_by("export", "sheet", maintain_order=True):
        place = sheets[str(export), str(sheet)]
        stored = _stored_rows(lake_files[str(export)], str(sheet), lines["row"].to_list())
        cells = [
            json.dumps(cells_of(stored[row], place), ensure_ascii=False) for row in lines["row"]
        ]
        filled.append(lines.with_columns(pl.Series("cells", cells, dtype=pl.String)))
    return pl.concat([others, *filled]).sort("export", "sheet", "row", "finding_no")


def _stored_rows(path: Path, sheet: str, rows: list[int]) -> dict[int, dict[str, Any]]:
    wanted = (pl.col("source_sheet") == sheet) & pl.col("source_row").is_in(rows)
    found = pl.scan_parquet(path).filter(wanted).collect()
    return {record["source_row"]: record for record in found.iter_rows(named=True)}


def cells_of(values: Mapping[str, Any], place: SheetRecord) -> list[str | None]:
    """A stored row as the texts of its file's columns; a column that the contract does not
    ask for is empty."""
    cells: list[str | None] = [None] * len(place.headers)
    for field, position in place.positions.items():
        cells[position] = text_of(values[field])
    return cells


def text_of(value: object) -> str | None:
    """A stored value as a clerk would type it."""
    match value:
        case None:
            return None
        case bool():
            return "是" if value else "否"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case date():
            return f"{value:%Y-%m-%d}"
        case _:
            return str(value)
