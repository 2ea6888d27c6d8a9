"""Reading one text as a moment (a date, or a date with a time of day), China local time.

Belongs here: every way of writing a date that we accept, and the ones we refuse rather than
guess. Only texts that the fast column path could not read come here. Does not belong here:
judging whether a moment is plausible beside others (`judgement`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from pipelines.parsing.blanks import EMPTY_FOR_VALUES, formula_error, is_empty, tidy
from pipelines.parsing.findings import Problem

CHINA = timezone(timedelta(hours=8))
FIRST_YEAR, LAST_YEAR = 1900, 2199
# A workbook counts days from here; the 1900 epoch starts two days early because
# spreadsheets believe in a 29 February 1900 and count 1 January 1900 as day 1.
EPOCH_1900 = datetime(1899, 12, 30)
EPOCH_1904 = datetime(1904, 1, 1)
# Serials are only believed between 1950 and 2100: below and above, a five-digit number is
# more likely an amount or a room.
FIRST_SERIAL, LAST_SERIAL = 18_264, 73_415

_WEEKDAY = re.compile(r"\s*\(?(?:星期|周)[一二三四五六日天]\)?\s*")
_WRITTEN = re.compile(
    r"(?P<y>\d{4})(?:(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
    r"|年\s*(?P<cm>\d{1,2})\s*月\s*(?P<cd>\d{1,2})\s*[日号]?)"
    r"(?:[T ]?\s*(?P<half>上午|下午|AM|PM)?\s*(?P<h>\d{1,2})\s*[:时点]\s*"
    r"(?:(?P<mi>\d{1,2})\s*(?:[:分]\s*(?:(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,9}))?\s*秒?)?)?)?"
    r"\s*(?P<after>AM|PM)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"
    r"(?:[T _-]?(?P<h>\d{2}):?(?P<mi>\d{2})(?::?(?P<s>\d{2}))?)?"
)
_MONTH = re.compile(
    r"(?P<y>\d{4})(?:\s*(?P<sep>[-/.])\s*(?P<m>\d{1,2})|\s*年\s*(?P<cm>\d{1,2})\s*月份?|(?P<sm>\d{2}))"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_AMBIGUOUS = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{1,2}|\d{4})(?:[T ].*)?")
_ZERO = re.compile(r"0{4}[-/.]?0{1,2}[-/.]?0{1,2}(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?")

_EXPECTED_ZH = "日期或时间（如 2026-04-05 或 2026-04-05 09:30:00）"
_EXPECTED_EN = "a date or time (like 2026-04-05 or 2026-04-05 09:30:00)"
NOT_A_MOMENT = Problem(
    "E205",
    _EXPECTED_ZH,
    _EXPECTED_EN,
    "请改为 年-月-日 或 年-月-日 时:分:秒，并检查这一天是否存在。",
    "Type year-month-day, or year-month-day hour:minute:second, and check that the day exists.",
)
AMBIGUOUS = Problem(
    "E206",
    "四位年份在前的日期（如 2026-04-05）",
    "a date that starts with a four-digit year (like 2026-04-05)",
    "这种写法分不清年、月、日，系统不猜：请改为 年-月-日，年份写四位。",
    "Day, month and year cannot be told apart and are not guessed: type year-month-day with a "
    "four-digit year.",
)
NOT_A_MONTH = Problem(
    "E217",
    "月份（如 2026-04）",
    "a month (like 2026-04)",
    "请改为 年-月，例如 2026-04；填写该月任何一天的日期也可以。",
    "Type year-month, for example 2026-04; any date of the month will do as well.",
)
_TIME_ONLY = Problem(
    "E205",
    _EXPECTED_ZH,
    _EXPECTED_EN,
    "这里只有时间没有日期：请补上日期，例如 2026-04-05 08:30。",
    "There is a time of day but no date: add the date, for example 2026-04-05 08:30.",
)


def read_moment(
    text: str, formats: Sequence[str] = (), epoch: datetime = EPOCH_1900
) -> datetime | Problem | None:
    """`text` as China local time; None for "empty"; a Problem when it cannot be read.

    A date alone is midnight. `formats` are strptime formats that a profile adds and are
    tried first; `epoch` is the day 0 of the workbook's serial numbers.
    """
    error = formula_error(text)
    if error is not None:
        return error
    body = tidy(text)
    if is_empty(body, EMPTY_FOR_VALUES) or _ZERO.fullmatch(body):
        return None
    for pattern in formats:
        try:
            return _in_range(_local(datetime.strptime(body, pattern)))
        except ValueError:
            continue
    if _SERIAL.fullmatch(body):
        return from_serial(float(body), epoch)
    body = _WEEKDAY.sub(" ", body).strip()
    match = _WRITTEN.fullmatch(body) or _COMPACT.fullmatch(body)
    if match:
        return _assemble(match.groupdict())
    if _AMBIGUOUS.fullmatch(body):
        return AMBIGUOUS
    return _TIME_ONLY if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", body) else NOT_A_MOMENT


def read_month(
    text: str, formats: Sequence[str] = (), epoch: datetime = EPOCH_1900
) -> date | Problem | None:
    """The first day of the month that `text` names, alone or by one of its days (every way of
    `read_moment`); None for "empty"; a Problem when it cannot be read."""
    answer = read_moment(text, formats, epoch)
    if isinstance(answer, datetime):
        return answer.date().replace(day=1)
    if answer is None or formula_error(text):
        return answer
    match = _MONTH.fullmatch(tidy(text))
    if not match:
        return NOT_A_MONTH
    year, month = int(match["y"]), int(match["m"] or match["cm"] or match["sm"])
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return NOT_A_MONTH
    return date(year, month, 1)


def from_serial(days: float, epoch: datetime = EPOCH_1900) -> datetime | Problem:
    """The moment of a spreadsheet serial number, to the second."""
    if not FIRST_SERIAL <= days <= LAST_SERIAL:
        return NOT_A_MOMENT
    return epoch + timedelta(seconds=round(days * 86_400))


def _assemble(part: dict[str, str | None]) -> datetime | Problem:
    """A moment from the named parts of a match; NOT_A_MOMENT when the day does not exist."""
    hour = int(part.get("h") or 0)
    half = (part.get("half") or part.get("after") or "").upper()
    if half:
        if not 1 <= hour <= 12:
            return NOT_A_MOMENT
        hour = hour % 12 + (12 if half in ("PM", "下午") else 0)
    fraction = ((part.get("f") or "") + "000000")[:6]
    try:
        moment = datetime(
            int(part["y"] or 0),
            int(part.get("m") or part.get("cm") or 0),
            int(part.get("d") or part.get("cd") or 0),
            hour,
            int(part.get("mi") or 0),
            int(part.get("s") or 0),
            int(fraction),
        )
    except ValueError:
        return NOT_A_MOMENT
    return _in_range(_local(moment, part.get("zone")))


def _local(moment: datetime, zone: str | None = None) -> datetime:
    """China local time without a zone; `zone` is `Z` or an offset such as `+08:00`."""
    if zone:
        offset = "+0000" if zone in "Zz" else zone.replace(":", "")
        moment = moment.replace(tzinfo=datetime.strptime(offset, "%z").tzinfo)
    return moment.astimezone(CHINA).replace(tzinfo=None) if moment.tzinfo else moment


def _in_range(moment: datetime) -> datetime | Problem:
    if moment.year < FIRST_YEAR:
        # 1899-12-31 is how a workbook shows a time of day that has no date.
        return _TIME_ONLY if moment.year == 1899 else NOT_A_MOMENT
    return moment if moment.year <= LAST_YEAR else NOT_A_MOMENT
