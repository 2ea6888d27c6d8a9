"""What one run of intake did, for the person or program that started it.

Belongs here: the shapes of the report. Does not belong here: printing it (the command line).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.intake.control_totals import to_yuan
from pipelines.intake.inbox import Skipped
from pipelines.intake.messages import rows_to_mend
from pipelines.intake.privacy import shown_money_fields
from pipelines.intake.records import (
    BatchRecord,
    Delivery,
    Fen,
    Message,
    ReceivedFile,
    Status,
    TakenFile,
)


@dataclass(frozen=True)
class IntakeLine:
    """One file × export of this run; `export` is "" when none was recognised.

    Rows and yuan balance: in = accepted + quarantined + ignored. `yuan_*` is the sum over
    the export's money fields. `seconds` is the time the whole file took.
    """

    file: str
    export: str
    status: Status
    rows_in: int = 0
    rows_accepted: int = 0
    rows_quarantined: int = 0
    rows_ignored: int = 0
    yuan_in: Decimal = Decimal("0.00")
    yuan_accepted: Decimal = Decimal("0.00")
    yuan_quarantined: Decimal = Decimal("0.00")
    yuan_ignored: Decimal = Decimal("0.00")
    message_zh: str = ""
    message_en: str = ""
    seconds: float = 0.0
    is_bug: bool = False


@dataclass(frozen=True)
class IntakeReport:
    """One run. `lines` are in the order in which files were taken, re-deliveries last.

    `files_seen` counts every file that lies in the inbox (new, re-delivered or unchanged);
    `any_usable` says that at least one of them is loaded, held, or a copy of one that is;
    `any_held` that one of them waits for approval. `correction_workbooks` are the paths of
    those written in this run. `unknown_accepts` are names given to accept that are no held
    file.
    """

    lines: tuple[IntakeLine, ...] = ()
    inbox_exists: bool = True
    files_seen: int = 0
    files_new: int = 0
    files_unchanged: int = 0
    files_duplicate: int = 0
    files_rejected: int = 0
    files_held: int = 0
    bugs: int = 0
    any_usable: bool = False
    any_held: bool = False
    held_files: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unknown_accepts: tuple[str, ...] = ()
    correction_workbooks: tuple[str, ...] = ()
    seconds: float = 0.0


# (batch id, export) → rows and yuan that point at something unknown
Refused = Mapping[tuple[str, str], tuple[int, Decimal]]


def lines_of(taken: TakenFile, refused: Refused) -> list[IntakeLine]:
    """The report lines of a file that was read in this run; rows refused for a reference
    count as quarantined."""
    f = taken.received
    if not taken.batches:
        return [
            IntakeLine(
                f.file_name, "", f.status, message_zh=f.message.zh, message_en=f.message.en,
                seconds=taken.seconds, is_bug=f.is_bug,
            )
        ]  # fmt: skip
    nothing = (0, Decimal("0.00"))
    return [
        _line(f, batch, taken.seconds, *refused.get((f.batch_id, batch.export), nothing))
        for batch in taken.batches
    ]


def _line(
    file: ReceivedFile, batch: BatchRecord, seconds: float, refused_rows: int, refused_yuan: Decimal
) -> IntakeLine:
    yuan = yuan_of(batch)
    quarantined = batch.rows.quarantined + refused_rows
    message = batch.message
    if batch.status is Status.ACCEPTED and quarantined:
        message = rows_to_mend(quarantined, yuan[2] + refused_yuan)
    return IntakeLine(
        file=file.file_name,
        export=batch.export,
        status=batch.status,
        rows_in=batch.rows.taken_in,
        rows_accepted=batch.rows.accepted - refused_rows,
        rows_quarantined=quarantined,
        rows_ignored=batch.rows.ignored,
        yuan_in=yuan[0],
        yuan_accepted=yuan[1] - refused_yuan,
        yuan_quarantined=yuan[2] + refused_yuan,
        yuan_ignored=yuan[3],
        message_zh=message.zh,
        message_en=message.en,
        seconds=seconds,
    )


def yuan_of(batch: BatchRecord) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Yuan in, accepted, quarantined and ignored, over a batch's money fields; pay, which
    one line about one person would tell, is left out."""
    totals = shown_fen(batch)
    return (
        to_yuan(sum(t.taken_in for t in totals)),
        to_yuan(sum(t.accepted for t in totals)),
        to_yuan(sum(t.quarantined for t in totals)),
        to_yuan(sum(t.ignored for t in totals)),
    )


def shown_fen(batch: BatchRecord) -> list[Fen]:
    """Control totals of the money fields that are no pay."""
    export = EXPORTS_BY_NAME.get(batch.export)
    shown = shown_money_fields(export) if export else ()
    return [total for field, total in batch.fen.items() if field in shown]


def redelivery_line(delivery: Delivery, export: str, message: Message) -> IntakeLine:
    """The same bytes once more: nothing was read, so it has no rows."""
    return IntakeLine(
        delivery.file_name, export, Status.DUPLICATE, message_zh=message.zh, message_en=message.en
    )
