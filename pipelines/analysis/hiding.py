"""Which cells of a table are too small to be shown.

Belongs here: the rule, on counts alone. Does not belong here: what is hidden in a cell.
"""

from __future__ import annotations

from collections.abc import Mapping


def hidden_cells(
    counts: Mapping[str, int], least: int, always: frozenset[str] = frozenset()
) -> tuple[frozenset[str], bool]:
    """Of the cells that make up a total: which are hidden, and whether the total is, too.

    A cell of fewer than `least` is hidden, and so is each in `always`. What is hidden must not
    follow from the total and the other cells: while the hidden cells are a single one, or are
    fewer than `least` together, the smallest shown one is hidden with them; when none is left,
    the total. A cell of 0 hides nobody, and is shown.
    """
    hidden = {name for name, count in counts.items() if 0 < count < least or name in always}
    shown = sorted(
        (name for name, count in counts.items() if count > 0 and name not in hidden),
        key=lambda name: (counts[name], name),
        reverse=True,
    )

    def follows() -> bool:
        told = [counts[name] for name in hidden if counts[name] > 0]
        return bool(told) and (len(told) == 1 or sum(told) < least)

    while follows() and shown:
        hidden.add(shown.pop())
    return frozenset(hidden), follows()
