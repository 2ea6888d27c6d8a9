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
    cast(c.not_recorded_count as bigint) as not_recorded_count
    {%- for name, share in turnaround_quantiles() %},
    cast(c.{{ name }}_hours as double) as {{ name }}_hours,
    cast(c.{{ name }}_low_hours as double) as {{ name }}_low,
    cast(c.{{ name }}_high_hours as double) as {{ name }}_high
    {%- endfor %}
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
