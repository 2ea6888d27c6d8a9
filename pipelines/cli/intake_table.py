"""Printing what a build took from the inbox.

Belongs here: the table of files, rows and yuan, and the lines about files that need a hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipelines.cli import say

if TYPE_CHECKING:
    from pipelines.intake.report import IntakeLine, IntakeReport

LISTED_FILES = 30

OUTCOMES = ("in", "accepted", "quarantined", "ignored")


def print_intake(intake: IntakeReport, facts: dict[str, Any], as_json: bool) -> None:
    """One JSON document with `facts` and every file, or the table and what needs a hand."""
    if as_json:
        say.print_json({**facts, "inbox": intake})
        return
    totals = _totals(intake.lines)
    if totals:
        say.print_table(
            "行 · rows",
            ("export", "status", "files", *OUTCOMES, "s"),
            [(*key, *t[:5], f"{t[9]:.1f}") for key, t in totals.items()],
        )
    with_money = {key: t[5:9] for key, t in totals.items() if any(t[5:9])}
    if with_money:
        say.print_table(
            "元 · yuan", ("export", "status", *OUTCOMES), [(*k, *t) for k, t in with_money.items()]
        )
    if intake.files_unchanged:
        say.talk.print(
            f"{intake.files_unchanged} 个文件以前已读，未再处理 · "
            "files were read before; nothing was done",
            style="dim",
        )
    if not intake.files_seen:
        say.talk.print("收件箱是空的 · the inbox is empty")
    _print_noted(intake)


def _totals(lines: Iterable[IntakeLine]) -> dict[tuple[str, str], list[Any]]:
    """(export, status) → files, 4 × rows, 4 × yuan, seconds."""
    totals: dict[tuple[str, str], list[Any]] = {}
    for line in lines:
        added = (
            1,
            line.rows_in,
            line.rows_accepted,
            line.rows_quarantined,
            line.rows_ignored,
            line.yuan_in,
            line.yuan_accepted,
            line.yuan_quarantined,
            line.yuan_ignored,
            line.seconds,
        )
        key = (line.export or "–", str(line.status))
        so_far = totals.get(key, [0] * 5 + [Decimal("0.00")] * 4 + [0.0])
        totals[key] = [a + b for a, b in zip(so_far, added, strict=True)]
    return dict(sorted(totals.items()))


def _print_noted(intake: IntakeReport) -> None:
    noted = [line for line in intake.lines if str(line.status) != "accepted"]
    noted += [
        line for line in intake.lines if str(line.status) == "accepted" and line.rows_quarantined
    ]
    for line in noted[:LISTED_FILES]:
        say.talk.print(
            f"• {line.file} ({line.status}): {line.message_zh}\n  {line.message_en}", markup=False
        )
    if len(noted) > LISTED_FILES:
        say.talk.print(f"… 另有 {len(noted) - LISTED_FILES} 个 · more")
    for skipped in intake.skipped[:LISTED_FILES]:
        say.talk.print(
            f"• {skipped.path}: {skipped.message.zh} · {skipped.message.en}", markup=False
        )
    for workbook in intake.correction_workbooks[:LISTED_FILES]:
        say.talk.print(f"✎ 更正表 · to correct: {workbook}", markup=False)
    for name in intake.unknown_accepts:
        say.talk.print(f"--accept {name}: 没有这个被扣留的文件 · no such held file", style="yellow")
