"""Commission that is earned but not released, and how far the next tier is.

Belongs here: reading the pay file for what is held, owed back, accrued, near a tier or up for
review. Does not belong here: statements (`statements`), adding up.
"""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from dashboards.queries.scope import Principal, select_pay


def held(cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str) -> pl.DataFrame:
    """Every part of a commission that waits for a condition, longest waiting first."""
    return select_pay(
        cursor,
        principal,
        """
        select project_name, contract_id, staff_id, part_no, held_amount, held_reason,
            commission_month, waiting_since_on, payment_plan, received_amount, contract_amount,
            source_file, source_sheet, source_row
        from marts.commission_held
        where ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by waiting_since_on, contract_id, staff_id, part_no
        """,
        project=project,
    )


def balances_owed(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str
) -> pl.DataFrame:
    """Persons whose newest statement carries a balance on, with that statement's clawback."""
    return select_pay(
        cursor,
        principal,
        """
        select s.project_name, s.staff_id, s.payroll_month, s.brought_forward_amount,
            s.clawback_amount, s.deductions_amount, s.net_amount, s.payable_amount,
            s.carried_forward_amount, s.source_file, s.source_sheet, s.source_row
        from marts.fct_sales_statements as s
        where s.scenario_id = 'actual' and s.carried_forward_amount < 0
            and not exists (
                select 1
                from marts.fct_sales_statements as n
                where n.scenario_id = s.scenario_id and n.staff_id = s.staff_id
                    and n.payroll_month > s.payroll_month)
            and ($project = 'all' or s.project_name = $project)
            and ($sees_all or list_contains($projects, s.project_name))
        order by s.carried_forward_amount, s.staff_id
        """,
        project=project,
    )


def positions(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str
) -> pl.DataFrame:
    """What is earned, released and held of every contract and person at the end of every month."""
    return select_pay(
        cursor,
        principal,
        """
        select project_name, contract_id, staff_id, month, earned_amount, released_amount,
            held_amount, forfeited_amount, cancelled_amount as cancelled_commission_amount
        from marts.commission_positions
        where ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by month, held_amount desc, contract_id, staff_id
        """,
        project=project,
    )


def cliff_months(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """The months of which anybody's distance to a tier is known, newest first: month."""
    return select_pay(
        cursor,
        principal,
        """
        select distinct month
        from marts.commission_cliff
        where $sees_all or list_contains($projects, project_name)
        order by month desc
        """,
    )


def cliff(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date, project: str
) -> pl.DataFrame:
    """Every person of a month with the next tier, the nearest first, the top tier last."""
    return select_pay(
        cursor,
        principal,
        """
        select staff_id, project_name, month, performance_amount, target_amount, attainment, rate,
            next_from_attainment, next_rate, amount_to_next, tier_commission_now,
            tier_commission_at_next, gain_amount
        from marts.commission_cliff
        where month = $month and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by amount_to_next nulls last, project_name, staff_id
        """,
        month=month,
        project=project,
    )


def tiers_of_month(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date
) -> pl.DataFrame:
    """The tiers of the plans that the commission of a month, and its cliff, are counted by:
    plan_version, from_attainment, rate, clause."""
    return select_pay(
        cursor,
        principal,
        """
        select plan_version, from_attainment, rate, clause
        from marts.commission_tiers_in_force
        where plan_version in (
            select plan_version
            from marts.fct_sales_statements
            where scenario_id = 'actual' and payroll_month = $month
                and ($sees_all or list_contains($projects, project_name)))
        order by plan_version, from_attainment
        """,
        month=month,
    )


def review_periods(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """The pairs of months that are reviewed, newest first: period_start_on, period_end_on."""
    return select_pay(
        cursor,
        principal,
        """
        select distinct period_start_on, period_end_on
        from marts.sales_review_list
        where $sees_all or list_contains($projects, project_name)
        order by period_start_on desc
        """,
    )


def review_list(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, start_on: date, project: str
) -> pl.DataFrame:
    """Every consultant of a pair of months, the lowest performance of each project first."""
    return select_pay(
        cursor,
        principal,
        """
        select project_name, staff_id, period_start_on, period_end_on, performance_amount,
            target_amount, literal_threshold_amount, is_below_literal,
            two_month_threshold_amount, is_below_two_month, is_last, months_below_60
        from marts.sales_review_list
        where period_start_on = $start_on and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by project_name, performance_amount, staff_id
        """,
        start_on=start_on,
        project=project,
    )
