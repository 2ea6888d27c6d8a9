-- Weeks are wanted only of what a KPI is made of: the resolution of complaints. The period
-- 'all' holds everything on record: a register of a few tickets a year has a median only there.
with days as (
    select distinct
        s.ticket_kind,
        s.stage,
        s.received_on
    from {{ ref('int_ticket_stages') }} as s
),

periods as (
    {{ kpi_periods('days', 'received_on', ['ticket_kind', 'stage', 'received_on']) }}
    union all
    select
        'all' as period_kind,
        cast('1900-01-01' as date) as period_start_on,
        d.ticket_kind,
        d.stage,
        d.received_on
    from days as d
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
