"""Running a simulation: files in a folder, or frames in memory.

Belongs here: the entry points and the report. Does not belong here: any row.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.simulate.company import EstateBooks, estate_books
from pipelines.simulate.delivery import WHOLE, Delivered, Desk, Layout, Progress, as_of_day
from pipelines.simulate.mess import as_document, plant_mess
from pipelines.simulate.plan import DEFAULT_END, Effects, Plan
from pipelines.simulate.register import in_yuan
from pipelines.simulate.staff import head_office
from pipelines.simulate.truth import Truth, plan_arguments

TRUTH_FILE = "truth.json"
PLANTED_FILE = "planted.json"
DEFAULT_ESTATES = 2
DEFAULT_MONTHS = 24
DEFAULT_HOUSEHOLDS = 600


@dataclass(frozen=True)
class SimulationReport:
    """What was written: the folder, its export files, rows per export (re-exported rows
    counted each time; planted files apart), planted faults, and the two documents beside them."""

    out: Path
    files: tuple[Delivered, ...]
    rows: dict[str, int]
    planted_faults: int
    truth: Path
    planted: Path | None


def simulate(
    out: Path,
    *,
    estates: int = DEFAULT_ESTATES,
    months: int = DEFAULT_MONTHS,
    end: date = DEFAULT_END,
    seed: int = 1,
    households_per_estate: int = DEFAULT_HOUSEHOLDS,
    layout: Layout | str = Layout.ESTATE_MONTH,
    mess: bool = False,
    effects: Effects | None = None,
    progress: Progress | None = None,
) -> SimulationReport:
    """Writes the exports of an invented company into `out`, which is made if absent.

    The same arguments always write the same bytes. `truth.json` holds the true figures;
    with `mess`, faulty files come on top and `planted.json` lists every fault; `effects` are
    what is planted in the company (`WITHOUT_EFFECTS`: nothing). Raises
    ValueError for sizes below one and FileExistsError when `out` holds the exports of
    another company, so that two never mix.
    """
    plan = Plan(estates, months, end, seed, households_per_estate, effects or Effects())
    out.mkdir(parents=True, exist_ok=True)
    _refuse_another_company(out, plan)
    desk, truth = Desk(plan, out, Layout(layout)), Truth(plan)
    first: EstateBooks | None = None
    for done, books in enumerate(estate_books(plan), start=1):
        first = first or books
        desk.take(books)
        truth.take(books)
        if progress is not None:
            progress(books.estate.profile.name, done, plan.estates)
    whole_rows = desk.finish()
    _write_document(out / TRUTH_FILE, truth.as_document(whole_rows))
    planted = []
    if mess and first is not None:
        planted = plant_mess(plan, out, first, [delivered.file for delivered in desk.delivered])
        _write_document(out / PLANTED_FILE, as_document(planted))
    rows: Counter[str] = Counter()
    for delivered in desk.delivered:
        rows[delivered.export] += delivered.rows
    planted_file = out / PLANTED_FILE if mess else None
    return SimulationReport(
        out, tuple(desk.delivered), dict(rows), len(planted), out / TRUTH_FILE, planted_file
    )


def simulate_frames(
    *,
    estates: int = 1,
    months: int = DEFAULT_MONTHS,
    end: date = DEFAULT_END,
    seed: int = 1,
    households_per_estate: int = DEFAULT_HOUSEHOLDS,
    effects: Effects | None = None,
) -> dict[str, pl.DataFrame]:
    """Every export as finally known, in memory: the contract's fields, money as DECIMAL(18,2)."""
    plan = Plan(estates, months, end, seed, households_per_estate, effects or Effects())
    parts: dict[str, list[pl.DataFrame]] = {"staff": [head_office(plan)]}
    for books in estate_books(plan):
        for name, rows in books.whole.items():
            parts.setdefault(name, []).append(rows)
        for name, register in books.registers.items():
            parts.setdefault(name, []).append(register.known_at(plan.horizon))
    frames = {name: pl.concat(part) for name, part in parts.items()}
    whole = {name: as_of_day(name, frames[name], plan.end) for name in WHOLE}
    return {name: in_yuan(EXPORTS_BY_NAME[name], rows) for name, rows in (frames | whole).items()}


def _refuse_another_company(out: Path, plan: Plan) -> None:
    if not (out / TRUTH_FILE).exists():
        return
    before = json.loads((out / TRUTH_FILE).read_text(encoding="utf-8"))
    different = [name for name, value in plan_arguments(plan).items() if before.get(name) != value]
    if before.get("planted", {}).get("parameters") != asdict(plan.effects):
        different.append("effects")
    if different:
        raise FileExistsError(
            f"{out} holds a simulation with other {', '.join(different)}; give a new folder"
        )


def _write_document(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
