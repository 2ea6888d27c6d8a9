"""Ages and ageing of a small snapshot, counted from its own facts.

Belongs here: the tables the charts read. Does not belong here: KPI values (`small_kpis`),
turnaround (`small_turnaround`).
"""

from __future__ import annotations

import duckdb

from tests.dashboards.tables import AS_OF

AGEING = ("not_due", "1-30", "31-90", "91-180", "181-365", "1-2y", "2-3y", "over_3y")


def fee_tables(connection: duckdb.DuckDBPyConnection) -> None:
    order = " ".join(f"when '{name}' then {n}" for n, name in enumerate(AGEING))
    connection.execute(f"""
    insert into marts.fee_ageing
    select project_name, coalesce(fee_item, 'all'), ageing_bucket,
        case ageing_bucket {order} end, count(*), count(distinct room_name),
        sum(outstanding_amount)
    from marts.fct_fee_bills where outstanding_amount > 0
    group by grouping sets ((project_name, ageing_bucket),
        (project_name, fee_item, ageing_bucket));
    insert into marts.fee_debtors
    select project_name, room_name, count(*), sum(outstanding_amount), min(due_on),
        max(days_past_due), row_number() over (order by sum(outstanding_amount) desc, room_name)
    from marts.fct_fee_bills where outstanding_amount > 0 and days_past_due > 0
    group by project_name, room_name;
    insert into marts.fee_collection_curves
    with bills as (
        select *, date_trunc('quarter', due_on)::date as start from marts.fct_fee_bills),
    grid as (select unnest([-30, -15, -7, 0, 7, 15, 30, 45, 60, 90, 120, 180]) as days)
    select coalesce(b.project_name, 'all'), b.start, grid.days,
        sum(case when s.paid_at::date <= b.due_on + grid.days::integer then s.settled_amount
            else 0 end),
        sum(receivable_amount - concession_amount),
        (sum(case when s.paid_at::date <= b.due_on + grid.days::integer then s.settled_amount
            else 0 end) / sum(receivable_amount - concession_amount))::double,
        max(b.due_on) + grid.days::integer <= date '{AS_OF:%Y-%m-%d}'
    from bills b cross join grid
    left join marts.fct_fee_settlements s on s.bill_id = b.bill_id
    group by grouping sets ((b.start, grid.days), (b.project_name, b.start, grid.days));
    insert into marts.open_ticket_ages
    select project_name, department, ticket_kind,
        bucket.name, bucket.number, count(*)
    from marts.fct_tickets
    inner join (values ('under_1d', 1, 0, 1440), ('1-3d', 2, 1440, 4320),
        ('3-7d', 3, 4320, 10080), ('7-30d', 4, 10080, 43200), ('30-90d', 5, 43200, 129600),
        ('over_90d', 6, 129600, 9e9))
        as bucket(name, number, low, high)
        on open_minutes >= bucket.low and open_minutes < bucket.high
    where is_open
    group by project_name, department, ticket_kind, bucket.name, bucket.number
    """)
