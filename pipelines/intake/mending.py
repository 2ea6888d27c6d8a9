"""Which correction workbooks a run has to write, rewrite or remove.

Belongs here: the files whose lines changed and what is open of them. Does not belong here: how a
workbook looks (`correction_workbook`).
"""

from __future__ import annotations

from collections.abc import Sequence

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
from pipelines.intake.ledger_store import LedgerStore
from pipelines.intake.quarantine import LineKey, open_lines, read_findings
from pipelines.intake.records import ReceivedFile, SheetRecord
from pipelines.settings import Home


def write_due_workbooks(home: Home, ledger: LedgerStore) -> tuple[str, ...]:
    """Bring the workbooks of all files whose lines changed up to date, also those that an
    interrupted run left; the paths of those that hold lines to mend."""
    due = ledger.files("workbook_due = 1")
    if not due:
        return ()
    writer = _WorkbookWriter(home, ledger, ledger.files())
    paths = []
    for file in due:
        paths.append(writer.write(file))
        ledger.clear_workbook_due(file.sha256)
    return tuple(path for path in paths if path is not None)


class _WorkbookWriter:
    """Writes workbooks; reads what all of them share once."""

    def __init__(self, home: Home, ledger: LedgerStore, files: Sequence[ReceivedFile]) -> None:
        self._home = home
        self._ledger = ledger
        self._arrivals = arrivals_of(files)
        self._closings = ledger.closings()

    def write(self, file: ReceivedFile) -> str | None:
        findings = read_findings(self._home, [file.batch_id])
        still_open = open_lines(findings, self._closings, self._arrivals)
        sheets = self._sheets(file)
        to_mend = sheets_to_mend(sheets, still_open, self._attempts(file, sheets))
        name = self._ledger.workbook_name(file.sha256, *workbook_names(file))
        path = correction_path(self._home, name)
        write_workbook(path, to_mend, file.exported_at)
        return str(path) if to_mend else None

    def _sheets(self, file: ReceivedFile) -> dict[tuple[str, str], SheetRecord]:
        batches = self._ledger.batches("b.sha256 = ?", (file.sha256,))
        return {(b.export, sheet.sheet): sheet for b in batches for sheet in b.sheets}

    def _attempts(
        self, file: ReceivedFile, sheets: dict[tuple[str, str], SheetRecord]
    ) -> dict[str, LineToMend]:
        """The newest refused attempt at each line of `file`, under the file's own headers."""
        attempts: dict[str, LineToMend] = {}
        for correction in self._corrections_of(file):
            findings = read_findings(self._home, [correction.batch_id])
            tried = findings.filter(pl.col("retries").str.starts_with(f"{file.batch_id}/"))
            lines = {line.key: line for line in lines_of(tried)}
            its_sheets = self._sheets(correction)
            first = tried.filter(pl.col("finding_no") == 1)
            for row_key, line_key in first.select("row_key", "retries").iter_rows():
                here, there = LineKey.parse(row_key), LineKey.parse(line_key)
                if here is None or there is None or (there.export, there.sheet) not in sheets:
                    continue
                attempts[line_key] = carried_over(
                    lines[row_key],
                    line_key,
                    its_sheets[here.export, here.sheet].headers,
                    sheets[there.export, there.sheet].headers,
                )
        return attempts

    def _corrections_of(self, file: ReceivedFile) -> list[ReceivedFile]:
        """Later files that share the export time, as every correction of `file` does."""
        return self._ledger.files(
            "exported_at = ? and arrival > ?", (file.exported_at.isoformat(), file.arrival)
        )


def arrivals_of(files: Sequence[ReceivedFile]) -> dict[str, int]:
    """Arrival number of each file by its sha256 and by its batch id."""
    return {key: f.arrival for f in files for key in (f.sha256, f.batch_id)}
