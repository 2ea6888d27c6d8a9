"""Shares of R²: against a closed form, a slow obvious version, and awkward matrices."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import numpy.typing as npt
import pytest

from pipelines.analysis.shapley import shares_of_r_squared

Floats = npt.NDArray[np.float64]


def one_matrix(matrix: list[list[float]]) -> tuple[Floats, float]:
    parts, r_squared = shares_of_r_squared(np.array(matrix, dtype=float)[..., None])
    return parts[:, 0], float(r_squared[0])


def slow_shares(columns: Floats, outcome: Floats) -> Floats:
    """Every order of entering, a regression fitted for each step."""
    k = columns.shape[1]

    def r_squared(names: tuple[int, ...]) -> float:
        design = np.column_stack((np.ones(len(outcome)), columns[:, names]))
        fitted = design @ np.linalg.lstsq(design, outcome, rcond=None)[0]
        return 1.0 - float(np.var(outcome - fitted) / np.var(outcome))

    gained = np.zeros(k)
    orders = list(permutations(range(k)))
    for order in orders:
        for place, name in enumerate(order):
            gained[name] += r_squared(order[: place + 1]) - r_squared(order[:place])
    return gained / len(orders)


def test_two_areas_have_the_shares_of_the_closed_form() -> None:
    # Correlations 0.6 and 0.4 with the whole, 0.5 with each other:
    # R² = (0.36 + 0.16 − 2·0.6·0.4·0.5) / (1 − 0.25) = 0.28/0.75;
    # each area: mean of its R² alone and of what it adds to the other.
    parts, r_squared = one_matrix([[1, 0.5, 0.6], [0.5, 1, 0.4], [0.6, 0.4, 1]])

    whole = 0.28 / 0.75
    assert r_squared == pytest.approx(whole)
    assert parts[0] == pytest.approx((0.36 + whole - 0.16) / 2)
    assert parts[1] == pytest.approx((0.16 + whole - 0.36) / 2)


@pytest.mark.parametrize("seed", range(3))
def test_the_fast_way_gives_what_every_order_of_entering_gives(seed: int) -> None:
    random = np.random.default_rng(seed)
    columns = random.normal(size=(80, 5)) @ random.normal(size=(5, 5))
    outcome = columns @ random.normal(size=5) + random.normal(size=80)
    covariance = np.cov(np.column_stack((columns, outcome)).T, bias=True)

    parts, r_squared = one_matrix(covariance.tolist())

    assert parts == pytest.approx(slow_shares(columns, outcome))
    assert parts.sum() == pytest.approx(r_squared)


def test_many_matrices_at_once_give_what_each_gives_alone() -> None:
    random = np.random.default_rng(1)
    matrices = [np.cov(random.normal(size=(4, 30))) for _ in range(6)]

    together, whole = shares_of_r_squared(np.stack(matrices, axis=-1))

    for place, matrix in enumerate(matrices):
        parts, r_squared = one_matrix(matrix.tolist())
        assert together[:, place] == pytest.approx(parts)
        assert whole[place] == pytest.approx(r_squared)


def test_an_area_asked_twice_is_shared_between_its_two_questions() -> None:
    parts, r_squared = one_matrix([[1, 1, 0.6], [1, 1, 0.6], [0.6, 0.6, 1]])

    assert r_squared == pytest.approx(0.36)
    assert parts == pytest.approx([0.18, 0.18])


def test_an_area_that_is_the_sum_of_the_others_breaks_nothing() -> None:
    random = np.random.default_rng(2)
    two = random.normal(size=(60, 2))
    columns = np.column_stack((two, two.sum(axis=1)))
    outcome = columns[:, 0] + random.normal(size=60)

    parts, _ = one_matrix(np.cov(np.column_stack((columns, outcome)).T).tolist())

    assert parts == pytest.approx(slow_shares(columns, outcome))


def test_an_area_without_variation_explains_nothing() -> None:
    parts, r_squared = one_matrix([[0, 0, 0], [0, 1, 0.5], [0, 0.5, 1]])

    assert parts == pytest.approx([0, 0.25])
    assert r_squared == pytest.approx(0.25)


def test_a_whole_without_variation_is_not_explained() -> None:
    parts, r_squared = one_matrix([[1, 0, 0], [0, 1, 0], [0, 0, 0]])

    assert parts.tolist() == [0, 0]
    assert r_squared == 0
