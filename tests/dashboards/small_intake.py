"""What a small snapshot received and refused, and its checks.

Belongs here: a file of each status, two refused rows, checks that passed and one that warned.
Does not belong here: real intake.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
from openpyxl import Workbook

from tests.dashboards.tables import AS_OF, insert


def intake(connection: duckdb.DuckDBPyConnection) -> None:
    money = Decimal("125000.00")
    insert(
        connection,
        "intake_files",
        [
            (
                "缴费20260401T0900.xlsx",
                "fee_payments",
                "accepted",
                AS_OF,
                AS_OF,
                "a" * 16,
                480,
                478,
                2,
                0,
                money,
                money - 537,
                Decimal("537.00"),
                Decimal("0.00"),
                "478 行已入库，2 行待更正。",
                "478 rows taken, 2 rows to correct.",
            ),
            (
                "账单20260401T0900.xlsx",
                "fee_bills",
                "accepted",
                AS_OF,
                AS_OF,
                "b" * 16,
                360,
                360,
                0,
                0,
                money,
                money,
                Decimal("0.00"),
                Decimal("0.00"),
                "全部入库。",
                "All rows taken.",
            ),
            (
                "投诉登记20260401T0900.xlsx",
                "complaints",
                "held",
                AS_OF,
                AS_OF,
                "c" * 16,
                100,
                0,
                30,
                0,
                None,
                None,
                None,
                None,
                "30 行被拒，超过 5%，整份待确认。",
                "30 rows refused, more than 5 %: the file waits for a decision.",
            ),
            (
                "说明.xlsx",
                None,
                "rejected",
                AS_OF,
                AS_OF,
                "d" * 16,
                0,
                0,
                0,
                0,
                None,
                None,
                None,
                None,
                "表头不属于任何一种导出。",
                "The headers belong to no known export.",
            ),
        ],
    )
    for table in ("quarantined_rows", "quarantine_findings"):
        insert(
            connection,
            table,
            [
                (
                    "fee_payments",
                    "缴费20260401T0900.xlsx",
                    "缴费",
                    17,
                    "G17",
                    "实收金额",
                    "二百六十八",
                    "金额，如 268.50",
                    "not_money",
                    "第 17 行“实收金额”不是数字。",
                    "Row 17: the amount received is not a number.",
                    None,
                    "a" * 16,
                    1,
                ),
                (
                    "fee_payments",
                    "缴费20260401T0900.xlsx",
                    "缴费",
                    33,
                    "F33",
                    "缴费时间",
                    "2026-05-01 10:00",
                    "不晚于导出时间",
                    "after_export",
                    "第 33 行缴费时间晚于导出时间。",
                    "Row 33: paid after the time of the export.",
                    Decimal("537.00"),
                    "a" * 16,
                    2,
                ),
            ],
        )
    insert(
        connection,
        "check_results",
        [
            (
                "bill_id_is_unique",
                "dbt",
                "fct_fee_bills",
                "error",
                "passed",
                "账单编号唯一",
                "Bill ids are unique",
                "",
            ),
            (
                "settled_plus_outstanding_is_net",
                "dbt",
                "fct_fee_bills",
                "error",
                "passed",
                "已收加未收等于净应收",
                "Settled plus outstanding is net receivable",
                "",
            ),
            (
                "complaints_volume",
                "great_expectations",
                "complaints",
                "warn",
                "warned",
                "投诉行数在通常范围内",
                "Complaint volume is usual",
                "100 行，通常 150–400",
            ),
            (
                "rows_in_equal_rows_out",
                "intake",
                "fee_payments",
                "error",
                "passed",
                "收到的行数等于入库、待更正与忽略之和",
                "Rows in equal rows accepted, refused and ignored",
                "",
            ),
        ],
    )


def correction_workbook(path: Path) -> None:
    book = Workbook()
    book.active.append(["缴费编号", "实收金额"])
    book.save(path)
