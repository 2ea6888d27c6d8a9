"""March 2015 of one sales office as published tables, written by hand.

Belongs here: putting the snapshot together. Does not belong here: its rows (`march_2015.sql`), the
real build of the same month, which has a test of its own.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import duckdb

from tests.dashboards.tables import insert

MARCH, AS_OF = date(2015, 3, 1), datetime(2015, 4, 10, 9)
SNAPSHOT = "20150410T090000"
HERE = Path(__file__).parent
MAIN_TABLES = """
create schema marts;
create table marts.build_info(as_of timestamp, snapshot_id varchar, software_version varchar,
    data_to timestamp);
create table marts.fct_sales_contracts(project_name varchar, contract_id varchar,
    unit_name varchar, list_amount decimal(18,2), sold_amount decimal(18,2),
    floor_amount decimal(18,2));
insert into marts.fct_sales_contracts
select '滨江花园', c, c || '单元', listed, sold, listed * 0.98
from (values ('X-JAN', 700000, 675000), ('X1', 1500000, 1500000), ('X2', 1600000, 1584000),
    ('Y1', 1200000, 1200000), ('Y2', 1300000, 1261000), ('Z1', 900000, 900000)
) as t(c, listed, sold);
"""
PERSONAL_TABLES = """
create schema marts;
create table marts.staff_names as
select * from (values ('X', '员工X'), ('Y', '员工Y'), ('Z', '员工Z'), ('M', '员工M')
) as t(staff_id, staff_name);
"""


def write_home(home: Path, stage: str | None = None, change: str = "") -> Path:
    """Write `home/published/<snapshot>` with March 2015, signed off as far as `stage`, and point
    CURRENT at it; `change` is SQL on the pay file."""
    directory = home / "published" / SNAPSHOT
    directory.mkdir(parents=True)
    with duckdb.connect(str(directory / "pay.duckdb")) as pay:
        for name in ("pay_tables.sql", "march_2015.sql"):
            pay.execute((HERE / name).read_text(encoding="utf-8"))
        if stage:
            pay.execute("update marts.fct_sales_statements set sign_off_stage = $1", [stage])
            signed = ("all", MARCH, "computed", "李经理", datetime(2015, 4, 8, 10), AS_OF)
            insert(pay, "sales_sign_offs", [signed])
        if change:
            pay.execute(change)
    with duckdb.connect(str(directory / "main.duckdb")) as main:
        main.execute(MAIN_TABLES)
        insert(main, "build_info", [(AS_OF, SNAPSHOT, "0.1.0", AS_OF)])
    with duckdb.connect(str(directory / "personal.duckdb")) as personal:
        personal.execute(PERSONAL_TABLES)
    (directory / "manifest.json").write_text(json.dumps({"snapshot_id": SNAPSHOT}), "utf-8")
    (home / "published" / "CURRENT").write_text(SNAPSHOT + "\n", encoding="utf-8")
    return directory
