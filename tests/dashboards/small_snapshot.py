"""A small published snapshot with the tables of the pages, made without the pipeline.

Belongs here: putting its parts together under a data root. Does not belong here: the parts
(`small_facts`, `small_promises`, `small_kpis`, `small_rollups`, `small_satisfaction`,
`small_intake`, `small_sales`, `small_pay`); the real build is tested end to end elsewhere.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import duckdb

from tests.dashboards.small_changes import kpi_changes
from tests.dashboards.small_facts import facts
from tests.dashboards.small_intake import correction_workbook, intake
from tests.dashboards.small_kpis import CATALOGUE, catalogue_row, kpis
from tests.dashboards.small_pay import NAMES, write_pay
from tests.dashboards.small_promises import (
    catalogue,
    desk_tables,
    promise_tables,
    rule_results,
)
from tests.dashboards.small_rollups import fee_tables
from tests.dashboards.small_sales import sales
from tests.dashboards.small_satisfaction import control_limits, satisfaction, write_quotes
from tests.dashboards.small_turnaround import turnaround
from tests.dashboards.tables import AS_OF, insert

TABLES = "\n".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in (
        "marts_tables.sql",
        "promise_tables.sql",
        "satisfaction_tables.sql",
        "turnaround_tables.sql",
        "sales_tables.sql",
    )
)


def write_names(path: Path) -> None:
    connection = duckdb.connect(str(path))
    insert(connection, "staff_names", list(NAMES.items()))
    connection.close()


def write_home(
    home: Path,
    *,
    snapshot_id: str = "20260401T090000",
    rooms_each: int = 12,
    tickets: int = 400,
    visits: int = 500,
    empty: bool = False,
    seed: int = 1,
) -> Path:
    """Write `home/published/<snapshot_id>` and point CURRENT at it; return that directory.

    `empty` leaves every fact out: an installation that has published, but received nothing.
    """
    directory = home / "published" / snapshot_id
    directory.mkdir(parents=True)
    connection = duckdb.connect(str(directory / "main.duckdb"))
    connection.execute(TABLES)
    draw = random.Random(seed)
    insert(connection, "build_info", [(AS_OF, snapshot_id, "0.1.0", None if empty else AS_OF)])
    insert(connection, "kpi_catalogue", [catalogue_row(*row) for row in CATALOGUE])
    catalogue(connection)
    if not empty:
        facts(connection, draw, rooms_each=rooms_each, tickets=tickets, visits=visits)
        rule_results(connection)
        satisfaction(connection, draw)
        kpis(connection)
        kpi_changes(connection)
        sales(connection)
        fee_tables(connection)
        turnaround(connection)
        promise_tables(connection)
        desk_tables(connection)
        intake(connection)
        control_limits(connection)
        write_quotes(directory / "personal.duckdb")
        write_names(directory / "personal.duckdb")
    write_pay(directory / "pay.duckdb", empty=empty)
    connection.close()
    (directory / "manifest.json").write_text(
        json.dumps(
            {
                "snapshot_id": snapshot_id,
                "as_of": AS_OF.isoformat(),
                "built_at": "2026-04-01T09:02:11",
                "software_version": "0.1.0",
                "checks": {"passed": 4, "warned": 1, "failed": 0},
            }
        ),
        encoding="utf-8",
    )
    (home / "published" / "CURRENT").write_text(snapshot_id + "\n", encoding="utf-8")
    if not empty:
        (home / "quarantine").mkdir(exist_ok=True)
        correction_workbook(home / "quarantine" / "缴费20260401T0900_更正.xlsx")
    return directory
