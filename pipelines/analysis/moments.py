"""Covariances of answer sheets, as they are and as they might have come out.

Belongs here: covariances within projects, and the same for households drawn again with
replacement (bootstrap). Does not belong here: what is made of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

CELLS_AT_ONCE = 2_000_000  # households × draws held in memory together


@dataclass(frozen=True)
class Moments:
    """Of p columns over `draws` samples: `covariances` (p, p, draws) within projects, `means`
    (p, draws) over all."""

    covariances: Floats
    means: Floats


def observed(columns: Floats, projects: npt.NDArray[np.int64]) -> Moments:
    """The moments of the sheets themselves (one draw); `columns` is households × p.

    Covariances are taken within projects: that one estate is better in everything says
    nothing about what moves a household's grade.
    """
    return _moments(columns, projects, None)


def drawn_again(
    columns: Floats, projects: npt.NDArray[np.int64], *, subjects: Sequence[str], draws: int
) -> Moments:
    """The moments of `draws` samples of as many households, drawn project by project.

    `subjects` names each project's survey and project, which seed its draws: the same sheets
    give the same figures, alone and among others.
    """
    return _moments(columns, projects, (subjects, draws))


def generator(subject: str) -> np.random.Generator:
    """Random numbers that belong to a subject: the same for the same words."""
    digest = hashlib.sha256(subject.encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def _moments(
    columns: Floats, projects: npt.NDArray[np.int64], again: tuple[Sequence[str], int] | None
) -> Moments:
    p = columns.shape[1]
    draws = 1 if again is None else again[1]
    above, below = np.triu_indices(p)
    within = np.zeros((draws, len(above)))
    totals = np.zeros((draws, p))
    for project in np.unique(projects).tolist():
        here = columns[projects == project]
        centre = here.mean(axis=0)
        centred = here - centre
        products = centred[:, above] * centred[:, below]
        both = np.column_stack((centred, products))
        done = 0
        for weights in _weights(len(here), again, project):
            rows = slice(done, done + len(weights))
            sums = weights @ both
            first, second = sums[:, :p], sums[:, p:]
            within[rows] += second - first[:, above] * first[:, below] / len(here)
            totals[rows] += first + len(here) * centre
            done += len(weights)
    covariances = np.zeros((p, p, draws))
    covariances[above, below] = covariances[below, above] = within.T / len(columns)
    return Moments(covariances, totals.T / len(columns))


def _weights(
    households: int, again: tuple[Sequence[str], int] | None, project: int
) -> Iterator[Floats]:
    """How often each household is in each draw: (draws, households), in blocks of draws."""
    if again is None:
        yield np.ones((1, households))
        return
    subjects, draws = again
    random = generator(subjects[project])
    at_once = max(1, CELLS_AT_ONCE // households)
    for start in range(0, draws, at_once):
        yield _counts(random, households, min(at_once, draws - start))


def _counts(random: np.random.Generator, households: int, draws: int) -> Floats:
    chosen = random.integers(0, households, size=(draws, households))
    chosen += np.arange(draws)[:, None] * households
    counts = np.bincount(chosen.ravel(), minlength=draws * households)
    return counts.reshape(draws, households).astype(np.float64)
