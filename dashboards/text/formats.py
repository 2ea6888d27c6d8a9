"""How numbers, money, shares, durations, dates and periods are written in each language.

Belongs here: rounding for the eye, units and separators. Does not belong here: verdicts; they
are compared unrounded where the KPI is made, and a rounded figure never contradicts them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from dashboards.text.catalogue import Words

Number = int | float | Decimal

# (from, unit key, places): the largest unit that fits wins.
UNITS = {
    "zh": (
        (Decimal(10) ** 8, "unit.hundred_million", 2),
        (Decimal(10) ** 4, "unit.ten_thousand", 1),
    ),
    "en": (
        (Decimal(10) ** 9, "unit.billion", 1),
        (Decimal(10) ** 6, "unit.million", 1),
        (Decimal(10) ** 4, "unit.thousand", 1),
    ),
}
DIVISORS = {"unit.thousand": Decimal(1000)}


def rounded(value: Number, places: int) -> Decimal:
    """`value` to `places` decimals, half away from zero (the way an accountant rounds)."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def grouped(value: Number, places: int = 0) -> str:
    """`12,345.60`: thousands separated, always `places` decimals, no minus before a zero."""
    exact = rounded(value, places)
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return format_decimal(abs(exact) if exact == 0 else exact, format=pattern, locale="en")


def count(words: Words, value: Number | None) -> str:
    return words("missing.value") if value is None else grouped(value)


def compact(words: Words, value: Number | None) -> str:
    """A large number in short: `9,876`, `1.2万`, `1.23亿`; English `9,876`, `12.3K`, `1.2M`.

    A figure that rounds up to the next unit is written in that unit (9,999.6 is `1.0万`).
    """
    if value is None:
        return words("missing.value")
    exact = Decimal(str(value))
    plain = rounded(exact, 0)
    units = UNITS[words.language]
    for index, (start, unit, places) in enumerate(units):
        divisor = DIVISORS.get(unit, start)
        scaled = rounded(plain / divisor, places)
        if abs(plain) >= start or _fills(units, index, plain):
            return grouped(scaled, places) + words(unit)
    return grouped(plain)


def _fills(units: tuple[tuple[Decimal, str, int], ...], index: int, plain: Decimal) -> bool:
    """Whether `plain`, written in the next smaller unit, would round up to a whole unit."""
    if index + 1 >= len(units):
        return False
    start, _, _ = units[index]
    smaller_start, smaller_unit, places = units[index + 1]
    divisor = DIVISORS.get(smaller_unit, smaller_start)
    return rounded(abs(plain) / divisor, places) * divisor >= start


def money(words: Words, value: Number | None) -> str:
    """Yuan to the fen: `¥12,345.60`."""
    if value is None:
        return words("missing.value")
    text = grouped(value, 2)
    return f"-¥{text[1:]}" if text.startswith("-") else f"¥{text}"


def money_compact(words: Words, value: Number | None) -> str:
    """Yuan in short: `¥1.2万`, `¥9,876`; English `¥12.3K`."""
    if value is None:
        return words("missing.value")
    text = compact(words, value)
    return f"-¥{text[1:]}" if text.startswith("-") else f"¥{text}"


def share(
    words: Words,
    value: Number | None,
    *,
    target: Number | None = None,
    missed: bool = False,
    places: int = 2,
) -> str:
    """A rate 0..1 as a percentage, half up to two decimals.

    When the verdict is a miss and rounding would show the target, `<99%` is shown instead.
    """
    if value is None:
        return words("missing.value")
    percent = rounded(Decimal(str(value)) * 100, places)
    if missed and target is not None:
        goal = Decimal(str(target)) * 100
        if percent >= goal:
            return f"<{trimmed(goal)}%"
    return f"{grouped(percent, places)}%"


def attainment(words: Words, value: Number | None) -> str:
    """A share of a target, cut to two decimals: `100.99%` stays below the tier from 101 %."""
    if value is None:
        return words("missing.value")
    percent = (Decimal(str(value)) * 100).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    return f"{grouped(percent, 2)}%"


