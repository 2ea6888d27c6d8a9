"""The pay file of a small snapshot: the sales office's March 2026, worked out by hand.

Belongs here: the month of the source's own example (X, Y, Z and their manager; 13,517.20 and so
on), one person who is blocked, and what the pages show of them. Does not belong here: calculating
any of it (the warehouse does, and is tested).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from tests.dashboards.tables import insert

HOME, OTHER = "金桂苑", "翠湖花园"
X, Y, Z, M, BLOCKED = "S001", "S002", "S003", "S009", "S101"
NAMES = {X: "许宁", Y: "叶青", Z: "赵一", M: "孟经理", BLOCKED: "白冰"}
PLAN, MARCH, FEBRUARY = "S3-2013", date(2026, 3, 1), date(2026, 2, 1)
PAY_ON = date(2026, 4, 20)
BOOK = "销售合同20260401T0800.xlsx"
SHEETS = {"X1": 2, "X2": 3, "Y1": 4, "Y2": 5, "Z1": 6, "X0": 7, "B1": 8}
Cells = dict[str, Any]


def write_pay(path: Path, *, empty: bool = False) -> None:
    connection = duckdb.connect(str(path))
    connection.execute((Path(__file__).parent / "pay_tables.sql").read_text(encoding="utf-8"))
    _plan(connection)
    if not empty:
        put(connection, "fct_commission_lines", _earned())
        put(connection, "fct_commission_releases", _releases())
        put(connection, "fct_sales_statement_lines", _lines())
        put(connection, "fct_sales_statements", _statements())
        put(connection, "sales_attainment", _attainment())
        put(connection, "commission_trace", _trace())
        put(connection, "commission_held", _held())
        put(connection, "commission_positions", _positions())
        put(connection, "commission_cliff", _cliff())
        put(connection, "commission_scenario_differences", _differences())
        put(connection, "sales_review_list", _review())
        put(connection, "sales_gate_findings", _findings())
        put(
            connection,
            "sales_sign_offs",
            [
                {
                    "project_name": "all",
                    "month": FEBRUARY,
                    "stage": "paid",
                    "signed_by": "财务",
                    "recorded_at": datetime(2026, 3, 20, 10, 0),
                    "as_of": datetime(2026, 3, 18, 9, 0),
                }
            ],
        )
    connection.close()


def put(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Cells]) -> None:
    """Insert rows given by column name; what a row does not name is null."""
    columns = [name for name, *_ in connection.execute(f"describe marts.{table}").fetchall()]
    for row in rows:
        assert set(row) <= set(columns), (table, set(row) - set(columns))
    insert(connection, table, [tuple(row.get(name) for name in columns) for row in rows])


def yuan(text: str | int) -> Decimal:
    return Decimal(str(text)).quantize(Decimal("0.01"))


def _source(contract: str) -> Cells:
    return {"source_file": BOOK, "source_sheet": "合同", "source_row": SHEETS[contract]}


def _plan(connection: duckdb.DuckDBPyConnection) -> None:
    terms = {
        "absence_fine": ("50", "yuan", "C13"),
        "mortgage_first_share": ("0.5", "rate", "C6"),
        "instalment_first_share": ("0.5", "rate", "C6"),
        "site_bonus": ("1000", "yuan", "C9"),
        "site_bonus_step": ("150", "yuan", "C9"),
        "site_shortfall": ("200", "yuan", "C9"),
    }
    put(
        connection,
        "commission_plan_terms",
        [
            {"plan_version": PLAN, "term": term, "value": Decimal(value), "unit": unit, "clause": c}
            for term, (value, unit, c) in terms.items()
        ],
    )
    put(
        connection,
        "commission_tiers_in_force",
        [
            {
                "plan_version": PLAN,
                "from_attainment": Decimal(start),
                "rate": Decimal(rate),
                "clause": "C2",
            }
            for start, rate in zip(
                ("0", "0.6", "0.8", "1.01"), ("0.0016", "0.0017", "0.0018", "0.0021"), strict=True
            )
        ],
    )
    clauses = ("C2", "C3", "C4", "C6", "C7", "C8.W1", "C8.W4", "C8.W5", "C9", "C10", "C12", "C13")
    put(
        connection,
        "commission_clauses",
        [
            {
                "clause": clause,
                "title_zh": f"{clause} 的标题",
                "title_en": f"title of {clause}",
                "words_zh": f"{clause} 的原文",
                "words_en": f"the words of {clause}",
            }
            for clause in clauses
        ],
    )
    put(
        connection,
        "commission_readings",
        [
            {
                "reading_id": reading,
                "value": value,
                "is_default": is_default,
                "clause": clause,
                "question_zh": f"{reading} 的问题",
                "question_en": f"the question of {reading}",
                "value_zh": f"{value} 的读法",
                "value_en": f"read as {value}",
            }
            for reading, clause, values in (
                ("tier_mode", "C2", ("slab", "marginal")),
                ("override_base", "C9", ("released_net", "released_gross", "accrued")),
                ("sick_leave", "C13", ("beyond", "all")),
            )
            for value, is_default in zip(values, (True, False, False), strict=False)
        ],
    )
    put(
        connection,
        "commission_scenarios",
        [
            {
                "scenario_id": name,
                "name_zh": f"测算：{name}",
                "name_en": f"what if: {name}",
                "is_company_setting": is_ours,
                "differs": differs,
            }
            for name, is_ours, differs in (
                ("actual", False, ""),
                ("tier_mode_marginal", False, "tier_mode=marginal"),
                ("override_base_released_gross", False, "override_base=released_gross"),
                ("sick_leave_all", False, "sick_leave=all"),
                ("easier", True, "target_factor=0.9"),
            )
        ],
    )


def _earned() -> list[Cells]:
    attained = {
        X: ("3684000", "3000000", "1.228000"),
        Y: ("1861000", "3000000", "0.620333"),
        Z: ("900000", "3000000", "0.300000"),
    }
    rows = [
        ("X1", X, "tier", "1500000", "1470000", "1", "0.0021", "3087.00"),
        ("X1", X, "discount", "1500000", "30000", "1", "0.08", "2400.00"),
        ("X2", X, "tier", "1584000", "1568000", "1", "0.0021", "3292.80"),
        ("X2", X, "discount", "1584000", "16000", "1", "0.05", "800.00"),
        ("Y1", X, "tier", "1200000", "1176000", "0.5", "0.0021", "1234.80"),
        ("Y1", X, "discount", "1200000", "24000", "0.5", "0.08", "960.00"),
        ("Y1", Y, "tier", "1200000", "1176000", "0.5", "0.0017", "999.60"),
        ("Y1", Y, "discount", "1200000", "24000", "0.5", "0.08", "960.00"),
        ("Y2", Y, "tier", "1261000", "1261000", "1", "0.0017", "0.00"),
        ("Z1", Z, "tier", "900000", "882000", "1", "0.0016", "1411.20"),
        ("Z1", Z, "discount", "900000", "18000", "1", "0.08", "1440.00"),
    ]
    return [
        {
            "scenario_id": "actual",
            "project_name": HOME,
            "contract_id": contract,
            "staff_id": person,
            "commission_month": MARCH,
            "component": component,
            "outcome": "unauthorised" if contract == "Y2" else "earned",
            "clause": "C2" if component == "tier" else "C3",
            "plan_version": PLAN,
            "contract_amount": yuan(sold),
            "contract_base_amount": yuan(base),
            "share": Decimal(share),
            "base_amount": yuan(Decimal(base) * Decimal(share)),
            "rate": Decimal(rate),
            "earned_amount": yuan(earned),
            "performance_amount": yuan(attained[person][0]),
            "target_amount": yuan(attained[person][1]),
            "attainment": Decimal(attained[person][2]),
            **_source(contract),
        }
        for contract, person, component, sold, base, share, rate, earned in rows
    ]


RELEASES = (
    ("X0", X, date(2026, 1, 20), 1, "1080.00", "signed"),
    ("X0", X, date(2026, 3, 16), None, "-1080.00", "cancelled"),
    ("X1", X, date(2026, 3, 3), 1, "2743.50", "down_payment"),
    ("X1", X, date(2026, 3, 25), 2, "2743.50", "bank_contract"),
    ("X2", X, date(2026, 3, 12), 1, "4092.80", "signed"),
    ("Y1", X, date(2026, 3, 31), 1, "1097.40", "half_received"),
    ("Y1", Y, date(2026, 3, 31), 1, "979.80", "half_received"),
    ("Z1", Z, date(2026, 3, 30), 1, "1425.60", "down_payment"),
)


def _releases() -> list[Cells]:
    return [
        {
            "scenario_id": "actual",
            "project_name": HOME,
            "contract_id": contract,
            "staff_id": person,
            "original_staff_id": person,
            "payroll_month": day.replace(day=1),
            "released_on": day,
            "pay_on": PAY_ON,
            "part_no": part,
            "released_amount": yuan(amount),
            "reason": reason,
            **_source(contract),
        }
        for contract, person, day, part, amount, reason in RELEASES
    ]


def _lines() -> list[Cells]:
    given: list[Cells] = []

    def line(person: str, column: str, kind: str, amount: str, clause: str, **more: Any) -> None:
        number = 1 + sum(row["staff_id"] == person for row in given)
        contract = more.get("contract_id")
        given.append(
            {
                "scenario_id": "actual",
                "staff_id": person,
                "payroll_month": MARCH,
                "line_no": number,
                "statement_column": column,
                "line_kind": kind,
                "clause": clause,
                "project_name": OTHER if person == BLOCKED else HOME,
                "amount": yuan(amount),
                "origin_month": MARCH,
                "plan_version": PLAN,
                **(
                    _source(contract)
                    if contract
                    else {"source_file": "扣罚.xlsx", "source_sheet": "扣罚", "source_row": number}
                ),
            }
            | more
        )

    for person, base in ((X, "1600"), (Y, "1600"), (Z, "1300"), (M, "2500"), (BLOCKED, "1500")):
        line(person, "base_pay", "base_pay", base, "C10", base_amount=yuan(base))
    for contract, person, day, _, amount, reason in RELEASES:
        if day >= MARCH and reason != "cancelled":
            line(
                person,
                "released_commission",
                "release",
                amount,
                "C6",
                contract_id=contract,
                detail=reason,
            )
    line(X, "clawback", "clawback", "-1080", "C7", contract_id="X0", origin_month=date(2026, 1, 1))
    line(X, "awards", "first_deal", "200", "C8.W1", contract_id="X1", base_amount=yuan(200))
    line(X, "awards", "first_place", "1000", "C8.W4", base_amount=yuan(1000))
    line(X, "awards", "two_months", "1000", "C8.W5", base_amount=yuan(1000))
    line(X, "lunch_duty", "lunch_duty", "120", "C10", quantity=8, base_amount=yuan(15))
    compensation = {"contract_id": "Y2", "base_amount": yuan(13000)}
    line(Y, "deductions", "unauthorised_compensation", "-13000", "C4", **compensation)
    fine = {"contract_id": "Y2", "quantity": 1, "base_amount": yuan(500)}
    line(Y, "deductions", "unauthorised_fine", "-500", "C4", **fine)
    line(Y, "deductions", "late_fine", "-10", "C13", quantity=1, base_amount=yuan(10))
    line(Y, "deductions", "complaint", "-30", "C13", quantity=1, base_amount=yuan(30))
    line(Z, "deductions", "absence", "-100", "C13", quantity=1, base_amount=yuan(1300))
    override = {"base_amount": yuan("12002.60"), "rate": Decimal("0.15")}
    line(M, "override", "override", "1800.39", "C9", **override)
    line(M, "site_bonus", "site_bonus", "-200", "C9", base_amount=yuan("6445000"))
    gross = [dict(row) for row in given if row["staff_id"] == M]
    for row in gross:
        row["scenario_id"] = "override_base_released_gross"
        if row["line_kind"] == "override":
            row |= {"base_amount": yuan("13082.60"), "amount": yuan("1962.39")}
    return given + gross


COLUMNS = (
    "base_pay",
    "released_commission",
    "clawback",
    "awards",
    "override",
    "site_bonus",
    "lunch_duty",
    "deductions",
    "adjustments",
)


def _statements() -> list[Cells]:
    rows = []
    for scenario, person in sorted({(r["scenario_id"], r["staff_id"]) for r in _lines()}):
        lines = [r for r in _lines() if (r["scenario_id"], r["staff_id"]) == (scenario, person)]
        sums = {
            f"{column}_amount": sum(
                (r["amount"] for r in lines if r["statement_column"] == column), yuan(0)
            )
            for column in COLUMNS
        }
        net = sum(sums.values(), yuan(0))
        rows.append(
            {
                "scenario_id": scenario,
                "staff_id": person,
                "payroll_month": MARCH,
                "project_name": OTHER if person == BLOCKED else HOME,
                "post": "销售经理" if person == M else "置业顾问",
                "sales_role": "manager" if person == M else "consultant",
                **sums,
                "net_amount": net,
                "brought_forward_amount": yuan(0),
                "payable_amount": max(net, yuan(0)),
                "carried_forward_amount": min(net, yuan(0)),
                "forfeited_amount": yuan(0),
                "plan_version": PLAN,
                "pay_on": PAY_ON,
                "is_complete": True,
                "is_part_month": False,
                "is_blocked": person == BLOCKED,
                "source_file": "员工.xlsx",
                "source_sheet": "员工",
                "source_row": 2,
            }
        )
    return rows


def _attainment() -> list[Cells]:
    return [
        {
            "project_name": HOME,
            "staff_id": person,
            "month": MARCH,
            "performance_amount": yuan(performance),
            "target_amount": yuan(target),
            "attainment": Decimal(attainment),
            "is_met": person == X,
        }
        for person, performance, target, attainment in (
            (X, "3684000", "3000000", "1.228000"),
            (Y, "1861000", "3000000", "0.620333"),
            (Z, "900000", "3000000", "0.300000"),
            ("all", "6445000", "9000000", "0.716111"),
        )
    ]


def _trace() -> list[Cells]:
    """The steps from the first release of X back to its contract and its credit."""
    line, deal = f"{X}|2026-03|2", "X1"
    sources = (
        ("sales_contracts", "payment_plan,down_payment_on", _source("X1")),
        ("sales_contracts", "sold_price,signed_at", _source("X1")),
        ("sales_credits", "staff_id,share", _source("X1") | {"source_file": "业绩分配.xlsx"}),
    )
    steps: list[Cells] = [
        {"from_kind": "line", "from_id": line, "to_kind": "deal", "to_id": deal},
        {"from_kind": "line", "from_id": line, "to_kind": "project_month", "to_id": "all of it"},
    ]
    return steps + [
        {
            "from_kind": "deal",
            "from_id": deal,
            "to_kind": "source",
            "to_id": f"{export}|2",
            "source_export": export,
            "source_columns": columns,
            **source,
        }
        for export, columns, source in sources
    ]


def _held() -> list[Cells]:
    return [
        {
            "project_name": HOME,
            "contract_id": contract,
            "staff_id": person,
            "part_no": 2,
            "held_amount": yuan(amount),
            "held_reason": reason,
            "commission_month": MARCH,
            "waiting_since_on": date(2026, 3, day),
            "payment_plan": paid_by,
            "received_amount": yuan(700000),
            "contract_amount": yuan(1200000),
            **_source(contract),
        }
        for contract, person, amount, reason, day, paid_by in (
            ("Y1", X, "1097.40", "not_fully_received", 31, "分期"),
            ("Y1", Y, "979.80", "not_fully_received", 31, "分期"),
            ("Z1", Z, "1425.60", "bank_contract_missing", 30, "按揭"),
        )
    ]


def _positions() -> list[Cells]:
    rows = []
    for contract, person in sorted({(r["contract_id"], r["staff_id"]) for r in _earned()}):
        of = (contract, person)
        earned = [r["earned_amount"] for r in _earned() if (r["contract_id"], r["staff_id"]) == of]
        released = [
            r["released_amount"] for r in _releases() if (r["contract_id"], r["staff_id"]) == of
        ]
        rows.append(
            {
                "project_name": HOME,
                "contract_id": contract,
                "staff_id": person,
                "month": MARCH,
                "earned_amount": sum(earned, yuan(0)),
                "released_amount": sum(released, yuan(0)),
                "held_amount": sum(earned, yuan(0)) - sum(released, yuan(0)),
                "forfeited_amount": yuan(0),
                "cancelled_amount": yuan(0),
            }
        )
    return rows


def _cliff() -> list[Cells]:
    return [
        {
            "staff_id": person,
            "project_name": HOME,
            "month": MARCH,
            "performance_amount": yuan(performance),
            "target_amount": yuan(3000000),
            "attainment": Decimal(attainment),
            "rate": Decimal(rate),
            "next_from_attainment": None if start is None else Decimal(start),
            "next_rate": None if next_rate is None else Decimal(next_rate),
            "amount_to_next": None if short is None else yuan(short),
            "tier_commission_now": yuan(now),
            "tier_commission_at_next": None if there is None else yuan(there),
            "gain_amount": None if there is None else yuan(there) - yuan(now),
        }
        for person, performance, attainment, rate, start, next_rate, short, now, there in (
            (X, "3684000", "1.228", "0.0021", None, None, None, "7614.60", None),
            (Y, "1861000", "0.620333", "0.0017", "0.8", "0.0018", "539000", "999.60", "2028.60"),
            (Z, "3029999", "1.009999", "0.0018", "1.01", "0.0021", "1", "5454.00", "6363.00"),
        )
    ]


def _differences() -> list[Cells]:
    actual = {r["staff_id"]: r for r in _statements() if r["scenario_id"] == "actual"}
    changes = {
        ("tier_mode_marginal", X): "-1600.10",
        ("tier_mode_marginal", Y): "-35.20",
        ("override_base_released_gross", M): "162.00",
        ("easier", Z): "88.20",
    }
    rows = []
    for scenario in ("tier_mode_marginal", "override_base_released_gross", "easier"):
        for person, row in actual.items():
            change = yuan(changes.get((scenario, person), "0"))
            net = row["net_amount"] + change
            rows.append(
                {
                    "scenario_id": scenario,
                    "staff_id": person,
                    "payroll_month": MARCH,
                    "actual_net_amount": row["net_amount"],
                    "net_amount": net,
                    "difference_amount": change,
                    "actual_payable_amount": row["payable_amount"],
                    "payable_amount": max(net, yuan(0)),
                }
            )
    return rows


def _review() -> list[Cells]:
    return [
        {
            "project_name": HOME,
            "staff_id": person,
            "period_start_on": date(2026, 1, 1),
            "period_end_on": date(2026, 2, 28),
            "performance_amount": yuan(performance),
            "target_amount": yuan(6000000),
            "literal_threshold_amount": yuan(5400000),
            "is_below_literal": Decimal(performance) < 5400000,
            "two_month_threshold_amount": yuan(3600000),
            "is_below_two_month": Decimal(performance) < 3600000,
            "is_last": person == Z,
            "months_below_60": months,
        }
        for person, performance, months in (
            (X, "6684000", 0),
            (Y, "4861000", 1),
            (Z, "3700000", 1),
        )
    ]


def _findings() -> list[Cells]:
    return [
        {
            "gate": "no_target",
            "severity": "blocks",
            "project_name": OTHER,
            "staff_id": BLOCKED,
            "month": MARCH,
            "source_export": "sales_targets",
        },
        {
            "gate": "late_approval",
            "severity": "warns",
            "project_name": HOME,
            "contract_id": "Y2",
            "staff_id": Y,
            "month": MARCH,
            "amount": yuan(13000),
            "found": "2026-03-22",
            "expected": "2026-03-20",
            "source_export": "discount_approvals",
            **_source("Y2"),
        },
    ]
