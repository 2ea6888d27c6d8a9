"""The slow calculator's answers for many random offices, as parquet files.

Belongs here: laying the answers out so that the warehouse can be held against them, one row
per thing that both sides name. Does not belong here: the comparison (the tests), any clause.
Amounts are whole fen; rows that are zero throughout are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import polars as pl

from tests.sales.company_plan import scenarios
from tests.sales.office import Office
from tests.sales.random_offices import AS_OF, phases_of, project_of, random_office
from tests.sales.slow_lines import tier_rate
from tests.sales.slow_office import COLUMNS, Shared, SlowOffice
from tests.sales.slow_people import People
from tests.sales.slow_performance import WHOLE_PROJECT
from tests.sales.slow_plan import half_up

TEXT, DAY, FEN = pl.String(), pl.Date(), pl.Int64()
PERSON_MONTH = {"staff_id": TEXT, "payroll_month": DAY}
KEYS: dict[str, dict[str, Any]] = {
    "lines": {"scenario_id": TEXT, "contract_id": TEXT, "staff_id": TEXT, "component": TEXT},
    "releases": {
        "scenario_id": TEXT,
        "contract_id": TEXT,
        "staff_id": TEXT,
        "original_staff_id": TEXT,
        "payroll_month": DAY,
        "released_on": DAY,
        "reason": TEXT,
    },
    "statement_lines": {
        "scenario_id": TEXT,
        **PERSON_MONTH,
        "statement_column": TEXT,
        "line_kind": TEXT,
    },
    "statements": {"scenario_id": TEXT, **PERSON_MONTH},
    "positions": {"contract_id": TEXT, "staff_id": TEXT, "month": DAY},
    "attainment": {"project_name": TEXT, "staff_id": TEXT, "month": DAY},
}
VALUES: dict[str, dict[str, Any]] = {
    "lines": {
        "commission_month": DAY,
        "outcome": TEXT,
        "base_fen": FEN,
        "rate_e7": FEN,
        "earned_fen": FEN,
    },
    "releases": {"released_fen": FEN},
    "statement_lines": {"fen": FEN},
    "statements": {
        **{f"{column}_fen": FEN for column in COLUMNS},
        "net_fen": FEN,
        "brought_forward_fen": FEN,
        "payable_fen": FEN,
        "carried_forward_fen": FEN,
        "forfeited_fen": FEN,
    },
    "positions": {
        "earned_fen": FEN,
        "released_fen": FEN,
        "held_fen": FEN,
        "forfeited_fen": FEN,
        "cancelled_fen": FEN,
    },
    "attainment": {
        "performance_fen": FEN,
        "target_fen": FEN,
        "attainment_e6": FEN,
        "rate_e7": FEN,
        "is_met": pl.Boolean(),
    },
}

Answers = dict[str, list[tuple[Any, ...]]]


def write_expected_figures(folder: Path, seeds: Sequence[int], *, at_once: int = 50) -> None:
    """One parquet file per kind of answer and batch of offices, `<kind>-<batch>.parquet`.

    Spawned, not forked: the test process has threads of DuckDB and Polars.
    """
    folder.mkdir()
    chunks = [seeds[start : start + at_once] for start in range(0, len(seeds), at_once)]
    jobs = [(folder, number, chunk) for number, chunk in enumerate(chunks)]
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        list(pool.map(_write_batch, *zip(*jobs, strict=True)))


def _write_batch(folder: Path, number: int, seeds: Iterable[int]) -> None:
    answers: Answers = {kind: [] for kind in KEYS}
    for seed in seeds:
        answers_of(seed, answers)
    for kind, rows in answers.items():
        frame = pl.DataFrame(rows, schema={**KEYS[kind], **VALUES[kind]}, orient="row")
        frame.write_parquet(folder / f"{kind}-{number}.parquet")


def answers_of(seed: int, answers: Answers) -> None:
    """Adds the answers of one office under every scenario."""
    office = Office(random_office(seed, phases_of(seed)), AS_OF)
    people = People(office)
    shared: Shared = {}
    for scenario_id, scenario in scenarios().items():
        plans = scenario.plans(project_of(seed), seed)
        is_shipped = plans.fixed is None and plans.target_factor == 1
        slow = SlowOffice(office, plans, scenario.readings, people, shared if is_shipped else None)
        answers["lines"] += _lines(scenario_id, slow)
        answers["releases"] += _releases(scenario_id, slow)
        answers["statement_lines"] += _statement_lines(scenario_id, slow)
        answers["statements"] += [
            (
                scenario_id,
                s.staff_id,
                s.month,
                *s.columns,
                s.net,
                s.brought_forward,
                s.payable,
                s.carried_forward,
                s.forfeited,
            )
            for s in slow.statements
        ]
        if scenario_id == "actual":
            for project in people.first_months:
                answers["attainment"] += _attainment(project, slow)
            answers["positions"] += [
                (
                    p.contract_id,
                    p.staff_id,
                    p.month,
                    p.earned,
                    p.released,
                    p.held,
                    p.forfeited,
                    p.cancelled,
                )
                for p in slow.positions
            ]


def _lines(scenario_id: str, slow: SlowOffice) -> Iterable[tuple[Any, ...]]:
    """Lines that earn, with base and rate; unauthorised ones with neither."""
    for line in slow.lines:
        key = (scenario_id, line.contract_id, line.staff_id, line.component, line.month)
        if line.outcome == "unauthorised":
            yield (*key, line.outcome, None, None, 0)
        elif line.earned:
            rate = None if line.rate is None else int(line.rate * 10**7)
            yield (*key, line.outcome, half_up(line.base), rate, line.earned)


def _attainment(project: str, slow: SlowOffice) -> Iterable[tuple[Any, ...]]:
    """Every sale or task of the project and its people; cut after six places; the person's rate."""
    sales = slow.sales
    for staff_id in sorted({who for _, who, _ in sales.performance} | {*sales.office.staff, "all"}):
        for month in slow.people.project_months(project):
            performance = sales.performance.get((project, staff_id, month), Fraction(0))
            target = sales.target(project, staff_id, month)
            attained = sales.attainment(project, staff_id, month)
            if not performance and target is None:
                continue
            yield (
                project,
                staff_id,
                month,
                half_up(performance),
                None if target is None else half_up(target),
                None if attained is None else int(attained * 10**6),
                _rate_e7(slow, project, staff_id, month),
                sales.is_met(project, staff_id, month),
            )


def _rate_e7(slow: SlowOffice, project: str, staff_id: str, month: date) -> int | None:
    """A person's rate of the month, a manager's by the project; none for the project itself."""
    task = slow.sales.whose_task(project, staff_id, month)
    attained = slow.sales.attainment(project, task, month)
    if staff_id == WHOLE_PROJECT or attained is None:
        return None
    return int(tier_rate(slow.plans.on(project, month), attained) * 10**7)


def _releases(scenario_id: str, slow: SlowOffice) -> Iterable[tuple[Any, ...]]:
    summed: dict[tuple[Any, ...], int] = defaultdict(int)
    for m in slow.movements:
        key = (scenario_id, m.contract_id, m.staff_id, m.original, m.month, m.on, m.reason)
        summed[key] += m.amount
    return [(*key, amount) for key, amount in summed.items() if amount]


def _statement_lines(scenario_id: str, slow: SlowOffice) -> Iterable[tuple[Any, ...]]:
    summed: dict[tuple[Any, ...], int] = defaultdict(int)
    for line in slow.statement_lines:
        key = (scenario_id, line.staff_id, line.month, line.column, line.kind)
        summed[key] += line.amount
    return [(*key, amount) for key, amount in summed.items() if amount]