def rate(words: Words, value: Number | None) -> str:
    """A rate 0..1 in per cent with all the digits it has: `0.21%`, `8%`."""
    if value is None:
        return words("missing.blank")
    text = f"{Decimal(str(value)) * 100:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def target_share(words: Words, value: Number | None) -> str:
    """A target as short as it can be said exactly: `99%`, `97.5%`."""
    return words("missing.value") if value is None else f"{trimmed(Decimal(str(value)) * 100)}%"


def trimmed(value: Number) -> str:
    """A number without the zeros that say nothing: `99`, `97.5`."""
    text = f"{rounded(value, 4):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def points(words: Words, value: Number) -> str:
    """A difference of two rates in percentage points, signed: `+1.20 个百分点`."""
    return words("unit.points", value=signed(Decimal(str(value)) * 100, 2))


def signed(value: Number, places: int) -> str:
    exact = rounded(value, places)
    return ("+" if exact > 0 else "−" if exact < 0 else "±") + grouped(abs(exact), places)


def score(
    words: Words, value: Number | None, *, target: Number | None = None, missed: bool = False
) -> str:
    """A score 0–100 with two decimals; `<75` when rounding would hide a miss."""
    if value is None:
        return words("missing.value")
    if missed and target is not None and rounded(value, 2) >= Decimal(str(target)):
        return f"<{trimmed(target)}"
    return grouped(value, 2)


def hours(words: Words, value: Number | None) -> str:
    """A duration given in hours, in the unit a person would say it in."""
    if value is None:
        return words("missing.not_reached")
    exact = Decimal(str(value))
    if rounded(exact * 60, 0) < 60:
        return words("unit.minutes", value=grouped(exact * 60))
    if rounded(exact, 1) < 48:
        return words("unit.hours", value=grouped(exact, 1))
    return words("unit.days", value=grouped(exact / 24, 1))


def duration_tick(words: Words, value: Number) -> str:
    """A whole number of hours or days as an axis label: `12 小时`, `7 天`."""
    if value < 24:
        return words("unit.hours_short", value=grouped(value))
    return words("unit.days_short", value=grouped(Decimal(str(value)) / 24))


def day(words: Words, value: date | None) -> str:
    """`2026-11-20（周五）`, `2026-11-20 (Fri)`."""
    if value is None:
        return words("missing.value")
    name = format_date(value, "EEE", locale=words.language)
    return words("date.day", iso=value.strftime("%Y-%m-%d"), weekday=name)


def moment(words: Words, value: datetime | None) -> str:
    """`2026-11-20 16:00`, China time, the same in both languages."""
    return words("missing.value") if value is None else value.strftime("%Y-%m-%d %H:%M")


def period(words: Words, kind: str, start: date) -> str:
    """`2026年第47周（11-16～11-22）`, `2026年11月`, `2026年第4季度`, `2026年`, and in English."""
    if kind == "week":
        return _week(words, start)
    if kind == "month":
        if words.language == "zh":
            return words("date.month", year=start.year, month=start.month)
        return format_date(start, "MMM yyyy", locale="en")
    if kind == "quarter":
        return words("date.quarter", year=start.year, quarter=(start.month + 2) // 3)
    return words("date.year", year=start.year)


def _week(words: Words, start: date) -> str:
    iso = start.isocalendar()
    end = start + timedelta(days=6)
    if words.language == "zh":
        span = f"{start:%m-%d}～{end:%m-%d}"
    elif start.month == end.month:
        span = f"{start.day}–{end.day} {format_date(end, 'MMM', locale='en')}"
    else:
        span = "–".join(format_date(d, "d MMM", locale="en") for d in (start, end))
    return words("date.week", year=iso.year, week=f"{iso.week:02d}", number=iso.week, span=span)


def short_period(words: Words, kind: str, start: date) -> str:
    """A period as an axis label: `26-W47`, `2026-03`, `2026 Q1`, `2026`."""
    if kind == "week":
        iso = start.isocalendar()
        return f"{iso.year % 100:02d}-W{iso.week:02d}"
    if kind == "month":
        return f"{start:%Y-%m}"
    if kind == "quarter":
        return f"{start.year} Q{(start.month + 2) // 3}"
    return f"{start.year}"
