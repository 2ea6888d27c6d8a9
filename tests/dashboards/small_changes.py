"""How the KPIs of a small snapshot changed from period to period, from their own intervals.

Belongs here: `kpi_changes` of the published values. Does not belong here: the rule of a change's
interval (the warehouse has and tests it).
"""

from __future__ import annotations

import duckdb


def kpi_changes(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
    insert into marts.kpi_changes
    with pairs as (
        select v.*, b.period_start_on as before_on, b.value as before, b.low as before_low,
            b.high as before_high, v.kpi_id like 'fee_%' as is_whole
        from marts.kpi_values v inner join marts.kpi_values b
            on v.kpi_id = b.kpi_id and v.period_kind = b.period_kind
            and v.project_name = b.project_name and v.department = b.department
            and b.period_start_on = (v.period_start_on - case v.period_kind
                when 'week' then interval 7 day when 'month' then interval 1 month
                when 'quarter' then interval 3 month else interval 1 year end)::date
        where v.is_complete and b.is_complete and v.value is not null and b.value is not null),
    told as (
        select *, value - before as change,
            value - before - sqrt((value - low) ** 2 + (before_high - before) ** 2) as change_low,
            value - before + sqrt((high - value) ** 2 + (before - before_low) ** 2) as change_high
        from pairs)
    select kpi_id, period_kind, period_start_on, project_name, department, 'previous_period',
        before_on, value, before, change, change_low, change_high,
        case when is_whole then change <> 0
            else coalesce(change_low > 0 or change_high < 0, false) end
    from told
    """)
