"""The warehouse against the slow calculator: random offices, every reading, not a fen apart."""

from __future__ import annotations

import duckdb
import pytest

from tests.sales.conftest import Both
from tests.sales.expected_figures import KEYS, VALUES
from tests.sales.slow_office import COLUMNS

SHOWN = 25


def fen(column: str) -> str:
    return f"cast({column} * 100 as bigint)"


STATEMENT_COLUMNS = (*COLUMNS, "net", "brought_forward", "payable", "carried_forward", "forfeited")
POSITION_COLUMNS = ("earned", "released", "held", "forfeited", "cancelled")

# The published tables in the words of the expected answers; all-zero rows left out as there.
FOUND = {
    "lines": f"""
        select scenario_id, contract_id, staff_id, component, commission_month, outcome,
            case when outcome = 'earned' then {fen("base_amount")} end as base_fen,
            case when outcome = 'earned' then cast(rate * 10000000 as bigint) end as rate_e7,
            {fen("earned_amount")} as earned_fen
        from marts.fct_commission_lines
        where earned_amount <> 0 or outcome = 'unauthorised'""",
    "releases": f"""
        select scenario_id, contract_id, staff_id, original_staff_id, payroll_month, released_on,
            reason, sum({fen("released_amount")}) as released_fen
        from marts.fct_commission_releases
        group by all having released_fen <> 0""",
    "statement_lines": f"""
        select scenario_id, staff_id, payroll_month, statement_column, line_kind,
            sum({fen("amount")}) as fen
        from marts.fct_sales_statement_lines
        group by all having fen <> 0""",
    "statements": f"""
        select scenario_id, staff_id, payroll_month,
            {", ".join(f"{fen(f'{c}_amount')} as {c}_fen" for c in STATEMENT_COLUMNS)}
        from marts.fct_sales_statements""",
    "positions": f"""
        select contract_id, staff_id, month,
            {", ".join(f"{fen(f'{c}_amount')} as {c}_fen" for c in POSITION_COLUMNS)}
        from marts.commission_positions
        where earned_amount <> 0""",
    "attainment": f"""
        select project_name, staff_id, month, {fen("performance_amount")} as performance_fen,
            {fen("target_amount")} as target_fen,
            cast(attainment * 1000000 as bigint) as attainment_e6,
            case when staff_id <> 'all' then cast(rate * 10000000 as bigint) end as rate_e7,
            is_met
        from marts.sales_attainment
        where performance_amount <> 0 or target_amount is not null""",
}


def differences(con: duckdb.DuckDBPyConnection, kind: str) -> str:
    """Nothing, or how many rows differ by scenario, and the first of them with both sides."""
    keys, values = list(KEYS[kind]), list(VALUES[kind])
    differ = " or ".join(f"f.{v} is distinct from e.{v}" for v in values)
    shown = ", ".join(
        [*keys, "f.k as is_found", "e.k as is_expected"]
        + [f"f.{v} as found_{v}, e.{v} as expected_{v}" for v in values]
    )
    con.execute(
        f"create or replace temp table differing as select {shown}"
        f" from (select *, true as k from ({FOUND[kind]})) as f"
        f" full join (select *, true as k from expected_{kind}) as e using ({', '.join(keys)})"
        f" where f.k is null or e.k is null or {differ}"
    )
    scenario = "scenario_id" if "scenario_id" in keys else "'actual'"
    counted = con.execute(
        f"select {scenario}, count(*) from differing group by 1 order by 2 desc, 1"
    ).fetchall()
    if not counted:
        return ""
    rows = con.execute(f"from differing order by {', '.join(keys)} limit {SHOWN}")
    names = [column[0] for column in rows.description]
    told = [_told(dict(zip(names, row, strict=True)), keys, values) for row in rows.fetchall()]
    return "\n".join([f"{kind} differ: {counted}", *told])


def _told(row: dict[str, object], keys: list[str], values: list[str]) -> str:
    """Seed and scenario are in the ids: S00017A is consultant A of the office of seed 17."""
    where = " ".join(str(row[key]) for key in keys)
    if not row["is_found"]:
        return f"  {where}: missing, expected {[row[f'expected_{v}'] for v in values]}"
    if not row["is_expected"]:
        return f"  {where}: not expected, found {[row[f'found_{v}'] for v in values]}"
    told = [
        f"{v} found {row[f'found_{v}']} expected {row[f'expected_{v}']}"
        for v in values
        if row[f"found_{v}"] != row[f"expected_{v}"]
    ]
    return f"  {where}: {', '.join(told)}"


@pytest.mark.parametrize("kind", KEYS)
def test_the_warehouse_equals_the_slow_calculator(both: Both, kind: str) -> None:
    with both.connect() as con:
        (expected,) = con.execute(f"select count(*) from expected_{kind}").fetchone() or (0,)

        told = differences(con, kind)

    assert expected > 0
    if told:
        pytest.fail(told, pytrace=False)


def test_every_scenario_of_the_readings_was_compared(both: Both) -> None:
    with both.connect() as con:
        of = "select distinct scenario_id from {} order by 1"
        found = con.execute(of.format("marts.fct_sales_statements")).fetchall()
        expected = con.execute(of.format("expected_statements")).fetchall()

    assert found == expected
