"""Moments of the simulation: minutes since 1970 in China local time, as int64 arrays.

Belongs here: drawing moments with seasons, weekdays and hours, moving them into working
hours, turning them into datetimes. Everything happens at whole minutes, as a clerk writes
it, so every date format keeps it. Does not belong here: what happens at a moment.
"""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import numpy.typing as npt
import polars as pl

Minutes = npt.NDArray[np.int64]

DAY = 24 * 60
NEVER = 2**40  # later than any horizon: an event that does not come
_EPOCH = date(1970, 1, 1)

# Share of calls by hour: mornings and evenings at home, little at night.
RESIDENT_HOURS = np.array(
    [4, 2, 1, 1, 1, 3, 10, 30, 60, 80, 78, 60, 40, 38, 48, 52, 56, 62, 78, 80, 62, 40, 20, 9],
    dtype=float,
)
OFFICE_HOURS = np.array([0] * 8 + [40, 90, 100, 70, 15, 30, 80, 90, 80, 30] + [0] * 6, dtype=float)
EVENING_HOURS = np.array(
    [6, 2, 1, 1, 1, 2, 8, 25, 50, 55, 55, 60, 65, 50, 45, 45, 48, 55, 65, 80, 95, 90, 55, 20],
    dtype=float,
)
HOME_WEEK = (1.05, 0.95, 0.92, 0.93, 1.0, 1.15, 1.0)  # Monday first
WORKING_WEEK = (1.1, 1.0, 1.0, 1.0, 1.05, 0.4, 0.15)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def minute_of(moment: datetime) -> int:
    """Whole minutes since 1970 of a local time without zone."""
    return int((moment - datetime(1970, 1, 1)).total_seconds() // 60)


def moments(
    random: np.random.Generator,
    count: int,
    first_day: date,
    last_day: date,
    *,
    hours: npt.NDArray[np.float64],
    week: tuple[float, ...],
    month_factors: tuple[float, ...] = (1.0,) * 12,
) -> Minutes:
    """`count` sorted moments within the days (inclusive), weighted by month, weekday, hour."""
    days = np.arange(day_number(first_day), day_number(last_day) + 1)
    weight = np.array(week)[(days + 3) % 7] * np.array(month_factors)[calendar_months(days) - 1]
    day = days[pick(random, weight, count)]
    hour = pick(random, hours, count)
    return np.sort(day * DAY + hour * 60 + random.integers(0, 60, count))


def calendar_months(days: Minutes) -> Minutes:
    """Calendar month 1..12 of day numbers."""
    months: Minutes = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    return months


def pick(random: np.random.Generator, weight: npt.NDArray[np.float64], count: int) -> Minutes:
    """`count` places 0..n-1, each drawn with its weight."""
    edges = np.cumsum(weight)
    places: Minutes = np.searchsorted(edges, random.random(count) * edges[-1], side="right")
    return places


def lognormal(
    random: np.random.Generator, count: int, median: float, sigma: float
) -> npt.NDArray[np.float64]:
    """Durations with this median (in the unit of the median) and a tail to the right."""
    return median * np.exp(sigma * random.standard_normal(count))


def after(moment: Minutes, minutes: npt.NDArray[np.float64] | float) -> Minutes:
    """The moment so many minutes (rounded up) later; NEVER stays NEVER."""
    later: Minutes = np.where(moment >= NEVER, NEVER, moment + np.ceil(minutes).astype(np.int64))
    return later


def into_working_hours(
    random: np.random.Generator, moment: Minutes, start_hour: int = 8, end_hour: int = 20
) -> Minutes:
    """The same moment, or, out of hours, within 90 minutes of the next opening; never earlier."""
    minute = moment % DAY
    opening = moment - minute + start_hour * 60 + random.integers(0, 91, len(moment))
    moved = np.where(minute < start_hour * 60, opening, moment)
    moved = np.where(minute >= end_hour * 60, opening + DAY, moved)
    kept: Minutes = np.where(moment >= NEVER, NEVER, moved)
    return kept


def sometimes(random: np.random.Generator, share: float, moment: Minutes) -> Minutes:
    """The moment for a share of the rows, NEVER for the others."""
    kept: Minutes = np.where(random.random(len(moment)) < share, moment, NEVER)
    return kept


def as_datetimes(minutes: Minutes) -> pl.Series:
    """A Datetime('us') series; NEVER becomes null."""
    series = pl.Series(minutes, dtype=pl.Int64)
    known = pl.select(pl.when(series < NEVER).then(series * 60_000_000)).to_series()
    return known.cast(pl.Datetime("us"))


def as_dates(days: Minutes) -> pl.Series:
    """A Date series of day numbers; NEVER becomes null."""
    series = pl.Series(days, dtype=pl.Int64)
    return pl.select(pl.when(series < NEVER).then(series).cast(pl.Int32)).to_series().cast(pl.Date)
