"""The log-rank test of each group against all others, for all groups in one pass.

Belongs here: observed and expected events, variance, chi-square and p-value. Does not belong
here: which groups are compared, or a verdict (`turnaround`).

statsmodels' `survdiff` gives the same figures for one pair at a time (the tests compare them); a
company's quarter has some thousand pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np


@dataclass(frozen=True)
class LogRank:
    """Per group: events observed, events expected at the pace of all, chi-square with one
    degree of freedom of the group against the others, and its p-value."""

    observed: np.ndarray
    expected: np.ndarray
    chi_square: np.ndarray
    p_value: np.ndarray


def log_rank(
    hours: np.ndarray,
    reached: np.ndarray,
    group: np.ndarray,
    groups: int,
    strata: np.ndarray | None = None,
) -> LogRank:
    """`hours` waited, whether the stage was `reached` then, and the `group` (0 … groups-1) of
    each ticket, in any order; with `strata` tickets are only compared within theirs.

    The variance is the hypergeometric one: at a time with d of n at risk reaching the stage, a
    group with m at risk adds d (m/n) (1 - m/n) (n - d) / (n - 1). Where no variance is left
    (one group, or nothing reached) chi-square is not a number.
    """
    alike = np.zeros(len(hours)) if strata is None else strata
    parts = [alike == stratum for stratum in np.unique(alike)] or [alike == 0]
    sums = [_sums(hours[part], reached[part], group[part], groups) for part in parts]
    observed, expected, variance = np.sum(sums, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        chi_square = (observed - expected) ** 2 / variance
    # The tail of chi-square with one degree of freedom is that of the normal distribution.
    p_value = np.array([erfc(sqrt(value / 2)) for value in chi_square])
    return LogRank(observed, expected, chi_square, p_value)


def _sums(hours: np.ndarray, reached: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
    """Observed, expected and variance per group, of one stratum."""
    times, place = np.unique(hours, return_inverse=True)
    shape = (len(times), groups)
    cell = place * groups + group
    leaving = np.bincount(cell, minlength=len(times) * groups).reshape(shape)
    events = np.bincount(cell[reached], minlength=len(times) * groups).reshape(shape)
    at_risk = leaving[::-1].cumsum(axis=0)[::-1]
    happens = events.sum(axis=1) > 0
    n = at_risk[happens].sum(axis=1, keepdims=True).astype(float)
    d = events[happens].sum(axis=1, keepdims=True).astype(float)
    share = at_risk[happens] / n
    variance = d * share * (1 - share) * (n - d) / np.maximum(n - 1, 1)
    return np.array([events.sum(axis=0), (d * share).sum(axis=0), variance.sum(axis=0)])
