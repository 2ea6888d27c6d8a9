"""What becomes of one landed file: read, judged, stored, and entered in the ledger.

Belongs here: the status of the file as a whole, and what a correction workbook closes. Does
not belong here: what becomes of each export in it (`take_export`), the inbox (`landing`),
reading cells (parsing), or the order of files (`take_inbox`).
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter

from pipelines.intake.control_totals import ControlTotalsBroken
from pipelines.intake.corrections import (
    closings_of,
    corrected_batches,
    line_mended_by,
    without_other_halves,
)
from pipelines.intake.held import reason_to_hold
from pipelines.intake.ledger_store import LedgerStore
from pipelines.intake.quarantine import write_quarantine
from pipelines.intake.records import (
    BatchRecord,
    Message,
    ReceivedFile,
    Status,
    TakenFile,
)
from pipelines.intake.take_export import take_export
from pipelines.parsing.parsed import FileRefused, Finding, ParsedFile, ParsedTable
from pipelines.settings import Home

FileReader = Callable[..., ParsedFile]

# Faults of the machine, not of a file: they stop the run, and the file is taken next time.
MACHINE_FAULTS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE,
     errno.ENOMEM, errno.EACCES, errno.EPERM}
)  # fmt: skip


@dataclass(frozen=True)
class _Reading:
    """A file as read, with the export time that its rows were judged by."""

    received: ReceivedFile
    parsed: ParsedFile
    corrected: tuple[ReceivedFile, ...] = ()


def take_file(
    home: Home, ledger: LedgerStore, received: ReceivedFile, read: FileReader
) -> TakenFile:
    """Read, judge and store one landed file; its rows are durable before the ledger says so.

    Raises ControlTotalsBroken (the file stays as landed) and the machine's own faults;
    anything else that goes wrong rejects this file only.
    """
    started = perf_counter()
    try:
        taken = _store(home, ledger, _read(home, ledger, received, read))
    except FileRefused as refused:
        taken = _rejected(home, received, refused.finding)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, ControlTotalsBroken):
        raise
    except BaseException as unexpected:  # polars' panics are no Exception
        if isinstance(unexpected, OSError) and unexpected.errno in MACHINE_FAULTS:
            raise
        taken = _rejected(home, received, bug_finding(received.file_name, unexpected))
        taken = replace(taken, received=replace(taken.received, is_bug=True))
    taken = replace(taken, seconds=perf_counter() - started)
    ledger.record(taken)
    return taken


def _read(home: Home, ledger: LedgerStore, received: ReceivedFile, read: FileReader) -> _Reading:
    """Parse; a correction workbook is judged by the export time of the file it corrects,
    so it never outranks a later export, and a mended row is never "in the future"."""
    path = home.landing / received.landing_name

    def parse(f: ReceivedFile) -> ParsedFile:
        return read(
            path, file_name=f.file_name, exported_at=f.exported_at, project_hint=f.project_hint
        )

    parsed = parse(received)
    corrected = _corrected_files(ledger, parsed)
    if not corrected:
        return _Reading(received, parsed)
    moment = max(f.exported_at for f in corrected)
    dated = replace(
        received,
        exported_at=moment,
        same_time_number=_number_after(ledger, moment, received),
    )
    if moment != received.exported_at:
        parsed = parse(dated)
    return _Reading(dated, parsed, tuple(corrected))


def _corrected_files(ledger: LedgerStore, parsed: ParsedFile) -> list[ReceivedFile]:
    files = [ledger.file_of_batch(batch_id) for batch_id in corrected_batches(parsed.tables)]
    return [f for f in files if f is not None]


def _number_after(ledger: LedgerStore, moment: datetime, received: ReceivedFile) -> int:
    """A number above those of all earlier files of the same time: a correction is newer
    than what it corrects and than the correction before it."""
    same_time = ledger.files(
        "exported_at = ? and arrival < ?", (moment.isoformat(), received.arrival)
    )
    return 1 + max((f.same_time_number for f in same_time), default=0)


def _store(home: Home, ledger: LedgerStore, reading: _Reading) -> TakenFile:
    received, tables = reading.received, without_other_halves(reading.parsed.tables)
    hold = None if received.accepted_by_hand else reason_to_hold(received.file_name, tables)
    batches: list[BatchRecord] = []
    stored: list[ParsedTable] = []
    for of_export in _by_export(tables):
        batch = take_export(home, ledger, received, of_export, hold)
        batches.append(batch)
        if batch.status is not Status.DUPLICATE:
            stored += of_export
    write_quarantine(home, received, stored, line_mended_by)
    accepted = {b.export for b in batches if b.status is Status.ACCEPTED}
    status = _status_of_file([b.status for b in batches])
    message = hold or next((b.message for b in batches if b.status is status), Message())
    return TakenFile(
        received=replace(received, status=status, message=message, is_bug=False),
        batches=tuple(batches),
        notes=reading.parsed.notes,
        closings=tuple(
            closing
            for table in tables
            if table.export.name in accepted
            for closing in closings_of(received, table)
        ),
        corrected=tuple(f.sha256 for f in reading.corrected),
    )


def _by_export(tables: Sequence[ParsedTable]) -> list[list[ParsedTable]]:
    """Tables of one export together, exports in the order in which the file has them."""
    grouped: dict[str, list[ParsedTable]] = {}
    for table in tables:
        grouped.setdefault(table.export.name, []).append(table)
    return list(grouped.values())


def _status_of_file(statuses: Sequence[Status]) -> Status:
    for status in (Status.HELD, Status.ACCEPTED, Status.DUPLICATE):
        if status in statuses:
            return status
    return Status.REJECTED


def _rejected(home: Home, received: ReceivedFile, finding: Finding) -> TakenFile:
    write_quarantine(home, received, ())
    return TakenFile(
        received=replace(
            received,
            status=Status.REJECTED,
            is_bug=False,
            message=Message(finding.message_zh, finding.message_en),
        ),
        notes=(finding,),
    )


def bug_finding(file_name: str, error: BaseException) -> Finding:
    """An error that nobody foresaw, as a finding that says what to report."""
    what = f"{type(error).__name__}: {error}"[:500]
    return Finding(
        code="E900", file=file_name, sheet="", row=None, cell=None, column=None, field=None,
        found=what, expected_zh="", expected_en="",
        message_zh=f"E900 {file_name}：程序出错（{what}）。文件已保留，其他文件照常处理；"
        "请把此信息报告给维护人员",
        message_en=f"E900 {file_name}: a bug in the program ({what}). The file is kept and the "
        "others were taken; please report this message",
    )  # fmt: skip
