select
    'complaint_resolution_km_median_hours' as kpi_id,
    c.period_kind,
    c.period_start_on,
    c.project_name,
    c.department,
    cast(c.event_count as decimal(38, 4)) as numerator,
    cast(c.ticket_count as decimal(38, 4)) as denominator,
    cast(c.withdrawn_count as bigint) as excluded_count,
    c.median_hours as value,
    c.median_low_hours as low,
    c.median_high_hours as high
from {{ ref('int_turnaround_cohorts') }} as c
where
    c.ticket_kind = 'complaint'
    and c.stage = 'resolve'
    and c.ticket_class = 'all'
    and c.period_kind <> 'all'
