"""What the ledger remembers, as Python objects.

Belongs here: the shapes of a received file, a batch, a sheet, control totals and a
delivery. Does not belong here: SQL (`ledger_store`), or who decides a status (`take_file`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pipelines.parsing.parsed import Finding

BATCH_ID_LENGTH = 16


class Status(StrEnum):
    """What became of a file, or of one export found in it."""

    LANDED = "landed"  # its bytes are kept, nothing has read it yet
    ACCEPTED = "accepted"
    HELD = "held"  # too many refused rows: waits for `--accept`
    REJECTED = "rejected"  # unreadable, or no export recognised
    DUPLICATE = "duplicate"  # the same content was loaded before


@dataclass(frozen=True)
class Message:
    """One sentence for people, in both languages."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True)
class ReceivedFile:
    """One file by its bytes. `arrival` numbers files in the order in which they were
    taken; `same_time_number` is 0 for the first file of a name and export time and counts
    up for later, different files of the same name and time (a file saved again over
    itself), so that the later one is known to be newer."""

    sha256: str
    arrival: int
    file_name: str
    extension: str
    size_bytes: int
    project_hint: str | None
    exported_at: datetime
    same_time_number: int
    status: Status
    accepted_by_hand: bool = False
    is_bug: bool = False
    message: Message = Message()

    @property
    def batch_id(self) -> str:
        return self.sha256[:BATCH_ID_LENGTH]

    @property
    def landing_name(self) -> str:
        return f"{self.sha256}.{self.extension}"


@dataclass(frozen=True)
class FourWays:
    """What came in, and where all of it went."""

    taken_in: int
    accepted: int
    quarantined: int
    ignored: int

    @property
    def balances(self) -> bool:
        return self.taken_in == self.accepted + self.quarantined + self.ignored


class Rows(FourWays):
    """Row counts of a batch."""


class Fen(FourWays):
    """Control total of one money field of a batch, in fen (1/100 yuan)."""


@dataclass(frozen=True)
class SheetRecord:
    """One sheet read as one export: where each field stands, so that a later finding can
    still name the cell. `positions` maps a field to its position among the headers,
    `first_column` is how many columns of the sheet stand before the first header."""

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    positions: dict[str, int]
    first_column: int
    missing_fields: tuple[str, ...]
    rows_in: int


@dataclass(frozen=True)
class BatchRecord:
    """One export found in one file."""

    sha256: str
    export: str
    profile: str | None
    status: Status
    rows: Rows
    fen: dict[str, Fen]
    content_key: str
    duplicate_of: str | None
    project_names: tuple[str, ...]
    refund_rows: int
    sheets: tuple[SheetRecord, ...]
    message: Message


@dataclass(frozen=True)
class Closing:
    """A quarantine line that an accepted row of a correction workbook mends; `mended_by` is
    that row, named like a line."""

    line_key: str
    sha256: str
    mended_by: str


@dataclass(frozen=True)
class TakenFile:
    """Everything the ledger enters about a file that was read, in one transaction."""

    received: ReceivedFile
    batches: tuple[BatchRecord, ...] = ()
    notes: tuple[Finding, ...] = ()
    closings: tuple[Closing, ...] = ()
    corrected: tuple[str, ...] = ()  # sha256 of the files whose rows it mends or tried to
    seconds: float = 0.0

    @property
    def quarantined_rows(self) -> int:
        return sum(batch.rows.quarantined for batch in self.batches)


@dataclass(frozen=True)
class Delivery:
    """The same bytes once more: another name, another place or a later time."""

    sha256: str
    path: str
    file_name: str
    modified_ns: int
    exported_at: datetime


@dataclass(frozen=True)
class SeenPath:
    """What an inbox path held when it was last hashed; while nothing of this changes, the
    file is not opened again. `changed_ns` (ctime) also moves when a copy keeps the old
    modification time."""

    path: str
    size_bytes: int
    modified_ns: int
    changed_ns: int
    sha256: str


@dataclass(frozen=True)
class Batch:
    """An accepted batch as the warehouse sees it."""

    export: str
    batch_id: str
    file_name: str
    exported_at: datetime
    rows_accepted: int
    lake_path: Path
