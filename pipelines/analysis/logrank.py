"""The log-rank test of each group against all others, for all groups in one pass.

Belongs here: observed and expected events, variance, chi-square and p-value. Does not belong
here: which groups are compared, or a verdict (`turnaround`).

statsmodels' `survdiff` gives the same figures for one pair at a time (the tests compare them); a
company's quarter has some thousand pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class LogRank:
    """Per group: events observed, events expected at the pace of all, chi-square with one
    degree of freedom of the group against the others, and its p-value."""

    observed: np.ndarray
    expected: np.ndarray
    chi_square: np.ndarray
    p_value: np.ndarray


def log_rank(hours: np.ndarray, reached: np.ndarray, group: np.ndarray, groups: int) -> LogRank:
    """`hours` waited, whether the stage was `reached` then, and the `group` (0 … groups-1) of
    each ticket, in any order.

    The variance is the hypergeometric one: at a time with d of n at risk reaching the stage, a
    group with m at risk adds d (m/n) (1 - m/n) (n - d) / (n - 1). Where no variance is left
    (one group, or nothing reached) chi-square is not a number.
    """
    from scipy.stats import chi2

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
    expected = (d * share).sum(axis=0)
    variance = (d * share * (1 - share) * (n - d) / np.maximum(n - 1, 1)).sum(axis=0)
    observed = events.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        chi_square = (observed - expected) ** 2 / variance
    return LogRank(observed, expected, chi_square, chi2.sf(chi_square, 1))
