"""KPI values as they were published, and what there is to filter by.

Belongs here: `kpi_values`, `kpi_catalogue`, `kpi_changes`, `kpi_control_limits`, `build_info`.
Does not belong here: the rows behind a KPI (`rows_behind`).
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.queries.scope import Filters, Principal, select

_COLUMNS = """
    select c.kpi_id, c.name_zh, c.name_en, c.definition_zh, c.definition_en, c.formula_zh,
        c.formula_en, c.unit, c.direction, c.target_source_zh, c.target_source_en,
        v.period_kind, v.period_start_on, v.project_name, v.department, v.is_complete,
        v.numerator, v.denominator, v.excluded_count, v.value, v.target, v.verdict, v.low, v.high
"""
_CATALOGUE = " from marts.kpi_catalogue as c "
_VALUES = _COLUMNS + _CATALOGUE
_CHANGE_COLUMNS = ", d.low as change_low, d.high as change_high, d.has_changed "


def kpi_history(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, filters: Filters, periods: int
) -> pl.DataFrame:
    """Every KPI of the catalogue × the last `periods` periods up to the chosen one.

    A KPI without any value keeps one row with nulls. Fee and survey KPIs know no department:
    their row of the whole project is taken. `has_changed` compares with the period before (95 %,
    its interval in `change_low` and `change_high`); null where nothing may be compared.
    """
    return select(
        cursor,
        _COLUMNS
        + _CHANGE_COLUMNS
        + _CATALOGUE
        + """
        left join marts.kpi_values as v
            on v.kpi_id = c.kpi_id and v.period_kind = $kind
            and v.period_start_on between $from_on and $start_on
            and v.project_name = $project
            and (v.department = $department or (v.department = 'all'
                and (c.page = 'fees' or starts_with(c.kpi_id, 'survey_'))))
            and ($sees_all or list_contains($projects, v.project_name))
        left join marts.kpi_changes as d
            on d.kpi_id = v.kpi_id and d.period_kind = v.period_kind
            and d.period_start_on = v.period_start_on and d.project_name = v.project_name
            and d.department = v.department and d.compared_with = 'previous_period'
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


def control_limits(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, kpi_id: str, filters: Filters
) -> pl.DataFrame:
    """The p-chart of a share: one row per complete month before the end of the period."""
    return select(
        cursor,
        """
        select period_start_on, project_name, department, value, numerator, denominator, centre,
            lower_limit, upper_limit, signal
        from marts.kpi_control_limits
        where kpi_id = $kpi_id and project_name = $project and department = $department
            and period_start_on < $end_on
            and ($sees_all or list_contains($projects, project_name))
        order by period_start_on
        """,
        kpi_id=kpi_id,
        project=filters.project,
        department=filters.department,
        end_on=filters.period.end_on,
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
