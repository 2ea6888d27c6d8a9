"""Shares of R²: how much of a score each of several related scores accounts for.

Belongs here: the exact decomposition over every subset (Lindeman, Merenda and Gold; the
Shapley value of R²), for many covariance matrices at once. Does not belong here: where the
matrices come from (`drivers`).
"""

from __future__ import annotations

from functools import cache
from math import comb

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# A predictor whose variance the others leave less than this part of adds nothing to them.
COLLINEAR = 1e-9


def shares_of_r_squared(covariances: Floats) -> tuple[Floats, Floats]:
    """R² and its parts for covariance matrices of shape (k+1, k+1, draws), the outcome last.

    Gives the parts, shape (k, draws), whose sum is R², shape (draws). A part is the mean, over
    every order in which the k predictors can enter a regression, of what the predictor adds
    when it enters: 2**k regressions, each made from the one before by one elimination step.
    Predictors that repeat each other share what they say equally; one without variance gets
    nothing. Where the outcome has no variance everything is 0.
    """
    k = covariances.shape[0] - 1
    draws = covariances.shape[2]
    explained = np.zeros((2**k, draws))
    floor = COLLINEAR * np.einsum("iib->ib", covariances)[:k]
    _enter(covariances, tuple(range(k)), 0, explained, floor)
    outcome = covariances[k, k]
    scale = np.divide(1.0, outcome, out=np.zeros(draws), where=outcome > 0)
    explained *= scale
    return _weights_of_subsets(k) @ explained, explained[-1]


@cache
def _weights_of_subsets(k: int) -> Floats:
    """What R² of each subset (a bit per predictor) counts in each predictor's part: (k, 2**k).

    A subset of n counts for its members in the 1 / (k · C(k−1, n−1)) of the orders in which
    one of them enters last, and against the others in those in which one enters next.
    """
    weights = np.zeros((k, 2**k))
    for subset in range(2**k):
        size = subset.bit_count()
        for j in range(k):
            if subset >> j & 1:
                weights[j, subset] = 1.0 / (k * comb(k - 1, size - 1))
            else:
                weights[j, subset] = -1.0 / (k * comb(k - 1, size))
    return weights


def _enter(
    left: Floats, names: tuple[int, ...], subset: int, explained: Floats, floor: Floats
) -> None:
    """Write what each superset of `subset` explains, its newcomers taken from `names`.

    `left` is what `subset` leaves of the covariances of `names` and, last, the outcome.
    """
    for at, name in enumerate(names):
        pivot = left[at, at]
        with_name = subset | 1 << name
        usable = pivot > floor[name]
        per_pivot = np.divide(1.0, pivot, out=np.zeros_like(pivot), where=usable)
        explained[with_name] = explained[subset] + left[at, -1] ** 2 * per_pivot
        if at + 1 < len(names):
            rest = left[at + 1 :, at + 1 :]
            row = left[at, at + 1 :]
            next_left = rest - row[:, None] * row[None, :] * per_pivot
            _enter(next_left, names[at + 1 :], with_name, explained, floor)
