"""KPI values as they were published, and what there is to filter by.

Belongs here: `kpi_values`, `kpi_catalogue`, `build_info`. Does not belong here: the rows behind a
KPI (`rows_behind`).
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.queries.scope import Filters, Principal, select

_VALUES = """
    select c.kpi_id, c.name_zh, c.name_en, c.definition_zh, c.definition_en, c.formula_zh,
        c.formula_en, c.unit, c.direction, c.target_source_zh, c.target_source_en,
        v.period_kind, v.period_start_on, v.project_name, v.department, v.is_complete,
        v.numerator, v.denominator, v.excluded_count, v.value, v.target, v.verdict, v.low, v.high
    from marts.kpi_catalogue as c
"""


def kpi_history(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, periods: int
) -> pl.DataFrame:
    """Every KPI of the catalogue × the last `periods` periods up to the chosen one.

    A KPI without any value keeps one row with nulls. Fee KPIs know no department: their row of
    the whole project is taken.
    """
    return select(
        cursor,
        _VALUES
        + """
        left join marts.kpi_values as v
            on v.kpi_id = c.kpi_id and v.period_kind = $kind
            and v.period_start_on between $from_on and $start_on
            and v.project_name = $project
            and (v.department = $department or (c.page = 'fees' and v.department = 'all'))
            and ($sees_all or list_contains($projects, v.project_name))
        order by c.kpi_id, v.period_start_on
        """,
        kind=filters.period.kind,
        start_on=filters.period.start_on,
        from_on=filters.period.earlier(periods).start_on,
        project=filters.project,
        department=filters.department,
        **principal.bound(),
    )


def kpi_by_project(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters
) -> pl.DataFrame:
    """Every KPI × project in the chosen period, without the row of the whole company."""
    return select(
        cursor,
        _VALUES
        + """
        inner join marts.kpi_values as v
            on v.kpi_id = c.kpi_id and v.period_kind = $kind and v.period_start_on = $start_on
            and v.department = 'all' and v.project_name <> 'all'
            and ($sees_all or list_contains($projects, v.project_name))
        order by v.project_name, c.kpi_id
        """,
        kind=filters.period.kind,
        start_on=filters.period.start_on,
        **principal.bound(),
    )


def kpi_trend(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    kpi_id: str,
    kind: str,
    *,
    project: str | None,
    department: str,
) -> pl.DataFrame:
    """One KPI over all periods of a kind, of one project, or of each when `project` is None."""
    return select(
        cursor,
        _VALUES
        + """
        inner join marts.kpi_values as v
            on v.kpi_id = c.kpi_id and v.period_kind = $kind and v.department = $department
            and ($project is null or v.project_name = $project)
            and ($sees_all or list_contains($projects, v.project_name))
        where c.kpi_id = $kpi_id
        order by v.period_start_on, v.project_name
        """,
        kpi_id=kpi_id,
        kind=kind,
        project=project,
        department=department,
        **principal.bound(),
    )


def period_starts(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """The periods that have any value: period_kind, period_start_on, is_complete; newest first."""
    return select(
        cursor,
        """
        select period_kind, period_start_on, bool_and(is_complete) as is_complete
        from marts.kpi_values
        where $sees_all or list_contains($projects, project_name)
        group by period_kind, period_start_on
        order by period_kind, period_start_on desc
        """,
        **principal.bound(),
    )


def project_names(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """The projects the principal may choose: project_name, household_count."""
    return select(
        cursor,
        """
        select project_name, household_count
        from marts.dim_projects
        where $sees_all or list_contains($projects, project_name)
        order by project_name
        """,
        **principal.bound(),
    )


def department_names(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """The departments that have a KPI value: department."""
    return select(
        cursor,
        """
        select distinct department
        from marts.kpi_values
        where department <> 'all' and ($sees_all or list_contains($projects, project_name))
        order by department
        """,
        **principal.bound(),
    )


def build_info(cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The one row of `build_info`: as_of, snapshot_id, software_version, data_to."""
    return select(
        cursor, "select as_of, snapshot_id, software_version, data_to from marts.build_info"
    )
