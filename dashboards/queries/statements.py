"""Pay statements of the sales office: months, persons, lines and what stands behind a line.

Belongs here: reading the pay file for one month or one statement; only for who may see pay. Does
not belong here: what is not released (`commission`), scenarios compared (`scenarios`), adding up.
"""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from dashboards.queries.scope import Principal, select_pay

ACTUAL = "actual"

_STATEMENT_COLUMNS = """
    select scenario_id, staff_id, payroll_month, project_name, post, sales_role, base_pay_amount,
        released_commission_amount, clawback_amount, awards_amount, override_amount,
        site_bonus_amount, lunch_duty_amount, deductions_amount, adjustments_amount, net_amount,
        brought_forward_amount, payable_amount, carried_forward_amount, forfeited_amount,
        plan_version, pay_on, is_complete, is_part_month, is_blocked, sign_off_stage,
        source_file, source_sheet, source_row
    from marts.fct_sales_statements
"""


def statement_months(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """The months that have a statement, newest first: payroll_month, is_complete, pay_on."""
    return select_pay(
        cursor,
        principal,
        """
        select distinct payroll_month, is_complete, pay_on
        from marts.fct_sales_statements
        where scenario_id = 'actual' and ($sees_all or list_contains($projects, project_name))
        order by payroll_month desc
        """,
    )


def statements(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date, project: str
) -> pl.DataFrame:
    """The statements of a month, by project, managers after the consultants."""
    return select_pay(
        cursor,
        principal,
        _STATEMENT_COLUMNS
        + """
        where scenario_id = 'actual' and payroll_month = $month
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by project_name, sales_role, staff_id
        """,
        month=month,
        project=project,
    )


def statement(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    scenario_id: str,
    staff_id: str,
    month: date,
) -> pl.DataFrame:
    """One person's statement of a month under a scenario; no row when there is none."""
    return select_pay(
        cursor,
        principal,
        _STATEMENT_COLUMNS
        + """
        where scenario_id = $scenario_id and staff_id = $staff_id and payroll_month = $month
            and ($sees_all or list_contains($projects, project_name))
        """,
        scenario_id=scenario_id,
        staff_id=staff_id,
        month=month,
    )


def statement_lines(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    scenario_id: str,
    staff_id: str,
    month: date,
) -> pl.DataFrame:
    """The lines of one statement in their order."""
    return select_pay(
        cursor,
        principal,
        """
        select l.scenario_id, l.staff_id, l.payroll_month, l.line_no, l.statement_column,
            l.line_kind, l.clause, l.project_name, l.contract_id, l.detail, l.quantity,
            l.base_amount, l.rate, l.amount, l.origin_month, l.plan_version, l.cause_zh,
            l.cause_en, l.source_file, l.source_sheet, l.source_row
        from marts.fct_sales_statement_lines as l
        inner join marts.fct_sales_statements as s
            on s.scenario_id = l.scenario_id and s.staff_id = l.staff_id
            and s.payroll_month = l.payroll_month
        where l.scenario_id = $scenario_id and l.staff_id = $staff_id
            and l.payroll_month = $month
            and ($sees_all or list_contains($projects, s.project_name))
        order by l.line_no
        """,
        scenario_id=scenario_id,
        staff_id=staff_id,
        month=month,
    )


def earned_behind(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    scenario_id: str,
    staff_id: str,
    month: date,
) -> pl.DataFrame:
    """The commission lines of every contract of which this person was released, or had to give
    back, something in a month; `staff_id` is who earned it, somebody else after a reassignment."""
    return select_pay(
        cursor,
        principal,
        """
        select c.project_name, c.contract_id, c.staff_id, c.commission_month, c.component,
            c.outcome, c.clause, c.plan_version, c.contract_amount, c.contract_base_amount,
            c.share, c.base_amount, c.rate, c.earned_amount, c.performance_amount,
            c.target_amount, c.attainment, c.source_file, c.source_sheet, c.source_row
        from marts.fct_commission_lines as c
        where c.scenario_id = $scenario_id
            and ($sees_all or list_contains($projects, c.project_name))
            and exists (
                select 1
                from marts.fct_commission_releases as r
                where r.scenario_id = c.scenario_id and r.contract_id = c.contract_id
                    and r.original_staff_id = c.staff_id and r.staff_id = $staff_id
                    and r.payroll_month = $month)
        order by c.contract_id, c.staff_id, c.component desc
        """,
        scenario_id=scenario_id,
        staff_id=staff_id,
        month=month,
    )


_RELEASE_COLUMNS = """
    select r.project_name, r.contract_id, r.staff_id, r.original_staff_id, r.payroll_month,
        r.released_on, r.pay_on, r.part_no, r.released_amount, r.reason, r.source_file,
        r.source_sheet, r.source_row
    from marts.fct_commission_releases as r
"""


def releases_taken_back(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    scenario_id: str,
    staff_id: str,
    month: date,
) -> pl.DataFrame:
    """What had been released to this person of the contracts cancelled in a month."""
    return select_pay(
        cursor,
        principal,
        _RELEASE_COLUMNS
        + """
        inner join marts.fct_commission_releases as c
            on c.scenario_id = r.scenario_id and c.contract_id = r.contract_id
            and c.staff_id = r.staff_id and c.original_staff_id = r.original_staff_id
            and c.reason = 'cancelled'
        where r.scenario_id = $scenario_id and r.staff_id = $staff_id and r.reason <> 'cancelled'
            and c.payroll_month = $month
            and ($sees_all or list_contains($projects, r.project_name))
        order by r.contract_id, r.released_on, r.part_no
        """,
        scenario_id=scenario_id,
        staff_id=staff_id,
        month=month,
    )


def releases_of_team(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    scenario_id: str,
    project: str,
    month: date,
) -> pl.DataFrame:
    """What was released and taken back on one project's contracts in a month, but for managers."""
    return select_pay(
        cursor,
        principal,
        _RELEASE_COLUMNS
        + """
        left join marts.fct_sales_statements as s
            on s.scenario_id = r.scenario_id and s.staff_id = r.staff_id
            and s.payroll_month = r.payroll_month
        where r.scenario_id = $scenario_id and r.project_name = $project
            and r.payroll_month = $month and s.sales_role is distinct from 'manager'
            and ($sees_all or list_contains($projects, r.project_name))
        order by r.staff_id, r.contract_id, r.released_on, r.part_no
        """,
        scenario_id=scenario_id,
        project=project,
        month=month,
    )


def gate_findings(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date, project: str
) -> pl.DataFrame:
    """What the gates say of a month, and what belongs to no month; what blocks first."""
    return select_pay(
        cursor,
        principal,
        """
        select gate, severity, project_name, contract_id, staff_id, month, amount, found, expected,
            source_export, source_file, source_sheet, source_row
        from marts.sales_gate_findings
        where (month = $month or month is null)
            and ($project = 'all' or project_name = $project or project_name is null)
            and ($sees_all or list_contains($projects, project_name))
        order by severity, gate, project_name, staff_id, contract_id, source_file, source_row
        """,
        month=month,
        project=project,
    )


def sign_offs(cursor: duckdb.DuckDBPyConnection, principal: Principal, month: date) -> pl.DataFrame:
    """Who signed a month off at which stage, in the order of signing."""
    return select_pay(
        cursor,
        principal,
        """
        select project_name, month, stage, signed_by, recorded_at, as_of
        from marts.sales_sign_offs
        where month = $month
            and ($sees_all or project_name = 'all' or list_contains($projects, project_name))
        order by recorded_at, project_name, stage
        """,
        month=month,
    )
