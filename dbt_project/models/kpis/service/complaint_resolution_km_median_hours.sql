with cohorts as (
    select
        t.period_kind,
        t.period_start_on,
        t.project_name,
        t.department,
        sum(t.resolved_count) as numerator,
        sum(t.ticket_count) as denominator,
        min(t.median_hours) as median_hours,
        min(t.median_low_hours) as median_low_hours,
        min(t.median_high_hours) as median_high_hours
    from {{ ref('int_ticket_turnaround') }} as t
    where t.ticket_kind = 'complaint'
    group by t.period_kind, t.period_start_on, t.project_name, t.department
),

withdrawn_daily as (
    select
        cast(t.received_at as date) as received_on,
        t.project_name,
        t.department,
        count(*) as withdrawn_count
    from {{ ref('int_tickets') }} as t
    where t.ticket_kind = 'complaint' and t.status = 'withdrawn'
    group by cast(t.received_at as date), t.project_name, t.department
),

withdrawn_periods as (
    {{
        kpi_periods(
            'withdrawn_daily', 'received_on', ['project_name', 'department', 'withdrawn_count']
        )
    }}
),

withdrawn as (
    {{ kpi_cube('withdrawn_periods', {'excluded_count': 'p.withdrawn_count'}) }}
)

select
    'complaint_resolution_km_median_hours' as kpi_id,
    c.period_kind,
    c.period_start_on,
    c.project_name,
    c.department,
    cast(c.numerator as decimal(38, 4)) as numerator,
    cast(c.denominator as decimal(38, 4)) as denominator,
    cast(coalesce(w.excluded_count, 0) as bigint) as excluded_count,
    c.median_hours as value,
    c.median_low_hours as low,
    c.median_high_hours as high
from cohorts as c
left join withdrawn as w
    on
        c.period_kind = w.period_kind
        and c.period_start_on = w.period_start_on
        and c.project_name = w.project_name
        and c.department = w.department
