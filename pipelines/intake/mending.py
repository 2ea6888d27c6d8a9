"""Which correction workbooks are to be written, rewritten or removed.

Belongs here: the files whose open lines changed, and what their workbooks hold. Does not
belong here: how a workbook looks (`correction_workbook`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.intake.correction_workbook import (
    LineToMend,
    carried_over,
    correction_path,
    lines_of,
    sheets_to_mend,
    workbook_names,
    write_workbook,
)
from pipelines.intake.lake import lake_path
from pipelines.intake.ledger_store import LedgerStore
from pipelines.intake.open_quarantine import OpenQuarantine
from pipelines.intake.quarantine import LineKey
from pipelines.intake.records import ReceivedFile, SheetRecord, Status
from pipelines.intake.reference_lines import with_stored_cells
from pipelines.intake.reference_words import NO_REFERENCES
from pipelines.intake.references import refused_references
from pipelines.settings import Home


def write_due_workbooks(home: Home, ledger: LedgerStore) -> tuple[str, ...]:
    """Bring the workbooks of all files whose open lines changed up to date: by this run, by
    one that was interrupted, or because a file that they refer to has come. Gives the paths
    of those that hold lines to mend."""
    newest = ledger.newest_accepted()
    refused = refused_references(home, newest) if newest else NO_REFERENCES
    writer = _WorkbookWriter(home, ledger, refused)
    keys = writer.reference_keys()
    written_with = ledger.reference_keys()
    changed = {s for s in keys | written_with if keys.get(s) != written_with.get(s)}
    due = changed | {f.sha256 for f in ledger.files("workbook_due = 1")}
    paths = []
    for file in writer.files if due else ():
        if file.sha256 in due:
            paths.append(writer.write(file))
            ledger.workbook_written(file.sha256, keys.get(file.sha256, ""))
    return tuple(path for path in paths if path is not None)


class _WorkbookWriter:
    """Writes workbooks; reads what all of them share once."""

    def __init__(self, home: Home, ledger: LedgerStore, refused: pl.DataFrame) -> None:
        self._home = home
        self._ledger = ledger
        self.files = ledger.files()
        self._quarantine = OpenQuarantine(home, ledger, self.files, refused)

    def reference_keys(self) -> dict[str, str]:
        """By sha256 of a file: a key that changes when its open lines do for a reason that
        lies in other files."""
        lines: defaultdict[str, list[str]] = defaultdict(list)
        still_open = self._quarantine.only_open(self._quarantine.references)
        for key in still_open["row_key"].to_list():
            lines[key.split("/", 1)[0]].append(key)
        for closing in self._quarantine.void:
            lines[closing.line_key.split("/", 1)[0]].append(f"still open: {closing.line_key}")
        return {
            file.sha256: hashlib.sha256("\n".join(lines[file.batch_id]).encode()).hexdigest()
            for file in self.files
            if file.batch_id in lines
        }

    def write(self, file: ReceivedFile) -> str | None:
        sheets, lake_files = self._contents(file)
        still_open = self._quarantine.open([file.batch_id])
        to_mend = sheets_to_mend(
            sheets,
            with_stored_cells(still_open, lake_files, sheets),
            self._attempts(file, sheets),
        )
        name = self._ledger.workbook_name(file.sha256, *workbook_names(file))
        path = correction_path(self._home, name)
        write_workbook(path, to_mend, file.exported_at)
        return str(path) if to_mend else None

    def _contents(
        self, file: ReceivedFile
    ) -> tuple[dict[tuple[str, str], SheetRecord], dict[str, Path]]:
        """Sheets by (export, name), and the lake files by export. What another system's
        layout held (codes, dates) cannot be told from our values, so a sheet read through a
        profile gives neither positions nor a lake file."""
        batches = self._ledger.batches("b.sha256 = ?", (file.sha256,))
        sheets = {
            (b.export, sheet.sheet): replace(sheet, positions={}) if b.profile else sheet
            for b in batches
            for sheet in b.sheets
        }
        lake_files = {
            b.export: lake_path(self._home, b.export, file.batch_id)
            for b in batches
            if b.status is Status.ACCEPTED and b.profile is None
        }
        return sheets, lake_files

    def _attempts(
        self, file: ReceivedFile, sheets: dict[tuple[str, str], SheetRecord]
    ) -> dict[str, LineToMend]:
        """The newest failed attempt at each line of `file`, under the file's own headers."""
        attempts: dict[str, LineToMend] = {}
        for correction in self._corrections_of(file):
            its_sheets, lake_files = self._contents(correction)
            findings = self._quarantine.findings([correction.batch_id]).filter(
                pl.col("retries").str.starts_with(f"{file.batch_id}/")
            )
            tried = with_stored_cells(findings, lake_files, its_sheets)
            lines = {line.key: line for line in lines_of(tried)}
            for row_key, line_key in tried.select("row_key", "retries").unique(
                maintain_order=True
            ).rows():  # fmt: skip
                here, there = LineKey.parse(row_key), LineKey.parse(line_key)
                if here is None or there is None or (there.export, there.sheet) not in sheets:
                    continue
                attempts[line_key] = carried_over(
                    lines[row_key],
                    there,
                    its_sheets[here.export, here.sheet].headers,
                    sheets[there.export, there.sheet].headers,
                )
        return attempts

    def _corrections_of(self, file: ReceivedFile) -> list[ReceivedFile]:
        """Later files that share the export time, as every correction of `file` does."""
        return [
            f for f in self.files if f.exported_at == file.exported_at and f.arrival > file.arrival
        ]
