"""What a reader can work out from published group sizes.

Belongs here: the sums that groups, periods and projects make, and which single groups follow
from what is shown. Does not belong here: which groups are shown (dbt), or the cases.

Every group is an unknown per finest period; a shown group tells the sum of its unknowns. A
hidden group is told when its own sum follows from the shown ones, that is, when its row lies in
the space that their rows span.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Row = Mapping[int, Fraction]


class Told:
    """The span of the rows shown so far, kept in echelon form with exact fractions."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, Fraction]] = {}

    def show(self, unknowns: Sequence[int]) -> None:
        """A published figure tells the sum of these unknowns."""
        row = self._reduced(unknowns)
        if row:
            pivot = min(row)
            self._rows[pivot] = {i: value / row[pivot] for i, value in row.items()}

    def tells(self, unknowns: Sequence[int]) -> bool:
        """Whether the sum of these unknowns follows from the figures shown."""
        return not self._reduced(unknowns)

    def _reduced(self, unknowns: Sequence[int]) -> dict[int, Fraction]:
        row = {i: Fraction(1) for i in unknowns}
        done: dict[int, Fraction] = {}
        while row:
            first = min(row)
            factor = row.pop(first)
            known = self._rows.get(first)
            if known is None:
                done[first] = factor
                continue
            for i, value in known.items():
                if i != first:
                    left = row.get(i, Fraction(0)) - factor * value
                    if left:
                        row[i] = left
                    else:
                        row.pop(i, None)
        return done
