"""Which refused rows are still open: stored ones and those refused for a reference.

Belongs here: what a correction closes, and what it does not. Does not belong here: finding
or storing the refusals (`quarantine`, `references`).

A line is closed when a correction workbook brought a row for it that is good. A row of a
correction that is refused again, or that points at something unknown, leaves the line open
and is no line of its own; only when the line had been closed before does it stand for
itself. Lines are never removed: history stays in quarantine and ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from pipelines.intake.ledger_store import LedgerStore
from pipelines.intake.quarantine import FINDING_COLUMNS, LineKey, read_findings
from pipelines.intake.records import Closing, ReceivedFile
from pipelines.settings import Home


class OpenQuarantine:
    """The quarantine of the files known at a moment.

    `files` are those files, `refused` the rows refused for a reference at that moment
    (`reference_words.REFERENCE_COLUMNS`).
    """

    def __init__(
        self,
        home: Home,
        ledger: LedgerStore,
        files: Sequence[ReceivedFile],
        refused: pl.DataFrame,
    ) -> None:
        self._home = home
        self._arrivals = {f.batch_id: f.arrival for f in files}
        shas = {f.sha256: f.arrival for f in files}
        closings = [c for c in ledger.closings() if c.sha256 in shas]
        unknown = set(refused["row_key"].to_list())
        self.void = [c for c in closings if c.mended_by in unknown]
        self.closings = [c for c in closings if c.mended_by not in unknown]
        self._closed_at: dict[str, int] = {}
        for c in self.closings:
            self._closed_at[c.line_key] = max(shas[c.sha256], self._closed_at.get(c.line_key, 0))
        self.references = _as_findings(refused, self.void)

    def findings(self, batch_ids: Iterable[str]) -> pl.DataFrame:
        """Every finding about these files' rows (FINDING_COLUMNS), closed or not; those
        about references have no `cells`."""
        wanted = list(batch_ids)
        about_references = self.references.filter(pl.col("batch_id").is_in(wanted))
        return pl.concat([read_findings(self._home, wanted), about_references])

    def open(self, batch_ids: Iterable[str]) -> pl.DataFrame:
        """The findings of lines still open, in order of file, export, sheet and row."""
        return self.only_open(self.findings(batch_ids)).sort(
            "file", "batch_id", "export", "sheet", "row", "finding_no", nulls_last=True
        )

    def only_open(self, findings: pl.DataFrame) -> pl.DataFrame:
        lines = findings.select("row_key", "retries", "batch_id").iter_rows()
        return findings.filter(
            pl.Series([self._is_open(*line) for line in lines], dtype=pl.Boolean)
        )

    def closed_by(self) -> dict[str, Closing]:
        """The first correction that closed each line."""
        first: dict[str, Closing] = {}
        for closing in self.closings:
            first.setdefault(closing.line_key, closing)
        return first

    def _is_open(self, row_key: str, retries: str | None, batch_id: str) -> bool:
        if row_key in self._closed_at:
            return False
        mended = LineKey.parse(retries) if retries else None
        if mended is None or mended.batch_id not in self._arrivals:
            return True
        closed_at = self._closed_at.get(str(mended))
        return closed_at is not None and closed_at < self._arrivals[batch_id]


def _as_findings(refused: pl.DataFrame, void: Sequence[Closing]) -> pl.DataFrame:
    """Reference refusals in quarantine columns; `retries` names the line that a row of a
    correction was meant to mend."""
    meant_for = {c.mended_by: c.line_key for c in void}
    retries = [meant_for.get(key) for key in refused["row_key"].to_list()]
    return (
        refused.rename({"source_sheet": "sheet", "source_row": "row"})
        .with_columns(
            pl.lit(1, dtype=pl.Int32).alias("finding_no"),
            pl.Series("retries", retries, dtype=pl.String),
            pl.lit(None, dtype=pl.String).alias("cells"),
        )
        .select(list(FINDING_COLUMNS))
    )
