"""Readings of a text cell that a rule computes with: a moment, an exact amount.

Belongs here: the polars expressions by which sums, month ends, templates and signs read
text, and write it back as text. Does not belong here: the typing of a cell for the lake
(`pipelines.parsing` does that, for mapped cells as for all others).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

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

_WORDS_FOR_NOTHING = sorted(
    {spelt for word in EMPTY_ANYWHERE for spelt in (word, word.upper(), word.title())}
)
_AMOUNT = pl.Decimal(38, 6)  # six places: unit prices and split months have up to four
_EXCEL_EPOCH = datetime(1899, 12, 30)
_PLAIN_AMOUNT = r"^-?\d+(\.\d*)?$"


def clean(cell: pl.Expr, empty_values: Sequence[str] = ()) -> pl.Expr:
    """The cell without white space around it; null when nothing is left, or one of the words
    for nothing that parsing knows (`--`, `null`, `\\N`) or `empty_values` adds."""
    text = cell.str.strip_chars()
    return pl.when(~text.is_in([*_WORDS_FOR_NOTHING, *empty_values])).then(text)


def moment(cell: pl.Expr, formats: Sequence[str] = ()) -> pl.Expr:
    """The cell as Datetime(us), null where it is none.

    Reads `formats` first, then ISO-like and Chinese forms, bare months (their first day) and
    Excel serial days of 1954 to 2119 (20000 to 80000), fraction = time of day.
    """
    return cell.map_batches(
        lambda texts: _moments(texts, tuple(formats)), return_dtype=pl.Datetime("us")
    )


def _moments(texts: pl.Series, formats: tuple[str, ...]) -> pl.Series:
    """Each form is tried on what the forms before it left unread: nearly all is ISO."""
    found = pl.Series([None] * texts.len(), dtype=pl.Datetime("us"))
    left = texts.is_not_null().arg_true()
    for read in (*_forms(formats), _with_hyphens, _months, _serial_days):
        if not left.len():
            break
        read_now = read(texts.gather(left))
        done = read_now.is_not_null()
        found = found.scatter(left.filter(done), read_now.filter(done))
        left = left.filter(~done)
    return found.alias(texts.name)


def _forms(formats: tuple[str, ...]) -> Iterator[Callable[[pl.Series], pl.Series]]:
    for pattern in (*formats, *MOMENT_FORMATS, *DAY_FORMATS):
        yield partial(_by_format, pattern=pattern)


def _by_format(texts: pl.Series, pattern: str) -> pl.Series:
    if "%H" in pattern or "%I" in pattern:
        return texts.str.strptime(pl.Datetime("us"), pattern, strict=False)
    return texts.str.strptime(pl.Date, pattern, strict=False).cast(pl.Datetime("us"))


def _with_hyphens(texts: pl.Series) -> pl.Series:
    # Not by strptime `%Y%m%d`: to it a serial day 42736 is 4273-06-…
    day = _level(texts).str.replace(r"^(\d{4})(\d{2})(\d{2})$", "${1}-${2}-${3}")
    return _by_format(day, "%Y-%m-%d")


def _months(texts: pl.Series) -> pl.Series:
    month = _level(texts).str.replace(r"^(\d{4})(\d{2})$", "${1}-${2}") + "-01"
    return pl.select(pl.coalesce(_by_format(month, f) for f in MONTH_FORMATS)).to_series()


def _serial_days(texts: pl.Series) -> pl.Series:
    days = _level(texts).str.extract(r"^(\d{5}(?:\.\d+)?)$").cast(pl.Float64, strict=False)
    days = days.set(~days.is_between(20_000, 80_000).fill_null(False), None)
    microseconds = (days * 86_400).round(0).cast(pl.Int64) * 1_000_000
    return microseconds.cast(pl.Duration("us")) + _EXCEL_EPOCH


def _level(texts: pl.Series) -> pl.Series:
    return texts.str.normalize("NFKC").str.strip_chars()


def day_text(cell: pl.Expr) -> pl.Expr:
    """The cell's day as `2025-01-31`; a cell that is no moment stays as it is."""
    return pl.coalesce(moment(cell).dt.strftime("%Y-%m-%d"), cell)


def moment_text(cell: pl.Expr) -> pl.Expr:
    """The cell's moment as `2025-01-31T08:30:00`; a cell that is no moment stays as it is."""
    return pl.coalesce(moment(cell).dt.strftime("%Y-%m-%dT%H:%M:%S"), cell)


def amount(cell: pl.Expr) -> pl.Expr:
    """The cell as an exact Decimal(38,6) of yuan, null where it is none."""
    return cell.map_batches(_amounts, return_dtype=_AMOUNT)


def _amounts(texts: pl.Series) -> pl.Series:
    plain = texts.str.contains(_PLAIN_AMOUNT)
    if not plain.fill_null(True).all():
        texts = _level(texts).str.replace_all(r"[¥￥,\s元]", "")
        plain = texts.str.contains(_PLAIN_AMOUNT)
    return texts.set(~plain.fill_null(True), None).cast(_AMOUNT, strict=False)


def code_key(cell: pl.Expr) -> pl.Expr:
    """The form in which codes are compared: any width and case, and `1.00` is the code `1`."""
    return cell.map_batches(_code_keys, return_dtype=pl.String)


def _code_keys(texts: pl.Series) -> pl.Series:
    # Codes are few: each distinct one is levelled once.
    distinct = texts.unique()
    keys = _level(distinct).str.to_lowercase().str.replace(r"^(-?\d+)\.0+$", "${1}")
    return texts.replace_strict(distinct, keys, return_dtype=pl.String)


def amount_text(value: pl.Expr) -> pl.Expr:
    """An exact amount as text with two places, or as many as it needs."""
    return value.cast(_AMOUNT).cast(pl.String).str.replace(r"(\.\d\d\d*?)0+$", "${1}")
