"""What was billed, what came in and what is still owed.

Belongs here: the published ageing, debtors and collection curves, and the bills and settlements
of one household. Does not belong here: the collection rates (`kpis`).
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.periods import Period
from dashboards.queries.scope import ROW_LIMIT, Principal, select

_BILLS = """
    select project_name, room_name, bill_id, fee_item, service_from, due_on,
        receivable_amount, concession_amount, settled_amount, outstanding_amount,
        days_past_due, source_file, source_sheet, source_row
    from marts.fct_fee_bills
"""


def ageing(cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str) -> pl.DataFrame:
    """What is outstanding now, all fee items together, per project and ageing bucket."""
    return select(
        cursor,
        """
        select project_name, ageing_bucket, bucket_order, bill_count, household_count,
            outstanding_amount
        from marts.fee_ageing
        where project_name <> 'all' and fee_item = 'all' and ageing_bucket <> 'settled'
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by bucket_order, project_name
        """,
        project=project,
        **principal.bound(),
    )


def outstanding_bills(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str, ageing_bucket: str
) -> pl.DataFrame:
    """The bills of one ageing bucket, the largest outstanding first."""
    return select(
        cursor,
        _BILLS
        + """
        where ageing_bucket = $ageing_bucket
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by outstanding_amount desc, project_name, room_name, bill_id
        limit $row_limit
        """,
        project=project,
        ageing_bucket=ageing_bucket,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def largest_debtors(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str, how_many: int
) -> pl.DataFrame:
    """The households that owe most now, of one project or of all."""
    return select(
        cursor,
        """
        select project_name, room_name, bill_count, outstanding_amount, oldest_due_on,
            max_days_past_due
        from marts.fee_debtors
        where ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by outstanding_amount desc, project_name, room_name
        limit $how_many
        """,
        project=project,
        how_many=how_many,
        **principal.bound(),
    )


def bills_of_room(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str, room: str
) -> pl.DataFrame:
    """Every unpaid bill of one household that is past due, the oldest first."""
    return select(
        cursor,
        _BILLS
        + """
        where project_name = $project and room_name = $room
            and outstanding_amount > 0 and days_past_due > 0
            and ($sees_all or list_contains($projects, project_name))
        order by due_on, bill_id
        limit $row_limit
        """,
        project=project,
        room=room,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def settlements_of_room(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str, room: str
) -> pl.DataFrame:
    """What one household has paid and been refunded, part by part, the newest first."""
    return select(
        cursor,
        """
        select project_name, room_name, payment_id, bill_id, fee_item, paid_at, settled_amount,
            is_prepayment, is_arrears_recovery, source_file, source_sheet, source_row
        from marts.fct_fee_settlements
        where project_name = $project and room_name = $room
            and ($sees_all or list_contains($projects, project_name))
        order by paid_at desc, payment_id, settlement_no
        limit $row_limit
        """,
        project=project,
        room=room,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def collection_curves(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str
) -> pl.DataFrame:
    """For each quarter of due dates the share collected by days since due."""
    return select(
        cursor,
        """
        select period_start_on, days_since_due, collected_amount, receivable_amount,
            collected_share, is_complete
        from marts.fee_collection_curves
        where project_name = $project
            and ($sees_all or list_contains($projects, project_name))
        order by period_start_on, days_since_due
        """,
        project=project,
        **principal.bound(),
    )


def bills_due(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str, quarter: Period
) -> pl.DataFrame:
    """The bills that fall due in a quarter, by due date."""
    return select(
        cursor,
        _BILLS
        + """
        where due_on >= $start_on and due_on < $end_on
            and ($project = 'all' or project_name = $project)
            and ($sees_all or list_contains($projects, project_name))
        order by due_on, project_name, room_name, bill_id
        limit $row_limit
        """,
        project=project,
        start_on=quarter.start_on,
        end_on=quarter.end_on,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )


def settlements_of_bills_due(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, project: str, quarter: Period
) -> pl.DataFrame:
    """What was paid, and when, on the bills that fall due in a quarter."""
    return select(
        cursor,
        """
        select s.project_name, s.room_name, s.payment_id, s.bill_id, s.fee_item, b.due_on,
            s.paid_at, s.settled_amount, s.source_file, s.source_sheet, s.source_row
        from marts.fct_fee_settlements as s
        inner join marts.fct_fee_bills as b
            on b.bill_id = s.bill_id and b.project_name = s.project_name
        where b.due_on >= $start_on and b.due_on < $end_on
            and ($project = 'all' or s.project_name = $project)
            and ($sees_all or list_contains($projects, s.project_name))
        order by s.paid_at, s.payment_id, s.settlement_no
        limit $row_limit
        """,
        project=project,
        start_on=quarter.start_on,
        end_on=quarter.end_on,
        row_limit=ROW_LIMIT,
        **principal.bound(),
    )
