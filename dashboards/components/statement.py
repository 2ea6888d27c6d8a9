"""The look of a pay statement: its columns one under another, every line opening onto its reasons.

Belongs here: the markup of a statement and of what a line opens. Does not belong here: which
words stand in it (`statement_reading`, `panels`).

A line opens in place (`details`), without a run of the page: a statement is read line by line.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Opened:
    """What a line opens: the clause in its source's words, named inputs, tables behind it, where
    its source stands."""

    clause: str
    words_of_clause: str
    inputs: Sequence[tuple[str, str]]
    tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]]
    source: str
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class ShownLine:
    name: str
    about: str
    equation: str
    clause: str
    amount: str
    opened: Opened


@dataclass(frozen=True)
class ShownColumn:
    name: str
    amount: str
    lines: Sequence[ShownLine]


def statement_html(columns: Sequence[ShownColumn], sums: Sequence[tuple[str, str, str]]) -> str:
    """The whole statement; `sums` are name, amount and a style class each."""
    body = "".join(_column(column) for column in columns)
    foot = "".join(
        f'<div class="wy-st-sum {html.escape(mark)}"><dt>{html.escape(name)}</dt>'
        f"<dd>{html.escape(amount)}</dd></div>"
        for name, amount, mark in sums
    )
    return f'<div class="wy-statement">{body}<dl class="wy-st-sums">{foot}</dl></div>'


def _column(column: ShownColumn) -> str:
    lines = "".join(_line(line) for line in column.lines)
    return (
        f'<section><h3 class="wy-st-column"><span>{html.escape(column.name)}</span>'
        f"<b>{html.escape(column.amount)}</b></h3>{lines}</section>"
    )


def _line(line: ShownLine) -> str:
    below = "".join(
        f"<small>{html.escape(text)}</small>" for text in (line.about, line.equation) if text
    )
    return (
        '<details class="wy-st-line"><summary>'
        f'<span class="wy-st-name">{html.escape(line.name)}{below}</span>'
        f'<span class="wy-st-clause">{html.escape(line.clause)}</span>'
        f'<b class="wy-st-amount">{html.escape(line.amount)}</b></summary>'
        f'<div class="wy-st-why">{_opened(line.opened)}</div></details>'
    )


def _opened(opened: Opened) -> str:
    parts = []
    if opened.words_of_clause:
        parts.append(
            f"<p><b>{html.escape(opened.clause)}</b></p>"
            f'<blockquote class="wy-quote">{html.escape(opened.words_of_clause)}</blockquote>'
        )
    parts += [f"<p>{html.escape(note)}</p>" for note in opened.notes if note]
    if opened.inputs:
        facts = "".join(
            f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd></div>"
            for name, text in opened.inputs
        )
        parts.append(f'<dl class="wy-facts">{facts}</dl>')
    parts += [_table(*table) for table in opened.tables]
    parts.append(f'<p class="wy-note">{html.escape(opened.source)}</p>')
    return "".join(parts)


def _table(caption: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{html.escape(title)}</th>' for title in titles)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<p><b>{html.escape(caption)}</b></p><div class="wy-table" tabindex="0" role="region" '
        f'aria-label="{html.escape(caption)}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
