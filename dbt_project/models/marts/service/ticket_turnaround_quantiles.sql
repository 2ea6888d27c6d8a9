{%- set text = dbt.type_string() -%}
select
    cast(c.ticket_kind as {{ text }}) as ticket_kind,
    cast(c.stage as {{ text }}) as stage,
    cast(c.ticket_class as {{ text }}) as ticket_class,
    cast(c.period_kind as {{ text }}) as period_kind,
    cast(c.period_start_on as date) as period_start_on,
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.department as {{ text }}) as department,
    cast(c.ticket_count as bigint) as ticket_count,
    cast(c.event_count as bigint) as event_count,
    cast(c.ticket_count - c.event_count as bigint) as open_count,
    cast(c.withdrawn_count as bigint) as withdrawn_count,
    cast(c.not_recorded_count as bigint) as not_recorded_count,
    cast(c.median_hours as double) as median_hours,
    cast(c.median_low_hours as double) as median_low,
    cast(c.median_high_hours as double) as median_high,
    cast(c.p75_hours as double) as p75_hours,
    cast(c.p75_low_hours as double) as p75_low,
    cast(c.p75_high_hours as double) as p75_high,
    cast(c.p90_hours as double) as p90_hours,
    cast(c.p90_low_hours as double) as p90_low,
    cast(c.p90_high_hours as double) as p90_high
from {{ ref('int_turnaround_cohorts') }} as c
where c.period_kind <> 'week'
order by
    c.project_name,
    c.period_start_on,
    c.period_kind,
    c.ticket_kind,
    c.stage,
    c.department,
    c.ticket_class
