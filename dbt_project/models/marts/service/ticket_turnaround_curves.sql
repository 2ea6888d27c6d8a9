{%- set text = dbt.type_string() -%}
with cohorts as (
    select
        t.period_no,
        t.cell_no,
        sum(t.ticket_count) as ticket_count
    from {{ ref('int_turnaround_slices') }} as t
    group by t.period_no, t.cell_no
),

grid as (
    select
        c.*,
        g.elapsed_hours
    from cohorts as c
    cross join {{ ref('turnaround_grid') }} as g
),

period_names as (
    select distinct
        q.period_no,
        q.ticket_kind,
        q.period_kind,
        q.period_start_on
    from {{ ref('int_ticket_periods') }} as q
),

cell_names as (
    select distinct
        c.cell_no,
        c.project_name,
        c.department
    from {{ ref('int_ticket_cells') }} as c
),

-- What lies up to each time of the grid, from the slices that end there.
up_to as (
    select
        g.*,
        {{ sum_up_to_time('s.ticket_count') }} as ticket_count_so_far,
        {{ sum_up_to_time('s.resolved_count') }} as resolved_count_so_far,
        {{ sum_up_to_time('s.log_factor') }} as log_factor_so_far,
        {{ sum_up_to_time('s.greenwood_term') }} as greenwood_term_so_far,
        {{ sum_up_to_time('s.ends_at_zero') }} as ends_at_zero_so_far
    from grid as g
    left join {{ ref('int_turnaround_slices') }} as s
        on
            g.period_no = s.period_no
            and g.cell_no = s.cell_no
            and g.elapsed_hours = s.slice_hours
)

select
    cast(q.ticket_kind as {{ text }}) as ticket_kind,
    cast(q.period_kind as {{ text }}) as period_kind,
    cast(q.period_start_on as date) as period_start_on,
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.department as {{ text }}) as department,
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
inner join period_names as q on u.period_no = q.period_no
inner join cell_names as c on u.cell_no = c.cell_no
-- Beyond its last observation a curve is unknown, unless everything is resolved.
where u.ticket_count > u.ticket_count_so_far or u.ends_at_zero_so_far > 0
order by
    c.project_name,
    q.period_start_on,
    q.period_kind,
    q.ticket_kind,
    c.department,
    u.elapsed_hours
