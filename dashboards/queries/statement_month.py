"""Everything behind the statements of one month, for all its persons at once: what a document of
the whole month is made of.

Belongs here: reading lines, earned commission, movements, positions and attainment up to a month;
only for who may see pay. Does not belong here: one person's statement (`statements`), adding up.
"""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from dashboards.queries.scope import Principal, select, select_pay


def lines(cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date) -> pl.DataFrame:
    """The lines of every statement of the month, person by person, in their order."""
    return select_pay(
        cursor,
        principal,
        """
        select l.staff_id, l.payroll_month, l.line_no, l.statement_column, l.line_kind, l.clause,
            l.project_name, l.contract_id, l.detail, l.quantity, l.base_amount, l.rate, l.amount,
            l.origin_month, l.plan_version, l.cause_zh, l.cause_en, l.source_file, l.source_sheet,
            l.source_row
        from marts.fct_sales_statement_lines as l
        inner join marts.fct_sales_statements as s
            on s.scenario_id = l.scenario_id and s.staff_id = l.staff_id
            and s.payroll_month = l.payroll_month
        where l.scenario_id = 'actual' and l.payroll_month = $month
            and ($sees_all or list_contains($projects, s.project_name))
        order by l.staff_id, l.line_no
        """,
        month=month,
    )


def earned(cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date) -> pl.DataFrame:
    """The commission lines earned up to the month, by month, contract and person."""
    return select_pay(
        cursor,
        principal,
        """
        select project_name, contract_id, staff_id, commission_month, component, outcome, clause,
            plan_version, contract_amount, contract_base_amount, share, base_amount, rate,
            earned_amount, source_file, source_sheet, source_row
        from marts.fct_commission_lines
        where scenario_id = 'actual' and commission_month <= $month
            and ($sees_all or list_contains($projects, project_name))
        order by commission_month, contract_id, staff_id, component desc
        """,
        month=month,
    )


def releases(cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date) -> pl.DataFrame:
    """What was released and taken back up to the month, by day."""
    return select_pay(
        cursor,
        principal,
        """
        select project_name, contract_id, staff_id, original_staff_id, payroll_month, released_on,
            part_no, released_amount, reason, source_file, source_sheet, source_row
        from marts.fct_commission_releases
        where scenario_id = 'actual' and payroll_month <= $month
            and ($sees_all or list_contains($projects, project_name))
        order by released_on, contract_id, part_no nulls last, staff_id, original_staff_id
        """,
        month=month,
    )


def positions(cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date) -> pl.DataFrame:
    """What is earned, released, held and lost of every contract and person at the month's end."""
    return select_pay(
        cursor,
        principal,
        """
        select contract_id, staff_id, earned_amount, released_amount, held_amount,
            forfeited_amount, cancelled_amount
        from marts.commission_positions
        where month = $month and ($sees_all or list_contains($projects, project_name))
        order by contract_id, staff_id
        """,
        month=month,
    )


def attainment(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date
) -> pl.DataFrame:
    """Performance, target and tier of every person and project ('all') of the month."""
    return select_pay(
        cursor,
        principal,
        """
        select project_name, staff_id, month, performance_amount, target_amount, attainment, rate,
            contract_count, source_file, source_sheet, source_row
        from marts.sales_attainment
        where month = $month and ($sees_all or list_contains($projects, project_name))
        order by project_name, staff_id
        """,
        month=month,
    )


def contracts(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """Unit and prices of every contract; out of the main file."""
    return select(
        cursor,
        """
        select contract_id, unit_name, list_amount, sold_amount, floor_amount
        from marts.fct_sales_contracts
        where $sees_all or list_contains($projects, project_name)
        order by contract_id
        """,
        **principal.bound(),
    )
