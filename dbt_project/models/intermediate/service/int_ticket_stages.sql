with waits as (
    {{ stage_waits('dispatch', 'minutes_to_dispatch', 'is_dispatch_recorded') }}
    union all
    {{ stage_waits('first_reply', 'minutes_to_first_reply', 'is_first_reply_recorded') }}
    union all
    {{ stage_waits('resolve', 'minutes_to_resolve', 'is_resolution_recorded') }}
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
