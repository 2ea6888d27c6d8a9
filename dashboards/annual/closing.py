"""What follows: who is owed a visit, and what may be concluded.

Belongs here: the last two sections. Does not belong here: a room (the report is handed on).
"""

from __future__ import annotations

from collections import Counter

from dashboards.annual.content import Annual
from dashboards.annual.tables import Column, Section, Table, figure_cell, text_cell
from dashboards.text import Words, formats


def owed(words: Words, annual: Annual) -> Section:
    """Return visits to households that were dissatisfied: counts only, never a room."""
    if not annual.owed:
        return Section("owed", words("annual.owed"), (words("annual.owed_nothing"),))
    counted: dict[str, Counter[bool]] = {}
    for row in annual.owed:
        counted.setdefault(row["project_name"], Counter())[bool(row["is_owed"])] += 1
    columns = (
        Column(words("column.project_name")),
        Column(words("annual.owed_all"), "count"),
        Column(words("annual.owed_done"), "count"),
        Column(words("annual.owed_open"), "count"),
    )
    lines = [
        (
            text_cell(project),
            figure_cell(words, "count", sum(counts.values())),
            figure_cell(words, "count", counts[False]),
            figure_cell(words, "count", counts[True]),
        )
        for project, counts in sorted(counted.items())
    ]
    return Section(
        "owed",
        words("annual.owed"),
        (owed_sentence(words, annual),),
        tables=(Table("owed", words("annual.owed"), columns, tuple(lines)),),
        notes=(words("annual.owed_note"),),
    )


def owed_sentence(words: Words, annual: Annual) -> str:
    """How many dissatisfied households are still to be visited."""
    if not annual.owed:
        return words("annual.owed_nothing")
    still = sum(1 for row in annual.owed if row["is_owed"])
    return words(
        "annual.owed_what",
        n=formats.count(words, len(annual.owed)),
        still=formats.count(words, still),
    )


def limits(words: Words, annual: Annual) -> Section:
    """What one may and may not conclude, in plain words."""
    said = [words(f"annual.limits.{n}") for n in range(1, 7)]
    if any(row["is_needed"] for row in annual.weighted):
        said.append(words("annual.limits.weighted"))
    return Section("limits", words("annual.limits"), tuple(said))
