"""How a finding is worded: its code, the place it names, and its two languages.

Belongs here: turning a `Problem` (what is wrong with a value) or a file-level complaint into
a `Finding`. Does not belong here: finding the problems.

Codes are stable. E1xx refuse a whole file, E2xx refuse one row, N3xx are notes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.parsing.parsed import FileRefused, Finding

SHOWN_CHARACTERS = 80
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Problem:
    """What is wrong with one value: what was expected and how to mend it, in zh and en."""

    code: str
    expected_zh: str
    expected_en: str
    mend_zh: str
    mend_en: str


@dataclass(frozen=True)
class Place:
    """The sheet that findings of one table point into.

    `first_column` is how many columns stand before header position 0 on the sheet.
    """

    file: str
    sheet: str
    first_column: int = 0

    @property
    def text(self) -> str:
        return f"{shown(self.file)} › {shown(self.sheet)}" if self.sheet else shown(self.file)

    def cell(self, row: int, position: int) -> str:
        """Spreadsheet address of header position `position` in row `row`, like `F128`."""
        return f"{column_letters(self.first_column + position)}{row}"


def column_letters(index: int) -> str:
    """Letters of the column `index` (0 is A, 26 is AA)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = _LETTERS[rest] + letters
    return letters


def column_index(letters: str) -> int:
    """Index of the column called `letters` (A is 0, AA is 26)."""
    index = 0
    for letter in letters:
        index = index * 26 + _LETTERS.index(letter) + 1
    return index - 1


def shown(text: str) -> str:
    """`text` on one line and short enough for a message; control characters become spaces."""
    line = _CONTROL.sub(" ", text)
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"


def cell_finding(
    place: Place,
    row: int,
    position: int | None,
    header: str | None,
    field: str,
    found: str,
    problem: Problem,
) -> Finding:
    """A finding about one cell; without `position` the file has no such column."""
    cell = None if position is None else place.cell(row, position)
    where_zh = f"{place.text} › {cell or f'第 {row} 行'}"
    where_en = f"{place.text} › {cell or f'row {row}'}"
    if header:
        where_zh += f"「{shown(header)}」"
        where_en += f" “{shown(header)}”"
    seen = shown(found)
    found_zh = f"找到“{seen}”" if seen else "这一格是空的"
    found_en = f"found “{seen}”" if seen else "the cell is empty"
    return Finding(
        code=problem.code,
        file=place.file,
        sheet=place.sheet,
        row=row,
        cell=cell,
        column=header,
        field=field,
        found=found,
        expected_zh=problem.expected_zh,
        expected_en=problem.expected_en,
        message_zh=f"{problem.code} {where_zh}：{found_zh}，应为{problem.expected_zh}。"
        f"{problem.mend_zh}",
        message_en=f"{problem.code} {where_en}: {found_en}, expected {problem.expected_en}. "
        f"{problem.mend_en}",
    )


def sheet_finding(
    code: str,
    file: str,
    *,
    zh: str,
    en: str,
    sheet: str = "",
    row: int | None = None,
    cell: str | None = None,
    column: str | None = None,
    field: str | None = None,
    found: str = "",
    expected_zh: str = "",
    expected_en: str = "",
) -> Finding:
    """A finding about a sheet or a whole file; `zh` and `en` say what and how to mend it."""
    where = Place(file, sheet).text
    return Finding(
        code=code,
        file=file,
        sheet=sheet,
        row=row,
        cell=cell,
        column=column,
        field=field,
        found=found,
        expected_zh=expected_zh,
        expected_en=expected_en,
        message_zh=f"{code} {where}：{zh}",
        message_en=f"{code} {where}: {en}",
    )


def refuse(code: str, file: str, *, zh: str, en: str, sheet: str = "", **more: str) -> FileRefused:
    """The exception that refuses a whole file, ready to be raised."""
    return FileRefused(sheet_finding(code, file, zh=zh, en=en, sheet=sheet, **more))  # type: ignore[arg-type]
