"""When a file was exported: the time in its name, else its modification time.

Belongs here: that one rule. Does not belong here: which of two rows wins by it (staging).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta, timezone
from pathlib import PurePath

CHINA_TIME = timezone(timedelta(hours=8))
END_OF_DAY = time(23, 59, 59)
YEARS = range(1990, 2100)

_BETWEEN_DATE_PARTS = r"[-_./ 年月]?"
_BEFORE_TIME = r"(?:[-_. ]?[Tt]?[-_. ]?|日[-_. ]?)"
_BETWEEN_TIME_PARTS = r"[-_.:时点分]?"
_TIME_IN_NAME = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}}){_BETWEEN_DATE_PARTS}(?P<month>\d\d){_BETWEEN_DATE_PARTS}(?P<day>\d\d)"
    rf"(?:{_BEFORE_TIME}(?P<hour>\d\d){_BETWEEN_TIME_PARTS}(?P<minute>\d\d)"
    rf"(?:{_BETWEEN_TIME_PARTS}(?P<second>\d\d))?)?(?!\d)"
)
_DATE_IN_NAME = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}}){_BETWEEN_DATE_PARTS}(?P<month>\d\d){_BETWEEN_DATE_PARTS}(?P<day>\d\d)(?!\d)"
)


def exported_at(file_name: str, modified_ns: int) -> datetime:
    """Export time of a file (China local time without a zone, whole seconds).

    `modified_ns` is the file's modification time in nanoseconds since 1970; it counts only
    when the name holds no time.
    """
    return time_in_name(file_name) or _modified_at(modified_ns)


def time_in_name(file_name: str) -> datetime | None:
    """The time a file's name carries, None when it carries none.

    A run of 8, 12 or 14 digits (yyyyMMdd, with HHmm, with HHmmss); a `T` or separators may
    stand between the parts; the digits are not part of a longer run and every part lies in
    its range. A date alone means the last second of that day. Of several, one with a time
    of day goes before a date alone, and a later one before an earlier one, because the
    export's own time usually closes the name (`fees_20260101-20260331_20260405.csv`).
    """
    stem = unicodedata.normalize("NFKC", PurePath(file_name).stem)
    moments: list[tuple[bool, int, datetime]] = []
    for match in _candidates(stem):
        moment = _moment(match)
        if moment is not None:
            moments.append((_has_time(match), match.start(), moment))
    return max(moments)[2] if moments else None


def _candidates(stem: str) -> list[re.Match[str]]:
    """Every place where a time could stand, also those that overlap."""
    found = []
    for start in range(len(stem)):
        for pattern in (_TIME_IN_NAME, _DATE_IN_NAME):
            match = pattern.match(stem, start)
            if match is not None:
                found.append(match)
    return found


def _has_time(match: re.Match[str]) -> bool:
    return match.groupdict().get("hour") is not None


def _moment(match: re.Match[str]) -> datetime | None:
    parts = {name: int(value) for name, value in match.groupdict().items() if value is not None}
    if parts["year"] not in YEARS:
        return None
    try:
        if _has_time(match):
            return datetime(
                parts["year"],
                parts["month"],
                parts["day"],
                parts["hour"],
                parts["minute"],
                parts.get("second", 0),
            )
        return datetime.combine(datetime(parts["year"], parts["month"], parts["day"]), END_OF_DAY)
    except ValueError:  # a 13th month, a 30 February, an hour of 25
        return None


def _modified_at(modified_ns: int) -> datetime:
    seconds = modified_ns // 1_000_000_000
    return datetime.fromtimestamp(seconds, CHINA_TIME).replace(tzinfo=None)
