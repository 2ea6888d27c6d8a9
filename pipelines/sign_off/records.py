"""What a signature says.

Belongs here: the stages in their order, one entry of the ledger and its JSON form. Does not
belong here: where entries are kept (`ledger`), or who may sign when (`signing`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal


class Stage(StrEnum):
    """What a signature stands for, in the order in which a month passes through them."""

    COMPUTED = "computed"  # freezes the statements
    AUDITED = "audited"
    APPROVED = "approved"
    PAID = "paid"


STAGES = tuple(Stage)
WITHDRAWABLE = (Stage.COMPUTED, Stage.AUDITED)

Action = Literal["sign", "withdraw"]


@dataclass(frozen=True)
class FrozenFile:
    """An immutable Parquet file of a signed month: its name under the folder, its SHA-256."""

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Entry:
    """One line of the ledger.

    `first_month` is earlier than `month` only in the very first signature of a home, which
    closes everything before it as well. `as_of` and `snapshot_id` are of the published
    snapshot that was in force; `lines` and `statements` name what `computed` froze, and every
    later stage of the month repeats them: what it signs is that. `recorded_at` is the wall
    clock's, China time.
    """

    month: date
    first_month: date
    stage: Stage
    action: Action
    by: str
    reason: str
    recorded_at: datetime
    as_of: datetime
    snapshot_id: str
    content_hash: str
    lines: FrozenFile
    statements: FrozenFile
    accepted_blocked: int

    @property
    def months(self) -> tuple[date, ...]:
        """Every month that the signature covers."""
        covered = [self.first_month]
        while covered[-1] < self.month:
            covered.append(next_month(covered[-1]))
        return tuple(covered)

    def as_document(self) -> dict[str, Any]:
        """The entry in JSON's own types."""
        document: dict[str, Any] = json.loads(json.dumps(asdict(self), default=_plain))
        return document


def read_entry(document: dict[str, Any]) -> Entry:
    """The entry of a line of the ledger; KeyError or ValueError when it is none."""
    return Entry(
        month=date.fromisoformat(document["month"]),
        first_month=date.fromisoformat(document["first_month"]),
        stage=Stage(document["stage"]),
        action=document["action"],
        by=document["by"],
        reason=document["reason"],
        recorded_at=datetime.fromisoformat(document["recorded_at"]),
        as_of=datetime.fromisoformat(document["as_of"]),
        snapshot_id=document["snapshot_id"],
        content_hash=document["content_hash"],
        lines=FrozenFile(**document["lines"]),
        statements=FrozenFile(**document["statements"]),
        accepted_blocked=document["accepted_blocked"],
    )


def standing(entries: list[Entry], as_of: datetime | None = None) -> list[Entry]:
    """The signatures that stand at `as_of` (None: now), oldest first: those not withdrawn."""
    stand: list[Entry] = []
    for entry in entries:
        if as_of is not None and entry.as_of > as_of:
            continue
        if entry.action == "sign":
            stand.append(entry)
        else:
            stand = [e for e in stand if (e.month, e.stage) != (entry.month, entry.stage)]
    return stand


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
