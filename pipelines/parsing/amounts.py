"""Reading one text as money, as a number or as a whole number.

Belongs here: every way in which people and systems write numbers that we accept, and why
we refuse the rest. Only texts that the fast column path could not read come here.
Does not belong here: dates, whole columns.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.parsing.blanks import EMPTY_FOR_VALUES, formula_error, is_empty, tidy
from pipelines.parsing.findings import Problem

# Excel keeps 15 significant digits; what lies beyond them is noise of binary fractions.
SIGNIFICANT_DIGITS = 15
LARGEST = Decimal(10) ** 14

_PLAIN = re.compile(r"(?:\d+\.?\d*|\.\d+)")
_GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d*)?")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+")
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|¥|￥)\s*", re.IGNORECASE)
_MONEY_UNIT = re.compile(r"\s*(万|亿)?\s*(?:元整?|圆整?|RMB|CNY)?$", re.IGNORECASE)
_UNITS = "平方米|平米|m2|m²|分钟|分|小时|天|日|次|户|个|人|套|份"
_NUMBER_UNIT = re.compile(rf"\s*(万|亿)?\s*(?:{_UNITS}|[%％])?$", re.IGNORECASE)
_ANY_UNIT = re.compile(rf"\s*(万|亿)?\s*(?:{_UNITS}|元)?$", re.IGNORECASE)
_NO_UNIT = re.compile("$")
_SHARES = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
_SCALE = {None: Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}

_NOT_MONEY = Problem(
    "E203",
    "金额（数字，最多两位小数，如 1230.50）",
    "an amount (a number with at most two decimals, like 1230.50)",
    "请改为数字，例如 1230.50。",
    "Type a number, for example 1230.50.",
)
_NOT_NUMBER = Problem(
    "E203",
    "数字（如 89.50）",
    "a number (like 89.50)",
    "请改为数字，例如 89.50。",
    "Type a number, for example 89.50.",
)
_NOT_RATE = Problem(
    "E216",
    "比例（如 2% 或 0.02）",
    "a rate (like 2% or 0.02)",
    "请写成 2% 或 0.02。",
    "Type 2% or 0.02.",
)
_NOT_WHOLE = Problem(
    "E215",
    "整数（如 12）",
    "a whole number (like 12)",
    "请改为整数，例如 12。",
    "Type a whole number, for example 12.",
)
_TOO_LARGE = Problem(
    "E213",
    "小于 100 万亿的数",
    "a number below 100 trillion",
    "请检查是否多输了数字，或把编号填进了这一列。",
    "Check for extra digits, or for a number of a document in this column.",
)
_SCIENTIFIC_NUMBER = Problem(
    "E203",
    "完整写出的数字（不用科学计数法）",
    "a number written in full (no scientific notation)",
    "科学计数法会丢失数字：请把单元格格式改为“数值”，两位小数，再重新导出。",
    "Scientific notation loses digits: format the cells as Number with two decimals, then "
    "export again.",
)


def _third_decimal(value: Decimal) -> Problem:
    rounded = f"{value.quantize(Decimal('0.01')):f}"
    return Problem(
        "E204",
        "最多两位小数的金额",
        "an amount with at most two decimals",
        f"金额以分为最小单位：请改为准确的金额（例如 {rounded}）。",
        f"The smallest unit is the fen: type the exact amount (for example {rounded}).",
    )


def _bare_rate(value: Decimal) -> Problem:
    percent = f"{value.normalize():f}%"
    return Problem(
        "E216",
        "带百分号的比例或小数（如 2% 或 0.02）",
        "a rate with its percent sign, or as a decimal (like 2% or 0.02)",
        f"大于 1 的数分不清是百分之几还是几倍：请写成 {percent}，或写成小数。",
        f"A number above 1 can mean percent or times: type {percent}, or the decimal.",
    )


def _read_decimal(text: str, unit: re.Pattern[str], wrong: Problem) -> Decimal | Problem | None:
    """`text` as an exact decimal; None when it is a sentinel for "empty"."""
    error = formula_error(text)
    if error is not None:
        return error
    body = tidy(text).replace("\u2212", "-")
    if is_empty(body, EMPTY_FOR_VALUES):
        return None
    if _SCIENTIFIC.fullmatch(body):
        return _SCIENTIFIC_NUMBER
    body, negative = _take_sign(body)
    scale = Decimal(1)
    found = unit.search(body)
    if found and found.group(0):
        scale = _SCALE[found.group(1)]
        body = body[: found.start()]
    if not _PLAIN.fullmatch(body) and not _GROUPED.fullmatch(body):
        return wrong
    value = Decimal(re.sub("[, ]", "", body)) * scale
    value = -value if negative else value
    return _TOO_LARGE if abs(value) >= LARGEST else value


def _take_sign(body: str) -> tuple[str, bool]:
    """The text without sign and currency, and whether it was negative: a minus in front or
    behind, or accounting brackets; the currency sign may stand on either side of a minus."""
    negatives = 0
    if body.startswith("(") and body.endswith(")"):
        body, negatives = body[1:-1].strip(), 1
    body, minus = _strip_minus(_CURRENCY.sub("", body))
    negatives += minus
    body, minus = _strip_minus(_CURRENCY.sub("", body))
    negatives += minus
    if body.endswith("-"):
        body, negatives = body[:-1].rstrip(), negatives + 1
    # Two signs contradict each other: leave one in the text, so that it is refused.
    return ("-" + body if negatives > 1 else body), negatives == 1


def _strip_minus(body: str) -> tuple[str, int]:
    if body.startswith("-"):
        return body[1:].lstrip(), 1
    return (body[1:].lstrip() if body.startswith("+") else body), 0


def _without_noise(value: Decimal) -> Decimal:
    """`value` rounded to the digits that a spreadsheet really keeps."""
    if not value:
        return Decimal(0)
    step = Decimal(1).scaleb(value.adjusted() - SIGNIFICANT_DIGITS + 1)
    return value if len(value.as_tuple().digits) <= SIGNIFICANT_DIGITS else value.quantize(step)


def read_money(text: str) -> Decimal | Problem | None:
    """Yuan with exactly two decimals; None for "empty"; a Problem when it cannot be read.

    A third decimal is refused unless it is noise beyond the 15th significant digit. Where
    more than 15 digits are written, the whole cents of the text are kept as they are.
    """
    value = _read_decimal(text, _MONEY_UNIT, _NOT_MONEY)
    if value is None or isinstance(value, Problem):
        return value
    cents = value.quantize(Decimal("0.01"))
    if cents != value and cents != _without_noise(value):
        return _third_decimal(value)
    return cents


def read_number(text: str, unit: str = "") -> Decimal | Problem | None:
    """A number with four decimals (further ones are rounded), None for "empty".

    `unit` (1, %, ‰) is what the column counts in: a text in % or ‰ is converted to it. Without
    one, a unit behind the number is dropped.
    """
    body, share = _take_share(text) if unit else (text, None)
    value = _read_decimal(body, _ANY_UNIT if unit else _NUMBER_UNIT, _NOT_NUMBER)
    if value is None or isinstance(value, Problem):
        return value
    if share is not None:
        value = value * share / _SHARES.get(unit, Decimal(1))
    return value.quantize(Decimal("0.0001"))


def read_rate(text: str) -> Decimal | Problem | None:
    """A share with four decimals (further ones are rounded): `2%`, `20‰` and `0.02` alike.

    None for "empty". A number above 1 without its sign is refused: 2 may mean 2 % or 200 %.
    """
    body, share = _take_share(text)
    value = _read_decimal(body, _NO_UNIT, _NOT_RATE)
    if value is None or isinstance(value, Problem):
        return value
    if share is None and abs(value) > 1:
        return _bare_rate(value)
    return (value * (share or 1)).quantize(Decimal("0.0001"))


def _take_share(text: str) -> tuple[str, Decimal | None]:
    """The text without its % or ‰ sign, and what the sign is worth; None without one."""
    body = tidy(text)
    share = _SHARES.get(body[-1:])
    return (text, None) if share is None or not body[:-1].strip() else (body[:-1], share)


def read_whole_number(text: str) -> int | Problem | None:
    """A whole number (`12`, `12.0`, `12次`), None for "empty"."""
    value = _read_decimal(text, _NUMBER_UNIT, _NOT_WHOLE)
    if value is None or isinstance(value, Problem):
        return value
    whole = _without_noise(value)
    return int(whole) if whole == whole.to_integral_value() else _NOT_WHOLE
