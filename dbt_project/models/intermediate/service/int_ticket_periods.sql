-- Weeks are wanted only of what a KPI is made of: the resolution of complaints.
with days as (
    select distinct
        s.ticket_kind,
        s.stage,
        s.received_on
    from {{ ref('int_ticket_stages') }} as s
),

periods as (
    {{ kpi_periods('days', 'received_on', ['ticket_kind', 'stage', 'received_on']) }}
)

select
    p.ticket_kind,
    p.stage,
    p.received_on,
    p.period_kind,
    p.period_start_on,
    cast(
        dense_rank() over (
            order by
                p.ticket_kind nulls last,
                p.stage nulls last,
                p.period_kind nulls last,
                p.period_start_on nulls last
        ) as integer
    ) as period_no
from periods as p
where p.period_kind <> 'week' or (p.ticket_kind = 'complaint' and p.stage = 'resolve')
