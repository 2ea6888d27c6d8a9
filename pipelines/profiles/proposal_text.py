"""The text of a proposed profile: YAML that says what was decided and marks what was not.

Belongs here: laying out a proposal, with comments, and the proposal of codes. Does not belong
here: choosing columns (`likeness`) or deciding dates (`evidence`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.exports import Column, ColumnType, Export
from pipelines.parsing.findings import Problem
from pipelines.parsing.header_match import TELLING_REQUIRED
from pipelines.parsing.names import code_spellings, read_code
from pipelines.parsing.tables import TextTable
from pipelines.profiles.evidence import MOST_CODES, Evidence
from pipelines.profiles.likeness import name_likeness

LIKE_A_CODE = 0.8
_MARK = "待定 UNDECIDED"


@dataclass(frozen=True)
class Remark:
    """Something that a person must decide, in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True)
class CodeProposal:
    """Their codes that the contract does not know: code, number of rows, ours ("" undecided)."""

    codes: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class ColumnProposal:
    """What is proposed for one column of ours; `header` None when the file has none.

    `dates` is ("?",) where day and month cannot be told apart.
    """

    column: Column
    header: str | None
    score: float
    dates: tuple[str, ...]
    codes: CodeProposal | None
    remarks: tuple[Remark, ...]


def propose_codes(
    column: Column, header: str, values: Evidence
) -> tuple[CodeProposal | None, list[Remark]]:
    """Ours for each of their codes where a spelling is like it; the others are left open.

    What was chosen by likeness is told as well, for somebody to confirm.
    """
    unknown = [
        (code, count)
        for code, count in values.counts
        if isinstance(read_code(code, column), Problem)
    ]
    if not unknown:
        return None, []
    spellings = code_spellings(column)
    codes = [(code, n, _like_code(code, spellings)) for code, n in unknown[:MOST_CODES]]
    remarks = []
    alike = [f"{code} → {ours} ({count})" for code, count, ours in codes if ours]
    if alike:
        remarks.append(
            Remark(
                f"“{header}”的这些代码按相似对应，请确认：{'，'.join(alike)}。",
                f"These codes of “{header}” were matched by likeness, please confirm: "
                f"{', '.join(alike)}.",
            )
        )
    open_codes = [f"{code} ({count})" for code, count, ours in codes if not ours]
    if open_codes or len(unknown) > MOST_CODES:
        remarks.append(_about_open_codes(column, header, open_codes, len(unknown) > MOST_CODES))
    return CodeProposal(tuple(codes)), remarks


def _like_code(code: str, spellings: Mapping[str, str]) -> str:
    """Ours for the longest spelling inside a Chinese code, or of the same English words."""
    inside = [s for s in spellings if not s.isascii() and len(s) > 1 and s in code]
    alike = [s for s in spellings if name_likeness(code, s) >= LIKE_A_CODE]
    best = max(inside or alike, key=lambda s: (len(s), s), default=None)
    return spellings[best] if best else ""


def _about_open_codes(column: Column, header: str, open_codes: list[str], more: bool) -> Remark:
    allowed = "、".join(code.value for code in column.codes)
    listed = ", ".join(open_codes[:12]) + (" …" if len(open_codes) > 12 else "")
    return Remark(
        f"“{header}”有未对应的代码（行数）：{listed}；请各填 {allowed} 之一"
        + ("；代码种类很多，可用 other_codes 给其余的一个值。" if more else "。"),
        f"“{header}” has codes without a match (rows): {listed}; give each one of {allowed}"
        + ("; there are many more, other_codes gives one value to the rest." if more else "."),
    )


def yaml_text(
    name: str, file: str, table: TextTable, export: Export, columns: Sequence[ColumnProposal]
) -> str:
    """The proposed profile as YAML with comments; undecided places do not load until filled."""
    used = [column.header for column in columns if column.header]
    unused = [header for header in table.headers if header and header not in used]
    lines = [
        f"# Proposed for {_comment(file)}"
        + (f", sheet {_comment(table.sheet)}" if table.sheet else ""),
        f"# Read every line; places marked “{_MARK}” must be filled before the profile loads.",
        f"name: {name}",
        f"title_zh: {_quoted(file)}",
        f"title_en: {_quoted(file)}",
        f"source: {_quoted(file)}",
        "",
        "recognised_by:",
        f"  headers: [{', '.join(_quoted(header) for header in _telling(columns))}]",
        "",
        "targets:",
        f"  - export: {export.name}    # {export.title_zh} {export.title_en}",
        "    columns:",
    ]
    for column in columns:
        lines += _column_lines(column)
    if unused:
        lines += ["", f"# Not used: {', '.join(_comment(header) for header in unused)}"]
    return "\n".join(lines) + "\n"


def _telling(columns: Sequence[ColumnProposal]) -> list[str]:
    """The headers to recognise the file by: those of required columns, if they are enough."""
    required = [c.header for c in columns if c.header and c.column.required]
    if len(required) >= TELLING_REQUIRED:
        return required
    return [c.header for c in columns if c.header]


def _column_lines(proposal: ColumnProposal) -> list[str]:
    column = proposal.column
    remarks = [f"      # {_comment(text)}" for r in proposal.remarks for text in (r.zh, r.en)]
    if proposal.header is None:
        return [*remarks, *_absent(column)]
    about = f"# {column.header}, {proposal.score:.0%}"
    if not proposal.dates and proposal.codes is None:
        return [*remarks, f"      {column.field}: {_quoted(proposal.header)}    {about}"]
    lines = [f"      {column.field}:    {about}", f"        from: {_quoted(proposal.header)}"]
    if proposal.dates:
        formats = ", ".join(_quoted(pattern) for pattern in proposal.dates)
        mark = f"    # {_MARK}" if "?" in proposal.dates else ""
        lines.append(f"        dates: [{formats}]{mark}")
    if proposal.codes is not None:
        lines.append("        codes:")
        for code, count, ours in proposal.codes.codes:
            mark = f"{count} rows" if ours else f"{count} rows, {_MARK}"
            lines.append(f"          {_quoted(code)}: {_quoted(ours)}    # {mark}")
    return [*remarks, *lines]


def _absent(column: Column) -> list[str]:
    if not column.required:
        return []
    if column.field == "project_name":
        return ["      project_name: {folder: true}"]
    if column.type is ColumnType.CODE:
        return [f'      {column.field}: {{constant: ""}}    # {column.header}, {_MARK}']
    return [f'      {column.field}: ""    # {column.header}, {_MARK}']


def _quoted(text: str) -> str:
    """A double-quoted YAML scalar (JSON strings are a part of YAML)."""
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    """Text that stays on one comment line whatever it holds."""
    return " ".join(text.split())
