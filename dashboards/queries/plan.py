"""The commission plan as it is published: its clauses, terms and readings, and the scenarios.

Belongs here: reading the words and figures of the plan, and what a scenario would change. Does not
belong here: what was paid (`statements`, `commission`).
"""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from dashboards.queries.scope import Principal, select_pay


def clauses(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """Every clause with its title and its words in both languages."""
    return select_pay(
        cursor,
        principal,
        """
        select clause, title_zh, title_en, words_zh, words_en
        from marts.commission_clauses
        order by clause
        """,
    )


def plan_terms(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """Every term of every plan version: plan_version, term, value, unit, clause."""
    return select_pay(
        cursor,
        principal,
        """
        select plan_version, term, value, unit, clause
        from marts.commission_plan_terms
        order by plan_version, term
        """,
    )


def readings(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """Every reading with each of its values, the default of each first."""
    return select_pay(
        cursor,
        principal,
        """
        select reading_id, value, is_default, clause, question_zh, question_en, value_zh, value_en
        from marts.commission_readings
        order by clause, reading_id, is_default desc, value
        """,
    )


def scenarios(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """Every scenario: scenario_id, name in both languages, whether the company made it, and what
    differs from what is paid."""
    return select_pay(
        cursor,
        principal,
        """
        select scenario_id, name_zh, name_en, is_company_setting, differs
        from marts.commission_scenarios
        order by is_company_setting desc, scenario_id
        """,
    )


def differences(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date, project: str
) -> pl.DataFrame:
    """What each scenario would change for each person in a month, the largest change first."""
    return select_pay(
        cursor,
        principal,
        """
        select d.scenario_id, d.staff_id, d.payroll_month, s.project_name, d.actual_net_amount,
            d.net_amount, d.difference_amount, d.actual_payable_amount, d.payable_amount
        from marts.commission_scenario_differences as d
        left join marts.fct_sales_statements as s
            on s.scenario_id = 'actual' and s.staff_id = d.staff_id
            and s.payroll_month = d.payroll_month
        where d.payroll_month = $month and d.scenario_id <> 'actual'
            and ($project = 'all' or s.project_name = $project)
            and ($sees_all or list_contains($projects, s.project_name))
        order by d.scenario_id, abs(d.difference_amount) desc, d.staff_id
        """,
        month=month,
        project=project,
    )
