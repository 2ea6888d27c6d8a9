"""Intake from end to end: every file of the inbox to lake, quarantine and ledger.

Belongs here: the order of the steps over many files, and rebuilding all of it from landing.
Does not belong here: what becomes of one file (`take_file`). The caller holds the writer's
lock of the home.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from pathlib import Path
from time import perf_counter

from pipelines.intake.control_totals import ControlTotalsBroken
from pipelines.intake.durable import sweep_aside
from pipelines.intake.landing import Landed, land_inbox
from pipelines.intake.ledger_store import LedgerStore, open_ledger
from pipelines.intake.mending import write_due_workbooks
from pipelines.intake.messages import same_bytes
from pipelines.intake.records import ReceivedFile, Status, TakenFile
from pipelines.intake.references import refused_amounts, refused_references
from pipelines.intake.report import (
    IntakeLine,
    IntakeReport,
    Refused,
    lines_of,
    redelivery_line,
)
from pipelines.intake.take_file import FileReader, take_file
from pipelines.parsing.parse_file import parse_file
from pipelines.profiles import Profile, load_profiles
from pipelines.settings import Home

__all__ = ["IntakeReport", "Progress", "rebuild_lake", "take_inbox"]

Progress = Callable[[str, int, int], None]  # file name, files done, files in all


def take_inbox(
    home: Home,
    inbox: Path,
    *,
    company_file: Path | None = None,
    accept: frozenset[str] = frozenset(),
    progress: Progress | None = None,
    read: FileReader | None = None,
) -> IntakeReport:
    """Take every new or changed file of `inbox`; files stay where they lie.

    `company_file` is the settings workbook, HOME/company.xlsx by default.
    `accept` names held files (base names) to load after all. An empty or missing inbox is
    no error: the report says so. A file that cannot be used never stops the others. Raises
    ControlTotalsBroken when rows or fen of a file do not add up (after the other files were
    taken; nothing may be published then).
    """
    started = perf_counter()
    with open_ledger(home, create=True) as ledger:
        sweep_aside(home.lake)
        sweep_aside(home.quarantine)
        landed = land_inbox(home, ledger, inbox, company_file)
        unknown_accepts = _release_held(ledger, accept)
        ledger.mark_landed(f.sha256 for f in ledger.files("is_bug = 1"))
        taken, broken = _take_landed(home, ledger, read, progress)
        workbooks = write_due_workbooks(home, ledger)
        if broken:
            raise ControlTotalsBroken("; ".join(broken))
        return _report(
            home, ledger, landed, taken, inbox, unknown_accepts, workbooks, perf_counter() - started
        )


def rebuild_lake(
    home: Home, *, progress: Progress | None = None, read: FileReader | None = None
) -> tuple[TakenFile, ...]:
    """Read every file ever received again and write lake and quarantine anew.

    Landing and ledger suffice. A run that is interrupted is finished by the next one.
    """
    with open_ledger(home, create=True) as ledger:
        ledger.mark_all_landed()
        taken, broken = _take_landed(home, ledger, read, progress)
        _remove_strays(home, ledger)
        write_due_workbooks(home, ledger)
    if broken:
        raise ControlTotalsBroken("; ".join(broken))
    return taken


def reader_of_exports(home: Home) -> FileReader:
    """parse_file with the shipped mapping profiles and the company's own (`HOME/profiles`)."""
    own = home.root / "profiles"
    stamps = [(str(p), p.stat().st_mtime_ns) for p in sorted(own.glob("*.yml"))]
    return partial(parse_file, profiles=_profiles(own, tuple(stamps)))


