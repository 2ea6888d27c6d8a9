"""Intervals of shares, of scores and of their differences, as expressions.

Belongs here: the formulas, at any level. Does not belong here: which figures are compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import NormalDist

import polars as pl

NORMAL_975 = 1.959963984540054

Interval = tuple[pl.Expr, pl.Expr, pl.Expr]
Quantile = pl.Expr | float


def shared_quantiles(counts: Iterable[int]) -> dict[int, float]:
    """The normal quantile at which so many 95 % intervals hold together (Bonferroni)."""
    normal = NormalDist()
    return {n: NORMAL_975 if n == 1 else normal.inv_cdf(1 - 0.025 / n) for n in counts}


def wilson(
    rate: pl.Expr, answers: pl.Expr, quantile: Quantile = NORMAL_975
) -> tuple[pl.Expr, pl.Expr]:
    """Wilson's interval of a share of so many answers, 95 % unless told otherwise."""
    z = pl.lit(quantile) if isinstance(quantile, float) else quantile
    square = z.pow(2)
    centre = (rate + square / (2 * answers)) / (1 + square / answers)
    inside = rate * (1 - rate) / answers + square / (4 * answers.pow(2))
    half = z / (1 + square / answers) * inside.sqrt()
    return centre - half, centre + half


def student_quantile(normal: Quantile, degrees: pl.Expr) -> pl.Expr:
    """Student's t where the normal distribution has `normal`, by its expansion around it: within
    2 % from 4 degrees of freedom on, up to 99.9 %."""
    z = pl.lit(normal) if isinstance(normal, float) else normal
    terms = (
        (z.pow(3) + z) / 4,
        (5 * z.pow(5) + 16 * z.pow(3) + 3 * z) / 96,
        (3 * z.pow(7) + 19 * z.pow(5) + 17 * z.pow(3) - 15 * z) / 384,
        (79 * z.pow(9) + 776 * z.pow(7) + 1482 * z.pow(5) - 1920 * z.pow(3) - 945 * z) / 92160,
    )
    return z + pl.sum_horizontal(
        *(term / degrees.pow(power) for power, term in enumerate(terms, start=1))
    )


def difference_interval(later: Interval, earlier: Interval) -> tuple[pl.Expr, pl.Expr]:
    """The interval of later − earlier from each one's (value, low, high).

    Newcombe's method 10 for two shares, MOVER for two means: the ends' distances add in
    squares, so that an interval that leans stays leaning.
    """
    (one, one_low, one_high), (two, two_low, two_high) = later, earlier
    below = ((one - one_low).pow(2) + (two_high - two).pow(2)).sqrt()
    above = ((one_high - one).pow(2) + (two - two_low).pow(2)).sqrt()
    return one - two - below, one - two + above
