"""Which texts mean "nothing is here", and which are the error values of a spreadsheet.

Belongs here: the sentinels of real exports and formula errors. Does not belong here: the
values that a column type allows.
"""

from __future__ import annotations

import re
import unicodedata

from pipelines.parsing.findings import Problem

# Written by other systems (`--`, the text `null`, MySQL's `\N`) for any kind of column.
EMPTY_ANYWHERE = frozenset({"", "--", "---", "——", "null", "(null)", "<null>", r"\n"})
# Written by people where a number or a date is meant; as a name or a code they may be real.
EMPTY_FOR_VALUES = EMPTY_ANYWHERE | {
    "-",
    "—",
    "–",
    "/",
    "\\",
    "无",
    "暂无",
    "空",
    "n/a",
    "na",
    "nan",
    "none",
}

# Text that the workbook reader puts into a cell whose formula was never calculated.
UNCALCULATED = "#UNCALCULATED!"

ERROR_PATTERN = (
    r"^#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA"
    r"|UNCALCULATED!.*)$"
)
_ERROR = re.compile(ERROR_PATTERN, re.DOTALL)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


def tidy(text: str) -> str:
    """`text` in NFKC (full-width digits and brackets become plain), trimmed, without
    zero-width characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


def is_empty(text: str, sentinels: frozenset[str] = EMPTY_ANYWHERE) -> bool:
    """Whether a trimmed text only says that there is no value."""
    return text.lower() in sentinels


def formula_error(text: str) -> Problem | None:
    """The problem of a cell that shows a spreadsheet error instead of a value."""
    if not text.startswith("#") or not _ERROR.match(text):
        return None
    if text.startswith(UNCALCULATED):
        return Problem(
            "E214",
            "公式的结果",
            "the result of the formula",
            "文件保存前公式没有计算：请用 Excel 打开并保存，或改填数值。",
            "The formula was never calculated: open and save the file in Excel, or type the value.",
        )
    return Problem(
        "E208",
        "一个值，而不是公式错误",
        "a value, not a formula error",
        "请改正公式或直接填写数值后重新导出。",
        "Mend the formula or type the value, then hand the file in again.",
    )
