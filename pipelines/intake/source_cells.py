"""Where a field of a stored row stood in the file it came from.

Belongs here: the header and the cell of a field, from what the ledger keeps of every sheet.
Does not belong here: what became of the row (`why`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.intake.ledger_store import open_ledger
from pipelines.intake.records import SheetRecord
from pipelines.parsing.findings import column_letters
from pipelines.settings import Home


@dataclass(frozen=True)
class SourceCell:
    """A field of a stored row: its header, and its cell (D12) where the file's layout is known
    and no other file of that name was laid out differently."""

    field: str
    header: str
    cell: str | None


class SourceSheets:
    """The layout of every sheet that was ever taken."""

    def __init__(self, home: Home) -> None:
        self._sheets: dict[tuple[str, str, str], list[SheetRecord]] = {}
        with open_ledger(home) as ledger:
            names = {f.sha256: f.file_name for f in ledger.files()}
            for batch in ledger.batches():
                for sheet in batch.sheets:
                    key = (names[batch.sha256], batch.export, sheet.sheet)
                    self._sheets.setdefault(key, []).append(sheet)

    def cell(self, file: str, export: str, sheet: str, row: int, field: str) -> SourceCell:
        """The cell of `field` in a row of `file`; the contract's header when it is not known."""
        found = {
            (place.headers[place.positions[field]], place.first_column + place.positions[field])
            for place in self._sheets.get((file, export, sheet), [])
            if field in place.positions
        }
        if len(found) == 1:
            ((header, position),) = found
            return SourceCell(field, header, f"{column_letters(position)}{row}")
        contract = EXPORTS_BY_NAME.get(export)
        known = contract is not None and field in contract.fields
        return SourceCell(
            field, contract.column(field).header if contract and known else field, None
        )
