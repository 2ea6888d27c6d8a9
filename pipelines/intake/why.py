"""What became of a file, row by row: the answer to `wuye why FILE`.

Belongs here: gathering everything known about a file name, and saying it in lines of text.
Does not belong here: anything that is published (this answer shows the wall clock and the
cells as they were handed in).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from pipelines.intake.control_totals import to_yuan
from pipelines.intake.ledger_store import LedgerStore, open_ledger
from pipelines.intake.open_quarantine import OpenQuarantine
from pipelines.intake.records import BatchRecord, Message, ReceivedFile, Status
from pipelines.intake.reference_words import NO_REFERENCES
from pipelines.intake.references import refused_references
from pipelines.intake.report import yuan_of
from pipelines.settings import Home

SHOWN_FINDINGS = 20
STATUS_WORDS = {
    Status.LANDED: Message("已收到，尚未读取", "received, not read yet"),
    Status.ACCEPTED: Message("已采用", "accepted"),
    Status.HELD: Message("暂缓", "held"),
    Status.REJECTED: Message("拒收", "rejected"),
    Status.DUPLICATE: Message("重复", "duplicate"),
}


@dataclass(frozen=True)
class FoundExport:
    """One export found in the file: rows and yuan balance, in = accepted + quarantined +
    ignored, as they were when the file was taken."""

    export: str
    profile: str | None
    sheets: tuple[str, ...]
    status: str
    rows_in: int
    rows_accepted: int
    rows_quarantined: int
    rows_ignored: int
    yuan: tuple[str, str, str, str]
    missing_columns: tuple[str, ...]
    message_zh: str
    message_en: str


@dataclass(frozen=True)
class FoundProblem:
    """One finding about a row. `state` is open, closed (`closed_by` names the correction), or
    retried (a row of a correction that was refused again: the line it mends is still open)."""

    code: str
    export: str
    sheet: str
    row: int
    cell: str | None
    column: str | None
    found: str | None
    expected: str | None
    message_zh: str
    message_en: str
    amount_affected: str | None
    state: str
    closed_by: str | None


@dataclass(frozen=True)
class FileHistory:
    """Everything known about one distinct content that came under the name asked for."""

    file_name: str
    batch_id: str
    status: str
    exported_at: datetime
    landed_at: str
    size_bytes: int
    message_zh: str
    message_en: str
    exports: tuple[FoundExport, ...]
    problems: tuple[FoundProblem, ...]
    notes: tuple[tuple[str, str], ...]
    delivered_again_as: tuple[tuple[str, datetime], ...]
    mends: tuple[str, ...]


def why(home: Home, file_name: str) -> list[FileHistory]:
    """What became of every file that ever came as `file_name` (a base name; a path's last
    part counts), in order of arrival; empty when none did."""
    name = PurePath(file_name).name
    with open_ledger(home) as ledger:
        again = {d.sha256 for d in ledger.deliveries() if d.file_name == name}
        files = [f for f in ledger.files() if f.file_name == name or f.sha256 in again]
        return [_history(home, ledger, file) for file in files]


def as_text(histories: Sequence[FileHistory]) -> list[str]:
    """The histories as lines for a terminal, Chinese and English side by side."""
    if not histories:
        return ["从未收到该文件 / no such file was ever received"]
    lines: list[str] = []
    for history in histories:
        lines += [*([""] if lines else []), *_text_of(history)]
    return lines


def _history(home: Home, ledger: LedgerStore, file: ReceivedFile) -> FileHistory:
    files = ledger.files()
    names = {f.sha256: f.file_name for f in files}
    corrected = {
        closing.line_key.split("/", 1)[0]
        for closing in ledger.closings()
        if closing.sha256 == file.sha256
    }
    return FileHistory(
        file_name=file.file_name,
        batch_id=file.batch_id,
        status=str(file.status),
        exported_at=file.exported_at,
        landed_at=ledger.landed_at(file.sha256),
        size_bytes=file.size_bytes,
        message_zh=file.message.zh,
        message_en=file.message.en,
        exports=tuple(_found_export(b) for b in ledger.batches("b.sha256 = ?", (file.sha256,))),
        problems=tuple(_problems(home, ledger, file, files)),
        notes=tuple((n.message_zh, n.message_en) for n in ledger.notes(file.sha256)),
        delivered_again_as=tuple(
            (d.file_name, d.exported_at) for d in ledger.deliveries(file.sha256)
        ),
        mends=tuple(sorted({names[f.sha256] for f in files if f.batch_id in corrected})),
    )


def _found_export(batch: BatchRecord) -> FoundExport:
    amounts = yuan_of(batch)
    return FoundExport(
        export=batch.export,
        profile=batch.profile,
        sheets=tuple(sheet.sheet for sheet in batch.sheets),
        status=str(batch.status),
        rows_in=batch.rows.taken_in,
        rows_accepted=batch.rows.accepted,
        rows_quarantined=batch.rows.quarantined,
        rows_ignored=batch.rows.ignored,
        yuan=(str(amounts[0]), str(amounts[1]), str(amounts[2]), str(amounts[3])),
        missing_columns=tuple(dict.fromkeys(f for s in batch.sheets for f in s.missing_fields)),
        message_zh=batch.message.zh,
        message_en=batch.message.en,
    )


def _problems(
    home: Home, ledger: LedgerStore, file: ReceivedFile, files: Sequence[ReceivedFile]
) -> list[FoundProblem]:
    names = {f.sha256: f.file_name for f in files}
    newest = ledger.newest_accepted()
    refused = refused_references(home, newest) if newest else NO_REFERENCES
    quarantine = OpenQuarantine(home, ledger, files, refused)
    findings = quarantine.findings([file.batch_id])
    still_open = set(quarantine.only_open(findings)["row_key"].to_list())
    closed_by = {key: names[c.sha256] for key, c in quarantine.closed_by().items()}
    problems = []
    for row in findings.iter_rows(named=True):
        state = "open" if row["row_key"] in still_open else "retried"
        if row["row_key"] in closed_by:
            state = "closed"
        amount = row["amount_affected"]
        problems.append(
            FoundProblem(
                code=row["code"], export=row["export"], sheet=row["sheet"], row=row["row"],
                cell=row["cell"], column=row["column"], found=row["found"],
                expected=row["expected"], message_zh=row["message_zh"],
                message_en=row["message_en"],
                amount_affected=None if amount is None else str(amount),
                state=state, closed_by=closed_by.get(row["row_key"]),
            )
        )  # fmt: skip
    return problems


def _text_of(history: FileHistory) -> list[str]:
    words = STATUS_WORDS[Status(history.status)]
    lines = [
        f"{history.file_name} · 批次 batch {history.batch_id} · {words.zh} {words.en}",
        f"  收到 received {history.landed_at} · 导出时间 exported {history.exported_at} · "
        f"{history.size_bytes:,} 字节 bytes",
    ]
    if history.message_zh:
        lines += [f"  {history.message_zh}", f"  {history.message_en}"]
    for export in history.exports:
        lines += _text_of_export(export)
    for name in history.mends:
        lines.append(f"  更正了 mends {name}")
    for zh, en in history.notes:
        if zh != history.message_zh:
            lines += [f"  {zh}", f"  {en}"]
    for name, moment in history.delivered_again_as:
        lines.append(f"  再次交来 delivered again: {name}（{moment}）— 未做改动 nothing was done")
    return lines + _text_of_problems(history.problems)


def _text_of_export(export: FoundExport) -> list[str]:
    words = STATUS_WORDS[Status(export.status)]
    through = f" ({export.profile})" if export.profile else ""
    where = "、".join(sheet for sheet in export.sheets if sheet)
    lines = [
        f"  {export.export}{through}{' · ' + where if where else ''} · {words.zh} {words.en}",
        f"    行 rows: 收到 in {export.rows_in} = 采用 accepted {export.rows_accepted} + 隔离 "
        f"quarantined {export.rows_quarantined} + 忽略 ignored {export.rows_ignored}",
    ]
    if any(yuan != str(to_yuan(0)) for yuan in export.yuan):
        lines.append("    元 yuan: {} = {} + {} + {}".format(*export.yuan))
    if export.missing_columns:
        lines.append(f"    缺少的列 missing columns: {', '.join(export.missing_columns)}")
    return lines


def _text_of_problems(problems: Sequence[FoundProblem]) -> list[str]:
    lines: list[str] = []
    for problem in problems[:SHOWN_FINDINGS]:
        lines += [f"  - {problem.message_zh}", f"    {problem.message_en}"]
        if problem.closed_by:
            lines.append(f"    ✓ 已由 {problem.closed_by} 更正 / mended by {problem.closed_by}")
        elif problem.state == "retried":
            lines.append("    ↺ 原行仍待更正 / the line it mends is still open")
    more = len(problems) - SHOWN_FINDINGS
    if more > 0:
        lines.append(f"  … 另有 {more} 条 / {more} more (--json 全部 all)")
    return lines
