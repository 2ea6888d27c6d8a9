{%- set text = dbt.type_string() -%}
with slices as (
    select t.*
    from {{ ref('int_ticket_turnaround') }} as t
    where t.period_kind <> 'week'
),

cohorts as (
    select
        s.ticket_kind,
        s.period_kind,
        s.period_start_on,
        s.project_name,
        s.department,
        sum(s.ticket_count) as ticket_count
    from slices as s
    group by s.ticket_kind, s.period_kind, s.period_start_on, s.project_name, s.department
),

grid as (
    select
        c.*,
        g.elapsed_hours
    from cohorts as c
    cross join {{ ref('turnaround_grid') }} as g
),

-- What lies up to each time of the grid, from the slices that end there.
up_to as (
    select
        g.*,
        {%- for name in ['ticket_count', 'resolved_count', 'log_factor', 'greenwood_term', 'ends_at_zero'] %}
        coalesce(
            sum(s.{{ name }}) over (
                partition by
                    g.ticket_kind,
                    g.period_kind,
                    g.period_start_on,
                    g.project_name,
                    g.department
                order by g.elapsed_hours nulls last
                rows between unbounded preceding and current row
            ), 0
        ) as {{ name }}_so_far{{ ',' if not loop.last }}
        {%- endfor %}
    from grid as g
    left join slices as s
        on
            g.ticket_kind = s.ticket_kind
            and g.period_kind = s.period_kind
            and g.period_start_on = s.period_start_on
            and g.project_name = s.project_name
            and g.department = s.department
            and g.elapsed_hours = s.elapsed_hours
)

select
    cast(u.ticket_kind as {{ text }}) as ticket_kind,
    cast(u.period_kind as {{ text }}) as period_kind,
    cast(u.period_start_on as date) as period_start_on,
    cast(u.project_name as {{ text }}) as project_name,
    cast(u.department as {{ text }}) as department,
    cast(u.elapsed_hours as double) as elapsed_hours,
    cast(u.ticket_count as bigint) as ticket_count,
    cast(u.ticket_count - u.ticket_count_so_far as bigint) as at_risk_count,
    cast(u.resolved_count_so_far as bigint) as event_count,
    cast(
        case when u.ends_at_zero_so_far > 0 then 0 else exp(u.log_factor_so_far) end as double
    ) as survival_share,
    cast(
        case
            when u.ends_at_zero_so_far > 0 then 0
            else {{ survival_bound('u.log_factor_so_far', 'u.greenwood_term_so_far', '+') }}
        end as double
    ) as low,
    cast(
        case
            when u.ends_at_zero_so_far = 0
                then {{ survival_bound('u.log_factor_so_far', 'u.greenwood_term_so_far', '-') }}
        end as double
    ) as high
from up_to as u
-- Beyond its last observation a curve is unknown, unless everything is resolved.
where u.ticket_count > u.ticket_count_so_far or u.ends_at_zero_so_far > 0
order by
    u.project_name,
    u.period_start_on,
    u.period_kind,
    u.ticket_kind,
    u.department,
    u.elapsed_hours
