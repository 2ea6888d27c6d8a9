"""Cells too small to be shown cannot be told from what is shown either."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.analysis.hiding import hidden_cells

LEAST = 5


def test_a_small_cell_takes_the_next_smallest_with_it() -> None:
    assert hidden_cells({"甲": 3, "乙": 8, "丙": 20}, LEAST) == ({"甲", "乙"}, False)


def test_two_small_cells_that_are_many_together_are_enough() -> None:
    assert hidden_cells({"甲": 3, "乙": 4, "丙": 20}, LEAST) == ({"甲", "乙"}, False)


def test_two_small_cells_that_are_few_together_take_a_third() -> None:
    assert hidden_cells({"甲": 1, "乙": 2, "丙": 20}, LEAST) == ({"甲", "乙", "丙"}, False)


def test_the_total_of_one_small_cell_is_hidden_too() -> None:
    assert hidden_cells({"甲": 3}, LEAST) == ({"甲"}, True)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden_cells({"甲": 5, "乙": 0}, LEAST) == (frozenset(), False)


@given(st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.integers(0, 12), min_size=1))
def test_the_hidden_rest_of_a_shown_total_is_never_one_cell_nor_few(
    counts: dict[str, int],
) -> None:
    hidden, total_is_hidden = hidden_cells(counts, LEAST)

    assert all(name in hidden for name, count in counts.items() if 0 < count < LEAST)
    told = [counts[name] for name in hidden if counts[name]]
    if told and not total_is_hidden:
        assert len(told) > 1
        assert sum(told) >= LEAST