@lru_cache(maxsize=4)
def _profiles(own: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[Profile, ...]:
    """The profiles, read once for each state of the company's files."""
    return load_profiles(own)


def _release_held(ledger: LedgerStore, accept: Iterable[str]) -> tuple[str, ...]:
    """Let the held files of these names be read again; the names that are none."""
    unknown = []
    for name in sorted(accept):
        held = ledger.files("file_name = ? and status = ?", (name, Status.HELD))
        accepted = ledger.files("file_name = ? and accepted_by_hand = 1", (name,))
        landed = ledger.files("file_name = ? and status = ?", (name, Status.LANDED))
        for file in held + landed:
            ledger.mark_accepted_by_hand(file.sha256)
        if not (held or accepted or landed):
            unknown.append(name)
    return tuple(unknown)


def _take_landed(
    home: Home, ledger: LedgerStore, read: FileReader | None, progress: Progress | None
) -> tuple[tuple[TakenFile, ...], list[str]]:
    """Read every file that is landed and not read yet, in order of arrival; also those that
    an interrupted run left. The second part names files whose totals do not add up."""
    waiting = ledger.files("status = ?", (Status.LANDED,))
    if not waiting:
        return (), []
    read = read or reader_of_exports(home)
    taken: list[TakenFile] = []
    broken: list[str] = []
    for done, file in enumerate(waiting):
        if progress is not None:
            progress(file.file_name, done, len(waiting))
        try:
            taken.append(take_file(home, ledger, file, read))
        except ControlTotalsBroken as leak:
            broken.append(str(leak))
    if progress is not None:
        progress(waiting[-1].file_name, len(waiting), len(waiting))
    return tuple(taken), broken


def _remove_strays(home: Home, ledger: LedgerStore) -> None:
    """Remove lake files that no accepted batch names (an older reading of a file)."""
    batch_ids = {f.sha256: f.batch_id for f in ledger.files()}
    named = {
        (b.export, f"{batch_ids[b.sha256]}.parquet")
        for b in ledger.batches("b.status = ?", (Status.ACCEPTED,))
    }
    for path in home.lake.glob("*/*.parquet"):
        if (path.parent.name, path.name) not in named:
            path.unlink()


def _refused_for_references(home: Home, ledger: LedgerStore) -> Refused:
    newest = ledger.newest_accepted()
    if newest is None:
        return {}
    amounts = refused_amounts(refused_references(home, newest))
    columns = ("batch_id", "export", "refused_rows", "refused_amount")
    return {(b, e): (rows, yuan) for b, e, rows, yuan in amounts.select(columns).iter_rows()}


def _report(
    home: Home,
    ledger: LedgerStore,
    landed: Landed,
    taken: tuple[TakenFile, ...],
    inbox: Path,
    unknown_accepts: tuple[str, ...],
    workbooks: tuple[str, ...],
    seconds: float,
) -> IntakeReport:
    refused = _refused_for_references(home, ledger) if taken else {}
    lines = [line for file in taken for line in lines_of(file, refused)]
    lines += _redelivery_lines(ledger, landed)
    in_inbox = [f for f in ledger.files() if f.sha256 in landed.seen]
    statuses = [file.received.status for file in taken]
    held = [f for f in in_inbox if f.status is Status.HELD and not _is_replaced(ledger, f)]
    held += [f.received for f in taken if f.received.status is Status.HELD]
    usable = (Status.ACCEPTED, Status.HELD, Status.DUPLICATE)
    return IntakeReport(
        lines=tuple(lines),
        inbox_exists=inbox.is_dir(),
        files_seen=len(landed.new) + len(landed.redelivered) + landed.unchanged,
        files_new=len(landed.new),
        files_unchanged=landed.unchanged,
        files_duplicate=len(landed.redelivered) + statuses.count(Status.DUPLICATE),
        files_rejected=statuses.count(Status.REJECTED),
        files_held=statuses.count(Status.HELD),
        bugs=sum(file.received.is_bug for file in taken),
        any_usable=any(f.status in usable for f in in_inbox)
        or any(status in usable for status in statuses),
        any_held=bool(held),
        held_files=tuple(sorted({f.file_name for f in held})),
        skipped=landed.skipped,
        unknown_accepts=unknown_accepts,
        correction_workbooks=workbooks,
        seconds=seconds,
    )


def _is_replaced(ledger: LedgerStore, held: ReceivedFile) -> bool:
    """Whether a later file of the same name was loaded: nobody waits for the held one."""
    return bool(
        ledger.files(
            "file_name = ? and arrival > ? and status = ?",
            (held.file_name, held.arrival, Status.ACCEPTED),
        )
    )


def _redelivery_lines(ledger: LedgerStore, landed: Landed) -> list[IntakeLine]:
    lines = []
    for delivery in landed.redelivered:
        first = ledger.file(delivery.sha256)
        assert first is not None
        exports = [b.export for b in ledger.batches("b.sha256 = ?", (delivery.sha256,))]
        lines += [redelivery_line(delivery, e, same_bytes(first)) for e in exports or [""]]
    return lines
