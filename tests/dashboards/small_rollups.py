"""Curves, ages and ageing of a small snapshot, counted from its own facts.

Belongs here: the tables the charts read. Does not belong here: KPI values (`small_kpis`).
"""

from __future__ import annotations

import duckdb

from tests.dashboards.tables import AS_OF, insert

AGEING = ("not_due", "1-30", "31-90", "91-180", "181-365", "1-2y", "2-3y", "over_3y")
CURVE_HOURS = (0.25, 0.5, 1, 2, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720)


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


def curves(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute("""
        select kind, date_trunc(kind, received_at)::date, p, d,
            list(coalesce(minutes_to_resolve, open_minutes) / 60), list(resolved_at is not null)
        from marts.fct_tickets, unnest(['month', 'quarter', 'year']) as kinds(kind),
            unnest([project_name, 'all']) as projects(p), unnest([department, 'all']) as depts(d)
        where ticket_kind = 'complaint' and status <> 'withdrawn'
        group by 1, 2, 3, 4 order by 1, 2, 3, 4""").fetchall()
    lines = []
    for kind, start, project, department, hours, done in rows:
        survival, seen, left = 1.0, 0.0, sorted(zip(hours, done, strict=True))
        for elapsed in CURVE_HOURS:
            events = 0
            for moment, happened in left:
                if seen < moment <= elapsed and happened:
                    survival *= 1 - 1 / sum(1 for other, _ in left if other >= moment)
                    events += 1
            seen = float(elapsed)
            at_risk = sum(1 for moment, _ in left if moment > elapsed)
            spread = 1.96 * (survival * (1 - survival) / len(left)) ** 0.5
            lines.append(
                (
                    "complaint",
                    kind,
                    start,
                    project,
                    department,
                    float(elapsed),
                    len(left),
                    at_risk,
                    events,
                    survival,
                    max(0.0, survival - spread),
                    min(1.0, survival + spread),
                )
            )
    insert(connection, "ticket_turnaround_curves", lines)
