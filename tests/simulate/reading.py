"""Reading simulated exports back for the tests, through the parser that intake uses.

Belongs here: files → frames of what is finally known. Does not belong here: any expectation.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.parsing.parse_file import parse_file
from pipelines.parsing.parsed import ParsedFile


def export_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix != ".json")


def exported_at(path: Path) -> datetime:
    return datetime.strptime(path.stem.rsplit("_", 1)[1], "%Y%m%dT%H%M")


def parsed(path: Path) -> ParsedFile:
    return parse_file(path, file_name=path.name, exported_at=exported_at(path))


def finally_known(
    folder: Path, leave_out: frozenset[tuple[str, int | None]] = frozenset()
) -> dict[str, pl.DataFrame]:
    """Per export the newest row of every key, over all files of the folder.

    `leave_out` names (file, row) pairs that intake refuses, with row None for a whole file.
    """
    parts: dict[str, list[pl.DataFrame]] = {}
    for path in sorted(export_files(folder), key=exported_at):
        if (path.name, None) in leave_out:
            continue
        refused = [row for file, row in leave_out if file == path.name]
        for table in parsed(path).tables:
            rows = table.accepted.filter(~pl.col("source_row").is_in(refused))
            parts.setdefault(table.export.name, []).append(rows.drop("source_row"))
    return {
        name: pl.concat(frames).unique(
            list(EXPORTS_BY_NAME[name].key), keep="last", maintain_order=True
        )
        for name, frames in parts.items()
    }
