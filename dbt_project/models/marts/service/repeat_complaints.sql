{%- set text = dbt.type_string() -%}
{%- set moment = dbt.type_timestamp() -%}
with ranked as (
    select
        c.*,
        row_number() over (
            partition by c.project_name, c.room_name, c.ticket_class, c.series_no
            order by c.received_at desc nulls last, c.ticket_id desc nulls last
        ) as recency
    from {{ ref('int_repeat_complaints') }} as c
)

select
    cast(r.project_name as {{ text }}) as project_name,
    cast(max(case when r.recency = 1 then r.department end) as {{ text }}) as department,
    cast(r.room_name as {{ text }}) as room_name,
    cast(r.ticket_class as {{ text }}) as ticket_class,
    cast(count(*) as bigint) as complaint_count,
    cast(min(r.received_at) as {{ moment }}) as first_received_at,
    cast(max(r.received_at) as {{ moment }}) as last_received_at,
    cast(count(case when r.is_open then 1 end) as bigint) as open_count
from ranked as r
group by r.project_name, r.room_name, r.ticket_class, r.series_no
having count(*) > 1
order by r.project_name, first_received_at, r.room_name, r.ticket_class
