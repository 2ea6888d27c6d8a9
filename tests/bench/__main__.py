"""`make bench`: the comparisons, their budgets, and one table each.

`--size s` is one estate and 24 months; `--size m` is 50 estates, 100,000 households and three
years (about 3.6 million bills). Read the CPU column first: a shared machine's wall clock
carries its neighbours' noise. Ratios are medians of paired ratios to the first line.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from tests.bench.direct_sql import prepare
from tests.bench.measure import Compared, compare

SIZES = {
    "s": {"estates": 1, "months": 24, "households_per_estate": 2000},
    "m": {"estates": 50, "months": 36, "households_per_estate": 2000},
}
AS_OF = datetime(2026, 11, 1, 9)  # when the simulator hands its files in
XLSX_ROWS = 100_000


def main() -> None:
    """Make the data, run the comparisons, print the tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", choices=sorted(SIZES), default="s")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="keep the data here and use it again")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wuye-bench-") as scratch:
        work = Path(scratch)
        inbox = _data(chosen.keep or work / "data", chosen.size)
        bills = next(p for p in sorted(inbox.glob("*.csv")) if "应缴日期" in _header(p))
        rows = sum(1 for _ in bills.open("rb")) - 1
        print(f"size {chosen.size}: {rows:,} bills, medians of {chosen.rounds} rounds\n")
        _intake(bills, work, chosen.rounds)
        _encodings(bills, work, chosen.rounds)
        _workbook(bills, work, chosen.rounds)
        _build(inbox, work, chosen.rounds)


def _data(folder: Path, size: str) -> Path:
    from pipelines.simulate.simulator import simulate

    inbox = folder / size
    if not inbox.is_dir():
        simulate(inbox, seed=1, layout="one", **SIZES[size])  # type: ignore[arg-type]
    return inbox


def _header(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as stream:
        return stream.readline()


def _intake(bills: Path, work: Path, rounds: int) -> None:
    cases = {
        case: (str(bills), str(work)) for case in ("intake_wuye", "intake_polars", "intake_pandas")
    }
    _print(
        "intake of one bills csv (budget: ≤ 2× polars; ≥ 4× faster than pandas; peak ≤ 1.5 GB)",
        compare(cases, rounds, work),
    )


def _encodings(bills: Path, work: Path, rounds: int) -> None:
    gbk = work / bills.name
    gbk.write_bytes(bills.read_text("utf-8-sig").encode("gb18030"))
    cases = {"intake_wuye": (str(bills), str(work)), "intake_wuye_gbk": (str(gbk), str(work))}
    _print("the same file in GB18030 (budget: ≤ 1.6×)", compare(cases, rounds, work))


def _workbook(bills: Path, work: Path, rounds: int) -> None:
    workbook = work / "fee_bills.xlsx"
    pl.read_csv(bills, infer_schema=False, n_rows=XLSX_ROWS).write_excel(workbook)
    cases = {case: (str(workbook), str(work)) for case in ("parse_calamine", "parse_wuye")}
    _print("a bills workbook (budget: ≤ 2× calamine alone)", compare(cases, rounds, work))


def _build(inbox: Path, work: Path, rounds: int) -> None:
    from pipelines.intake import ledger, references
    from pipelines.settings import Home

    nothing = Home(work / "nothing")
    nothing.landing.mkdir(parents=True)
    empty = {
        "refused_rows": references.refused_references(nothing, AS_OF),
        "intake_files": ledger.intake_files_frame(nothing, AS_OF),
        "quarantine_findings": ledger.quarantine_findings_frame(nothing, AS_OF),
    }
    prepare(work / "direct", empty, AS_OF)
    cases = {
        case: (str(inbox), str(work)) for case in ("build_wuye", "build_direct", "build_pandas")
    }
    _print(
        "csv to published marts (budget: ≤ 1.5× the same SQL on DuckDB + 10 s; "
        "≥ 2.5× faster than pandas; ≤ 25 CPU s and ≤ 2 GB at m; ≤ 15 s at s)",
        compare(cases, rounds, work),
    )
    shutil.rmtree(work / "direct")


def _print(title: str, compared: Sequence[Compared]) -> None:
    print(title)
    print(f"  {'case':<18}{'cpu s':>9}{'× first':>9}{'wall s':>9}{'× first':>9}{'peak MB':>10}")
    for c in compared:
        print(
            f"  {c.case:<18}{c.cpu_seconds:>9.2f}{c.cpu_ratio:>9.2f}"
            f"{c.wall_seconds:>9.2f}{c.wall_ratio:>9.2f}{c.peak_megabytes:>10.0f}"
        )
        if c.steps:
            steps = "  ".join(f"{step} {seconds:.1f}" for step, seconds in c.steps.items())
            print(f"    wall s of its steps: {steps}")
    print(flush=True)


if __name__ == "__main__":
    main()
