"""Readings of a text cell that a rule computes with: a moment, an exact amount.

Belongs here: the polars expressions by which sums, month ends, templates and signs read
text, and write it back as text. Does not belong here: the typing of a cell for the lake
(`pipelines.parsing` does that, for mapped cells as for all others).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.parsing.blanks import EMPTY_ANYWHERE

MOMENT_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
)
DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d")
# A day is put behind a bare month, because a month alone is no date to any parser.
MONTH_FORMATS = ("%Y-%m-%d", "%Y/%m-%d", "%Y年%m月-%d")

_WORDS_FOR_NOTHING = sorted(EMPTY_ANYWHERE)
_AMOUNT = pl.Decimal(38, 6)  # six places: unit prices and split months have up to four
_EXCEL_EPOCH = pl.datetime(1899, 12, 30)


def clean(cell: pl.Expr, empty_values: Sequence[str] = ()) -> pl.Expr:
    """The cell without white space around it; null when nothing is left, or one of the words
    for nothing that parsing knows (`--`, `null`, `\\N`) or `empty_values` adds."""
    text = cell.str.strip_chars()
    nothing = text.str.to_lowercase().is_in(_WORDS_FOR_NOTHING) | text.is_in(list(empty_values))
    return pl.when(~nothing).then(text)


def moment(cell: pl.Expr, formats: Sequence[str] = ()) -> pl.Expr:
    """The cell as Datetime(us), null where it is none.

    Reads `formats` first, then ISO-like and Chinese forms, bare months (their first day) and
    Excel serial days of 1954 to 2119 (20000 to 80000), fraction = time of day.
    """
    text = cell.str.normalize("NFKC").str.strip_chars()
    # Written out with hyphens first: to strptime `%Y%m%d` a serial day 42736 is 4273-06-…
    text = text.str.replace(r"^(\d{4})(\d{2})(\d{2})$", "${1}-${2}-${3}")
    text = text.str.replace(r"^(\d{4})(\d{2})$", "${1}-${2}")
    readings = [text.str.strptime(pl.Datetime("us"), f, strict=False) for f in _with_time(formats)]
    readings += [
        text.str.strptime(pl.Date, f, strict=False).cast(pl.Datetime("us"))
        for f in (*_without_time(formats), *DAY_FORMATS)
    ]
    month = text + "-01"
    readings += [
        month.str.strptime(pl.Date, f, strict=False).cast(pl.Datetime("us")) for f in MONTH_FORMATS
    ]
    serial = text.str.extract(r"^(\d{5}(?:\.\d+)?)$").cast(pl.Float64, strict=False)
    seconds = (serial * 86_400).round(0).cast(pl.Int64)
    from_serial = _EXCEL_EPOCH + pl.duration(seconds=seconds)
    readings.append(pl.when(serial.is_between(20_000, 80_000)).then(from_serial))
    return pl.coalesce(readings)


def _with_time(formats: Sequence[str]) -> tuple[str, ...]:
    return tuple(f for f in formats if "%H" in f or "%I" in f) + MOMENT_FORMATS


def _without_time(formats: Sequence[str]) -> tuple[str, ...]:
    return tuple(f for f in formats if "%H" not in f and "%I" not in f)


def day_text(cell: pl.Expr) -> pl.Expr:
    """The cell's day as `2025-01-31`; a cell that is no moment stays as it is."""
    return pl.coalesce(moment(cell).dt.strftime("%Y-%m-%d"), cell)


def moment_text(cell: pl.Expr) -> pl.Expr:
    """The cell's moment as `2025-01-31T08:30:00`; a cell that is no moment stays as it is."""
    return pl.coalesce(moment(cell).dt.strftime("%Y-%m-%dT%H:%M:%S"), cell)


def amount(cell: pl.Expr) -> pl.Expr:
    """The cell as an exact Decimal(38,6) of yuan, null where it is none."""
    text = cell.str.normalize("NFKC").str.replace_all(r"[¥￥,\s元]", "")
    plain = text.str.contains(r"^-?\d+(\.\d*)?$")
    return pl.when(plain).then(text).otherwise(None).cast(_AMOUNT, strict=False)


def amount_text(value: pl.Expr) -> pl.Expr:
    """An exact amount as text with two places, or as many as it needs."""
    return value.cast(_AMOUNT).cast(pl.String).str.replace(r"(\.\d\d\d*?)0+$", "${1}")
