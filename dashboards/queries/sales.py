"""What was sold, at which discount, what was received and cancelled: no person in it.

Belongs here: the overview by period and the contracts behind it. Does not belong here: who sold
them and what they earn by it (`statements`, `commission`), adding up.
"""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from dashboards.periods import Period
from dashboards.queries.scope import ROW_LIMIT, Filters, Principal, select

_OVERVIEW_COLUMNS = """
    select o.project_name, o.period_kind, o.period_start_on, o.is_complete, o.contract_count,
        o.sold_amount, o.list_amount, o.discount_amount, o.unauthorised_count,
        o.unauthorised_amount, o.received_amount, o.cancelled_count, o.cancelled_amount,
        o.target_amount, v.numerator, v.denominator, v.value, v.target, v.verdict
    from marts.sales_overview as o
    left join marts.kpi_values as v
        on v.kpi_id = 'sales_attainment_rate' and v.period_kind = o.period_kind
        and v.period_start_on = o.period_start_on and v.project_name = o.project_name
        and v.department = 'all'
"""


def overview_by_project(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, period: Period
) -> pl.DataFrame:
    """Every project of a period with its attainment, the whole company ('all') last."""
    return select(
        cursor,
        _OVERVIEW_COLUMNS
        + """
        where o.period_kind = $kind and o.period_start_on = $start_on
            and ($sees_all or list_contains($projects, o.project_name))
        order by o.project_name = 'all', o.project_name
        """,
        kind=period.kind,
        start_on=period.start_on,
        **principal.bound(),
    )


def overview_by_month(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    project: str,
    from_on: date,
    end_on: date,
) -> pl.DataFrame:
    """The months from `from_on` to before `end_on` of one project, or of all ('all')."""
    return select(
        cursor,
        _OVERVIEW_COLUMNS
        + """
        where o.period_kind = 'month' and o.project_name = $project
            and o.period_start_on >= $from_on and o.period_start_on < $end_on
            and ($sees_all or list_contains($projects, o.project_name))
        order by o.period_start_on
        """,
        project=project,
        from_on=from_on,
        end_on=end_on,
        **principal.bound(),
    )


_CONTRACT_COLUMNS = """
    select project_name, contract_id, unit_name, payment_plan, contract_status, list_amount,
        sold_amount, discount_amount, authority_rate, floor_amount, discount_outcome,
        subscribed_on, signed_at, cancelled_on, is_void, received_amount, down_payment_on,
        mortgage_documents_on, mortgage_signed_on, source_file, source_sheet, source_row
    from marts.fct_sales_contracts
"""


def contracts_signed(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """The contracts that count, signed in the period, the deepest discount first."""
    return select(
        cursor,
        _CONTRACT_COLUMNS
        + """
        where signed_at >= $start_on and signed_at < $end_on and not is_void
            and contract_status <> '塌定'
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by discount_amount desc nulls last, contract_id
        limit $row_limit
        """,
        project=filters.project,
        row_limit=ROW_LIMIT,
        **filters.bound_period(),
        **principal.bound(),
    )


def contracts_with_target(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Of the contracts signed in the period those of a project and month that have a target."""
    return select(
        cursor,
        _CONTRACT_COLUMNS
        + """ as c
        where signed_at >= $start_on and signed_at < $end_on and not is_void
            and contract_status <> '塌定'
            and exists (
                select 1
                from marts.sales_overview as o
                where o.period_kind = 'month' and o.project_name = c.project_name
                    and o.target_amount is not null
                    and cast(c.signed_at as date)
                        between o.period_start_on and last_day(o.period_start_on))
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by project_name, signed_at, contract_id
        limit $row_limit
        """,
        project=filters.project,
        row_limit=ROW_LIMIT,
        **filters.bound_period(),
        **principal.bound(),
    )


def contracts_cancelled(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """The signed contracts that were cancelled in the period, whenever they were signed."""
    return select(
        cursor,
        _CONTRACT_COLUMNS
        + """
        where cancelled_on >= $start_on and cancelled_on < $end_on
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by cancelled_on desc, contract_id
        limit $row_limit
        """,
        project=filters.project,
        row_limit=ROW_LIMIT,
        **filters.bound_period(),
        **principal.bound(),
    )


def contracts_named(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, contract_ids: tuple[str, ...]
) -> pl.DataFrame:
    """The contracts of these numbers."""
    return select(
        cursor,
        _CONTRACT_COLUMNS
        + """
        where list_contains($contract_ids, contract_id)
            and ($sees_all or list_contains($projects, project_name))
        order by contract_id
        """,
        contract_ids=list(contract_ids),
        **principal.bound(),
    )


def targets_of_period(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """The targets of the projects' months in the period, those that have one."""
    return select(
        cursor,
        """
        select project_name, period_start_on, target_amount, sold_amount, contract_count
        from marts.sales_overview
        where period_kind = 'month' and period_start_on >= $start_on
            and period_start_on < $end_on and project_name <> 'all'
            and target_amount is not null
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by period_start_on, project_name
        """,
        project=filters.project,
        **filters.bound_period(),
        **principal.bound(),
    )
