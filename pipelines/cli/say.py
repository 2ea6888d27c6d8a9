"""Printing: talk on standard error, data on standard output.

Belongs here: progress, tables and JSON for people and scripts. Does not belong here:
deciding what to say.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

PIPED_WIDTH = 160


def _console(*, stderr: bool) -> Console:
    # A pipe or a log file has no width of its own; a table cut at 80 columns cannot be read.
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return Console(stderr=stderr, highlight=False, soft_wrap=stderr, width=width)


talk = _console(stderr=True)
out = _console(stderr=False)

STEPS = {
    "simulate": "生成模拟数据 · Simulating a company",
    "intake": "读取收件箱 · Reading the inbox",
    "raw": "准备数据湖 · Preparing the lake",
    "arriving_checks": "检查到达的表 · Checking arriving tables",
    "dbt": "计算事实与指标 · Building facts and KPIs",
    "analysis": "分析满意度与意见 · Analysing satisfaction and comments",
    "mart_checks": "检查结果 · Checking the marts",
    "publish": "发布 · Publishing",
}


class StepProgress:
    """Says each step once, and how far a long one is, without flooding a log file.

    Called with a step of STEPS it says the step; with anything else (a file's name) it says
    how far the step is, at every tenth.
    """

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._tenth = -1

    def __call__(self, label: str, done: int, total: int) -> None:
        if self._quiet:
            return
        if label in STEPS:
            self._tenth = -1
            talk.print(f"[bold]▸[/bold] {STEPS[label]}")
            return
        tenth = 10 * done // max(total, 1)
        if tenth != self._tenth:
            self._tenth = tenth
            talk.print(f"  {done}/{total}  {label}", style="dim", markup=False)


def print_json(document: Any) -> None:
    """One JSON document on standard output; money and times as text."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, default=_plain) + "\n")


def print_table(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table on standard output; numbers to the right."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    listed = [list(row) for row in rows]
    for position, header in enumerate(headers):
        numeric = any(isinstance(r[position], int | float | Decimal) for r in listed)
        table.add_column(header, justify="right" if numeric else "left", overflow="fold")
    for row in listed:
        table.add_row(*[_cell(value) for value in row])
    out.print(table)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4f}"
    return str(value)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")
