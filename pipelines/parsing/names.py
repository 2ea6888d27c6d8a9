"""Reading one text as an identifier, as free text, or as one of a contract's codes.

Belongs here: normalising names and matching codes. Only texts that the fast column path
could not read come here. Does not belong here: numbers, dates, whole columns.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from pipelines.exports import Code, Column, ColumnType
from pipelines.parsing.blanks import EMPTY_ANYWHERE, formula_error, is_empty, tidy
from pipelines.parsing.findings import Problem

NEAR_ENOUGH = 50.0
# What a spreadsheet makes of a long number when it saves a CSV. The sign is part of the
# pattern, because `1E10` alone can be the name of a room.
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_TRAILING_ZERO = re.compile(r"(\d+)\.0+")
_TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)

LONG_NUMBER = Problem(
    "E207",
    "完整的编号（文本格式）",
    "the complete number, kept as text",
    "长编号被表格软件改成了科学计数法，后面的数字已经丢失：请把这一列设为“文本”格式，重新导出或填写。",
    "A spreadsheet turned a long number into scientific notation and lost its last digits: "
    "format the column as Text, then export or type it again.",
)


def read_identifier(text: str) -> str | Problem | None:
    """A name: NFKC, trimmed, `1001.0` as `1001`; None for "empty"."""
    error = formula_error(text)
    if error is not None:
        return error
    name = tidy(text)
    quoted = _TEXT_FORMULA.fullmatch(name)
    name = quoted.group(1).strip() if quoted else name
    if is_empty(name, EMPTY_ANYWHERE):
        return None
    if _SCIENTIFIC.fullmatch(name):
        return LONG_NUMBER
    whole = _TRAILING_ZERO.fullmatch(name)
    return whole.group(1) if whole else name


def read_text(text: str) -> str | Problem | None:
    """Free text, trimmed and otherwise as written; None for "empty"."""
    error = formula_error(text.strip())
    if error is not None:
        return error
    body = text.strip().strip("\ufeff\u200b").strip()
    return None if is_empty(body, EMPTY_ANYWHERE) else body


def code_spellings(column: Column) -> dict[str, str]:
    """Every exact spelling of the column's codes → canonical value, first code wins."""
    spellings: dict[str, str] = {}
    for code in column.codes:
        for spelling in (code.value, *code.aliases, code.english):
            spellings.setdefault(spelling, code.value)
    return spellings


@lru_cache(maxsize=256)
def _loose_spellings(codes: tuple[Code, ...]) -> dict[str, str]:
    loose: dict[str, str] = {}
    for code in codes:
        for spelling in (code.value, *code.aliases, code.english):
            loose.setdefault(_loosely(spelling), code.value)
    return loose


def _loosely(text: str) -> str:
    return re.sub(r"\s+", "", tidy(text)).casefold()


def read_code(text: str, column: Column) -> str | Problem | None:
    """The canonical value of a code, whatever its case, width or spaces; None for "empty"."""
    error = formula_error(text)
    if error is not None:
        return error
    body = tidy(text)
    loose = _loose_spellings(column.codes)
    value = loose.get(_loosely(body))
    if value is not None:
        return value
    if is_empty(body, EMPTY_ANYWHERE):
        return None
    # A number cell gives `1.0` where a person sees 1.
    whole = _TRAILING_ZERO.fullmatch(body)
    if whole and whole.group(1) in loose:
        return loose[whole.group(1)]
    return _unknown_code(body, column)


def _unknown_code(body: str, column: Column) -> Problem:
    allowed = [code.value for code in column.codes]
    nearest = process.extractOne(body, allowed, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    hint_zh = f"最接近的是“{nearest[0]}”。" if nearest else ""
    hint_en = f"The nearest is “{nearest[0]}”. " if nearest else ""
    expected_zh = f"“{column.header}”的可选值之一：{'、'.join(allowed)}"
    english = ", ".join(f"{code.value} ({code.english})" for code in column.codes)
    kind = "yes or no" if column.type is ColumnType.BOOLEAN else "one of the allowed values"
    return Problem(
        "E202",
        expected_zh,
        f"{kind}: {english}",
        f"{hint_zh}请改为上列可选值之一。",
        f"{hint_en}Choose one of the values listed.",
    )
