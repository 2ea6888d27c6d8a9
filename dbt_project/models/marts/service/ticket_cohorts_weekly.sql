{%- set text = dbt.type_string() -%}
{%- set moment = dbt.type_timestamp() -%}
with tickets as (
    select
        t.project_name,
        t.department,
        t.ticket_kind,
        {{ week_start('t.received_at') }} as week_start_on,
        t.status,
        case when t.status = 'resolved' then t.minutes_to_resolve end as minutes_to_resolve
    from {{ ref('int_tickets') }} as t
    -- Without a column for the close nothing would ever be resolved.
    where t.is_resolution_recorded
),

weeks as (
    select
        t.week_start_on,
        t.ticket_kind,
        case when grouping(t.project_name) = 1 then 'all' else t.project_name end as project_name,
        case when grouping(t.department) = 1 then 'all' else t.department end as department,
        count(*) as received_count,
        count(case when t.status = 'withdrawn' then 1 end) as withdrawn_count,
        count(case when t.minutes_to_resolve <= 1 * 1440 then 1 end) as resolved_within_1d,
        count(case when t.minutes_to_resolve <= 3 * 1440 then 1 end) as resolved_within_3d,
        count(case when t.minutes_to_resolve <= 7 * 1440 then 1 end) as resolved_within_7d,
        count(case when t.status = 'resolved' then 1 end) as resolved_count,
        count(case when t.status = 'open' then 1 end) as open_count
    from tickets as t
    group by grouping sets (
        (t.week_start_on, t.ticket_kind, t.project_name, t.department),
        (t.week_start_on, t.ticket_kind, t.department),
        (t.week_start_on, t.ticket_kind, t.project_name),
        (t.week_start_on, t.ticket_kind)
    )
)

select
    cast(w.week_start_on as date) as week_start_on,
    cast(w.project_name as {{ text }}) as project_name,
    cast(w.department as {{ text }}) as department,
    cast(w.ticket_kind as {{ text }}) as ticket_kind,
    cast(w.received_count as bigint) as received_count,
    cast(w.withdrawn_count as bigint) as withdrawn_count,
    cast(w.resolved_within_1d as bigint) as resolved_within_1d,
    cast(w.resolved_within_3d as bigint) as resolved_within_3d,
    cast(w.resolved_within_7d as bigint) as resolved_within_7d,
    cast(w.resolved_count as bigint) as resolved_count,
    cast(w.open_count as bigint) as open_count,
    cast(
        {{ share('w.resolved_within_1d', 'w.received_count - w.withdrawn_count') }} as double
    ) as resolved_share_1d,
    cast(
        {{ share('w.resolved_within_3d', 'w.received_count - w.withdrawn_count') }} as double
    ) as resolved_share_3d,
    cast(
        {{ share('w.resolved_within_7d', 'w.received_count - w.withdrawn_count') }} as double
    ) as resolved_share_7d,
    cast(
        build.as_of >= cast({{ add_days('w.week_start_on', 8) }} as {{ moment }}) as boolean
    ) as is_mature_1d,
    cast(
        build.as_of >= cast({{ add_days('w.week_start_on', 10) }} as {{ moment }}) as boolean
    ) as is_mature_3d,
    cast(
        build.as_of >= cast({{ add_days('w.week_start_on', 14) }} as {{ moment }}) as boolean
    ) as is_mature_7d
from weeks as w
cross join {{ ref('int_build_parameters') }} as build
order by w.week_start_on, w.project_name, w.department, w.ticket_kind
