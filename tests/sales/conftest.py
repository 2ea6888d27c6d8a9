"""One real build over many random sales offices, and the slow calculator's answers for them.

Belongs here: the build and what it is held against, shared by the tests of this folder. Does
not belong here: the comparison. WUYE_SALES_OFFICES sets how many offices (100; 2,000 for a
thorough run of several minutes).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.sales.company_plan import settings_rows
from tests.sales.expected_figures import KEYS, write_expected_figures
from tests.sales.random_offices import AS_OF, rows_of
from tests.small_warehouse import build_small_warehouse

OFFICES = int(os.environ.get("WUYE_SALES_OFFICES", "100"))
# Offices that once disagreed. 1027: a manager without a project follows up a leaver's sale.
ALWAYS = (1027,)
SELECTED = (
    "+fct_commission_lines",
    "+fct_commission_releases",
    "+commission_positions",
    "+sales_attainment",
    "+fct_sales_statement_lines",
    "+fct_sales_statements",
)


@dataclass(frozen=True)
class Both:
    """The pay marts as built, and the folder of the slow calculator's answers."""

    pay: Path
    expected: Path

    def connect(self) -> duckdb.DuckDBPyConnection:
        """`marts.*` as built and one view `expected_<kind>` per kind of answer."""
        con = duckdb.connect(str(self.pay), read_only=True)
        for kind in KEYS:
            files = (self.expected / f"{kind}-*.parquet").as_posix()
            con.execute(f"create temp view expected_{kind} as from read_parquet('{files}')")
        return con


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    root = tmp_path_factory.mktemp("sales_offices")
    seeds = sorted({*range(1, OFFICES + 1), *ALWAYS})
    rows = rows_of(seeds) | settings_rows(seeds)
    with ThreadPoolExecutor(max_workers=1) as beside:
        written = beside.submit(write_expected_figures, root / "expected", seeds)
        main = build_small_warehouse(root, rows, AS_OF, select=SELECTED)
        written.result()
    return Both(main.with_name("pay.duckdb"), root / "expected")
