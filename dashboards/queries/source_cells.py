"""The cells of the received files that a statement's lines were made of.

Belongs here: following the published trace from lines to sources; only for who may see pay. Does
not belong here: the lines (`statements`).
"""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from dashboards.queries.scope import Principal, select_pay


def cells_of_lines(
    cursor: duckdb.DuckDBPyConnection,
    principal: Principal,
    staff_id: str,
    month: date,
    line_ids: tuple[str, ...],
) -> pl.DataFrame:
    """The source rows of these lines (`staff|2015-03|line`) of one statement that is paid.

    Of an attainment its target only: the whole month's contracts stand in the statements of who
    sold them.
    """
    return select_pay(
        cursor,
        principal,
        """
        with recursive reached as (
            select t.from_id as line_id, t.to_kind as kind, t.to_id as id, t.source_export,
                t.source_columns, t.source_file, t.source_sheet, t.source_row
            from marts.commission_trace as t
            where t.from_kind = 'line' and list_contains($line_ids, t.from_id)
            union
            select r.line_id, t.to_kind, t.to_id, t.source_export, t.source_columns,
                t.source_file, t.source_sheet, t.source_row
            from reached as r
            inner join marts.commission_trace as t on t.from_kind = r.kind and t.from_id = r.id
            where r.kind not in ('project_month', 'project_portfolio', 'portfolio', 'statement')
                and (r.kind <> 'attainment' or t.to_kind = 'source'))
        select distinct line_id, source_export, source_columns, source_file, source_sheet,
            source_row
        from reached
        where kind = 'source'
            and ($sees_all or exists (
                select 1
                from marts.fct_sales_statements as s
                where s.scenario_id = 'actual' and s.staff_id = $staff_id
                    and s.payroll_month = $month and list_contains($projects, s.project_name)))
        order by line_id, source_export, source_file, source_sheet, source_row, source_columns
        """,
        staff_id=staff_id,
        month=month,
        line_ids=list(line_ids),
    )
