"""The cases: each does one job in this process and prints its checksums as JSON.

Run by `tests.bench.measure`, not by hand. Budgets and what is compared are in `__main__`.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

Answer = dict[str, Any]

BILL_TYPES = {
    "应收金额": "decimal",
    "优惠减免金额": "decimal",
    "服务期起": "date",
    "服务期止": "date",
    "应缴日期": "date",
    "出账日期": "date",
}


def intake_wuye(file: str, work: str) -> Answer:
    """One bills file through the whole intake: landing, contract, provenance, lake, ledger."""
    from pipelines.intake.take_inbox import take_inbox
    from pipelines.settings import Home

    home = Home(Path(work) / "intake_home")
    shutil.rmtree(home.root, ignore_errors=True)
    inbox = Path(work) / "intake_inbox"
    shutil.rmtree(inbox, ignore_errors=True)
    inbox.mkdir(parents=True)
    (inbox / Path(file).name).hardlink_to(file)
    line = take_inbox(home, inbox).lines[0]
    return {"rows": line.rows_accepted, "receivable_fen": _receivable_fen(home.lake / "fee_bills")}


def _receivable_fen(folder: Path) -> int:
    import polars as pl

    total = (
        pl.scan_parquet(folder / "*.parquet")
        .select(pl.col("receivable_amount").sum())
        .collect()
        .item()
    )
    return int(total * 100)


def intake_polars(file: str, work: str) -> Answer:
    """The plainest good way: polars reads text, casts, splits good from bad, writes Parquet."""
    import polars as pl

    text = pl.read_csv(file, infer_schema=False)
    typed = text.with_columns(
        pl.col(name).cast(pl.Decimal(18, 2), strict=False)
        if kind == "decimal"
        else pl.col(name).str.to_date("%Y-%m-%d", strict=False)
        for name, kind in BILL_TYPES.items()
    )
    good = pl.all_horizontal(pl.col("应收金额", "服务期起", "服务期止", "应缴日期").is_not_null())
    accepted, refused = typed.filter(good), typed.filter(~good)
    accepted.write_parquet(Path(work) / "polars_bills.parquet")
    refused.write_parquet(Path(work) / "polars_refused.parquet")
    return {"rows": accepted.height, "receivable_fen": int(accepted["应收金额"].sum() * 100)}


def intake_pandas(file: str, work: str) -> Answer:
    """The usual way: pandas reads text, coerces, splits, writes Parquet."""
    import pandas as pd

    frame = pd.read_csv(file, dtype=str)
    for name, kind in BILL_TYPES.items():
        if kind == "decimal":
            frame[name] = pd.to_numeric(frame[name], errors="coerce")
        else:
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d", errors="coerce")
    good = frame[["应收金额", "服务期起", "服务期止", "应缴日期"]].notna().all(axis=1)
    accepted = frame[good]
    accepted.to_parquet(Path(work) / "pandas_bills.parquet")
    frame[~good].to_parquet(Path(work) / "pandas_refused.parquet")
    return {
        "rows": len(accepted),
        "receivable_fen": int((accepted["应收金额"] * 100).round().sum()),
    }


def parse_wuye(file: str, work: str) -> Answer:
    """One file read, recognised and judged by its contract (nothing is stored)."""
    from pipelines.parsing.parse_file import parse_file

    table = parse_file(
        Path(file), file_name=Path(file).name, exported_at=datetime(2100, 1, 1)
    ).tables[0]
    return {"rows": table.accepted.height}


def parse_calamine(file: str, work: str) -> Answer:
    """The workbook's cells as Python values, and nothing more."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    return {"rows": len(rows) - 1}


def build_wuye(inbox: str, work: str) -> Answer:
    """`wuye build` of a new data root: intake, models, tests, expectations, publish."""
    from pipelines.settings import Home
    from pipelines.warehouse.build import build_warehouse
    from pipelines.warehouse.lock import writer_lock
    from tests.bench.checksums import mart_checksums

    home = Home(Path(work) / "build_home")
    # dbt's parse cache is kept, as it is between the builds of an installation.
    for folder in (home.landing, home.lake, home.quarantine, home.published):
        shutil.rmtree(folder, ignore_errors=True)
    with writer_lock(home):
        report = build_warehouse(home, inbox=Path(inbox))
    return mart_checksums(report.snapshot.main) | {"_seconds": report.seconds}


def build_direct(inbox: str, work: str) -> Answer:
    """The same SQL straight on DuckDB: csv in, every model in order, no checks, no dbt."""
    from tests.bench.direct_sql import build

    return build(Path(inbox), Path(work) / "direct")


def build_pandas(inbox: str, work: str) -> Answer:
    """The same facts by pandas, from csv to Parquet marts."""
    from tests.bench.pandas_build import build

    return build(Path(inbox), Path(work) / "pandas")


def peak_megabytes() -> float:
    """The most memory this process, without its children, has held. Not `ru_maxrss`, which
    a process inherits from the one that started it."""
    status = Path("/proc/self/status").read_text("ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


CASES: dict[str, Callable[[str, str], Answer]] = {
    "intake_wuye": intake_wuye,
    "intake_polars": intake_polars,
    "intake_pandas": intake_pandas,
    "intake_wuye_gbk": intake_wuye,
    "parse_wuye": parse_wuye,
    "parse_calamine": parse_calamine,
    "build_wuye": build_wuye,
    "build_direct": build_direct,
    "build_pandas": build_pandas,
}

if __name__ == "__main__":
    told = CASES[sys.argv[1]](sys.argv[2], sys.argv[3])
    print(json.dumps(told | {"_peak_megabytes": peak_megabytes()}))
