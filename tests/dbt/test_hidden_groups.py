"""No group of one to four answers is shown, or follows from what is shown.

All totals of a project or the company count as known, shown or not: the KPIs publish them.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from tests.dbt import satisfaction_cases as cases
from tests.dbt.disclosure import Told
from tests.small_warehouse import fetch

LEAST = 5
MONTHS = {"month": 1, "quarter": 3, "year": 12, "survey": 0}
FINER = {"month": (), "quarter": ("month",), "year": ("month", "quarter"), "survey": ()}
# (instrument, survey or year, dimension): what is told inside one tells nothing of another.
World = tuple[str, str, str]
# (project, level, period kind, first day)
Cell = tuple[str, str, str, date]


@dataclass
class Groups:
    """Every group of one world: how many answers it has, and whether it is shown."""

    counts: dict[Cell, int] = field(default_factory=dict)
    shown: set[Cell] = field(default_factory=set)
    listed: set[Cell] = field(default_factory=set)
    totals: set[Cell] = field(default_factory=set)
    adds_up: bool = True

    def levels(self, project: str) -> set[str]:
        return {c[1] for c in self.counts if c[0] == project}

    def projects(self) -> set[str]:
        return {c[0] for c in self.counts} - {"all"}


def world_of(instrument: str, survey_id: str | None, start: date, dimension: str) -> World:
    return (instrument, survey_id or str(start.year), dimension)


def read_worlds(warehouse: Path) -> dict[World, Groups]:
    worlds: dict[World, Groups] = defaultdict(Groups)
    cells = fetch(
        warehouse.parent / "work.duckdb",
        "select instrument, survey_id, period_start_on, dimension, project_name, level,"
        " period_kind, answer_count, has_overall_question"
        " from intermediate.int_satisfaction_cells",
    )
    totals = [c for c in cells if c[3] == "all"]
    for instrument, survey_id, start, dimension, project, level, kind, n, overall in cells:
        if dimension != "all":
            world = worlds[world_of(instrument, survey_id, start, dimension)]
            world.counts[project, level, kind, start] = int(n)
            world.adds_up &= not (dimension == "service_area" and overall)
    for key, world in worlds.items():
        for instrument, survey_id, start, _, project, _, kind, *_ in totals:
            if world_of(instrument, survey_id, start, key[2]) == key:
                world.totals.add((project, "", kind, start))
    for instrument, survey_id, start, dimension, project, level, kind, hidden in fetch(
        warehouse,
        "select instrument, survey_id, period_start_on, dimension, project_name, level,"
        " period_kind, is_hidden from marts.satisfaction_groups where dimension <> 'all'",
    ):
        world = worlds[world_of(instrument, survey_id, start, dimension)]
        world.listed.add((project, level, kind, start))
        if not hidden:
            world.shown.add((project, level, kind, start))
    return worlds


class Unknowns:
    """A number for the answers of each project, level and month (or survey)."""

    def __init__(self, world: Groups) -> None:
        self.world = world
        self.numbers: dict[tuple[str, str, date], int] = {}

    def of(self, cell: Cell) -> list[int]:
        project, level, kind, start = cell
        projects = self.world.projects() if project == "all" else {project}
        return [
            self.numbers.setdefault((p, found, finest), len(self.numbers))
            for p in sorted(projects)
            for found in sorted(self.world.levels(p))
            if level in ("", found)
            for finest in finest_periods(kind, start)
        ]


def finest_periods(kind: str, start: date) -> Iterator[date]:
    if kind == "survey":
        yield start
    for later in range(MONTHS[kind]):
        yield date(start.year, start.month + later, 1)


def told_by(world: Groups, unknowns: Unknowns) -> Told:
    told = Told()
    for cell in sorted(world.shown):
        told.show(unknowns.of(cell))
    if world.adds_up:
        for cell in sorted(world.totals):
            if cell[0] == "all" or cell[0] in world.projects():
                told.show(unknowns.of(cell))
    for project, _, kind, start in sorted({(c[0], "", c[2], c[3]) for c in world.shown}):
        # Beside a table that is shown, what it does not list is known to be nothing.
        for level in world.levels(project):
            if (project, level, kind, start) not in world.listed:
                for unknown in unknowns.of((project, level, kind, start)):
                    told.show([unknown])
    return told


def leaks(worlds: dict[World, Groups]) -> list[tuple[World, Cell]]:
    found = []
    for key, world in worlds.items():
        unknowns = Unknowns(world)
        told = told_by(world, unknowns)
        for cell, n in world.counts.items():
            is_the_total = len(world.levels(cell[0])) == 1
            if 0 < n < LEAST and not is_the_total and told.tells(unknowns.of(cell)):
                found.append((key, cell))
    return found


Difference = tuple[World, Cell, int]


def small_differences(worlds: dict[World, Groups]) -> list[Difference]:
    """Total − shown groups, period − shown finer periods, company − shown projects."""
    return [
        (key, parent, rest)
        for key, world in worlds.items()
        for parent, members in [
            *beside_shown_groups(world),
            *beside_shown_periods(world),
            *beside_shown_projects(world),
        ]
        if any(m in world.shown for m in members)
        if 0 < (rest := sum(world.counts[m] for m in members if m not in world.shown)) < LEAST
    ]


def beside_shown_groups(world: Groups) -> Iterator[tuple[Cell, list[Cell]]]:
    for project, kind, start in {(c[0], c[2], c[3]) for c in world.counts}:
        if world.adds_up and len(world.levels(project)) > 1:
            members = [c for c in world.counts if (c[0], c[2], c[3]) == (project, kind, start)]
            yield (project, "", kind, start), members


def beside_shown_periods(world: Groups) -> Iterator[tuple[Cell, list[Cell]]]:
    for parent in world.shown:
        project, level, kind, start = parent
        for finer in FINER[kind]:
            yield (
                parent,
                [
                    c
                    for c in world.counts
                    if c[:3] == (project, level, finer)
                    and set(finest_periods(finer, c[3])) < set(finest_periods(kind, start))
                ],
            )


def beside_shown_projects(world: Groups) -> Iterator[tuple[Cell, list[Cell]]]:
    for parent in world.shown:
        if parent[0] == "all":
            yield parent, [c for c in world.counts if c[0] != "all" and c[1:] == parent[1:]]


@pytest.fixture(scope="module")
def companies(
    satisfaction_warehouse: Path,
    build_small_warehouse: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> list[dict[World, Groups]]:
    """The random company, and small ones in which a company's groups can be shown."""
    built = [satisfaction_warehouse]
    for seed in (1, 2):
        chance = random.Random(seed)
        first = cases.random_survey("甲", "共同", chance)
        second = cases.random_survey("乙", "共同", chance)
        visits = [
            row
            for project in ("甲", "乙")
            for row in cases.random_visits(project, chance, 2026, chance.choice((200, 500, 900)))
        ]
        built.append(
            build_small_warehouse(
                tmp_path_factory.mktemp(f"company{seed}"),
                cases.together(first, second, {"visits": visits}),
                cases.AS_OF,
                select=("+satisfaction_groups",),
            )
        )
    return [read_worlds(path) for path in built]


