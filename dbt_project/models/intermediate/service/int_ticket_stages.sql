with waits as (
    {%- for stage, minutes, is_recorded in turnaround_stages() %}
    select
        t.ticket_kind,
        '{{ stage }}' as stage,
        t.project_name,
        t.department,
        coalesce(t.ticket_class, '未注明') as ticket_class,
        cast(t.received_at as date) as received_on,
        case
            when t.status = 'withdrawn' then 'withdrawn'
            when not t.{{ is_recorded }} then 'not_recorded'
            when t.{{ minutes }} is not null then 'reached'
            when t.is_open then 'waiting'
            else 'not_recorded'
        end as outcome,
        case
            -- a time written as a mere day can stand before the time of receipt on that day
            when t.{{ minutes }} < 0 then 0
            else coalesce(t.{{ minutes }}, t.open_minutes)
        end as minutes
    from {{ ref('int_tickets') }} as t
    where t.{{ is_recorded }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    w.ticket_kind,
    w.stage,
    w.project_name,
    w.department,
    w.ticket_class,
    w.received_on,
    w.outcome,
    g.slice_no,
    case when g.slice_no is not null then w.minutes / 60 end as elapsed_hours
from waits as w
left join {{ ref('int_turnaround_grid') }} as g
    on
        w.outcome in ('reached', 'waiting')
        and w.stage = g.stage
        and w.minutes > g.above_minutes
        and (g.up_to_minutes is null or w.minutes <= g.up_to_minutes)
