"""A home whose sales statements are really built, published and signed, without an inbox.

Belongs here: building the pay marts over a few rows with the signatures that stand, and
publishing them. Does not belong here: what is expected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.publish import snapshots
from pipelines.publish.reading import read_published
from pipelines.settings import Home
from pipelines.sign_off import sources
from tests.small_warehouse import Row, build_small_warehouse

SELECTED = ("+fct_sales_statements", "+sales_gate_findings", "+sales_sign_offs")


@dataclass
class SignedOffice:
    """`builds` counts the builds made; the last one's databases are published."""

    root: Path
    builds: int = field(default=0)

    @property
    def home(self) -> Home:
        return Home(self.root / "home")

    def build(self, rows: Mapping[str, Sequence[Row]], as_of: datetime) -> None:
        """Build over `rows` with the signatures known at `as_of`, and publish."""
        self.builds += 1
        main = build_small_warehouse(
            self._folder,
            rows,
            as_of,
            signed=sources.signed_months(self.home, as_of),
            select=SELECTED,
        )
        files = [main.with_name(f"{name}.duckdb") for name in snapshots.DATA_CLASSES]
        for file in files:
            with duckdb.connect(str(file)) as con:
                con.execute("create schema if not exists marts")
        name = f"{as_of:%Y%m%dT%H%M%S}-{self.builds:010d}"
        snapshots.publish(self.home, name, files, {"as_of": as_of.isoformat(sep=" ")})

    def rows_of(self, mart: str, month: date) -> list[dict[str, Any]]:
        """The published rows of scenario 'actual' and a payroll month, in order."""
        with read_published(snapshots.current(self.home), ("pay",)) as con:
            cursor = con.execute(
                f"select * from {mart} where scenario_id = 'actual' and payroll_month = $1"
                " order by all",
                [month],
            )
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def computed_net(self, month: date) -> dict[str, Any]:
        """Person → net of a month as it would be by what the last build knew."""
        with duckdb.connect(str(self._folder / "build" / "work.duckdb"), read_only=True) as con:
            return dict(
                con.execute(
                    "select staff_id, sum(amount) from intermediate.int_sales_computed_lines"
                    " where scenario_id = 'actual' and payroll_month = $1 group by all",
                    [month],
                ).fetchall()
            )

    @property
    def _folder(self) -> Path:
        return self.root / f"build{self.builds}"