def test_groups_of_fewer_than_five_answers_are_not_shown(
    companies: list[dict[World, Groups]],
) -> None:
    shown = [(w, c) for worlds in companies for w, g in worlds.items() for c in g.shown]
    small = [
        (w, c)
        for worlds in companies
        for w, g in worlds.items()
        for c in g.shown
        if g.counts[c] < LEAST
    ]

    assert len(shown) > 200
    assert small == []


def test_no_difference_of_shown_figures_is_a_group_of_fewer_than_five(
    companies: list[dict[World, Groups]],
) -> None:
    assert [d for worlds in companies for d in small_differences(worlds)] == []


def test_no_combination_of_shown_figures_tells_a_group_of_fewer_than_five(
    companies: list[dict[World, Groups]],
) -> None:
    small = sum(
        0 < n < LEAST for worlds in companies for g in worlds.values() for n in g.counts.values()
    )

    assert small > 200
    assert [leak for worlds in companies for leak in leaks(worlds)] == []


def test_finer_periods_and_the_company_are_shown_where_nothing_small_hides(
    companies: list[dict[World, Groups]],
) -> None:
    shown = {
        (c[0] == "all", c[2]) for worlds in companies for g in worlds.values() for c in g.shown
    }

    assert shown >= {(False, "month"), (False, "quarter"), (False, "year"), (False, "survey")}
    assert (True, "year") in shown or (True, "survey") in shown


def test_the_reader_of_one_hidden_group_beside_shown_ones_would_be_told() -> None:
    """The check itself can see: hide one group of a total, and it is told."""
    march = date(2026, 3, 1)
    world = Groups(
        counts={("P", level, "survey", march): n for level, n in (("a", 3), ("b", 9), ("c", 9))},
        totals={("P", "", "survey", march)},
    )
    world.listed = set(world.counts)
    world.shown = {c for c in world.counts if c[1] != "a"}
    assert [cell[1] for _, cell in leaks({("survey", "S", "building"): world})] == ["a"]
    world.shown = {c for c in world.counts if c[1] == "c"}
    assert leaks({("survey", "S", "building"): world}) == []
