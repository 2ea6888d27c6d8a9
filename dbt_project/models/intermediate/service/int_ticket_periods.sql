-- Weeks are wanted of complaints only, of which a KPI is made.
with days as (
    select distinct
        t.ticket_kind,
        cast(t.received_at as date) as received_on
    from {{ ref('int_tickets') }} as t
),

periods as (
    {{ kpi_periods('days', 'received_on', ['ticket_kind', 'received_on']) }}
)

select
    p.ticket_kind,
    p.received_on,
    p.period_kind,
    p.period_start_on,
    cast(
        dense_rank() over (
            order by
                p.ticket_kind nulls last,
                p.period_kind nulls last,
                p.period_start_on nulls last
        ) as integer
    ) as period_no
from periods as p
where p.ticket_kind = 'complaint' or p.period_kind <> 'week'
