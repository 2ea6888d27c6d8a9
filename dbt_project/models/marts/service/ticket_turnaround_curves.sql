{%- set text = dbt.type_string() -%}
with slices as (
    select
        s.*,
        sum(s.event_count) over (
            partition by s.cohort_no
            order by s.slice_no nulls last
            rows between unbounded preceding and current row
        ) as events_so_far
    from {{ ref('int_turnaround_slices') }} as s
),

steps as (
    select
        s.*,
        {{ slice_before('s.slice_no') }} as earlier_slice_no,
        {{ slice_before('s.at_risk_count') }} as earlier_at_risk_count,
        {{ slice_before('s.events_so_far') }} as earlier_events_so_far,
        {{ slice_before('s.log_survival') }} as earlier_log_survival,
        {{ slice_before('s.greenwood') }} as earlier_greenwood
    from slices as s
),

-- Where tickets leave, and the grid's time before, up to which nothing has changed.
points as (
    select
        s.cohort_no,
        s.slice_no,
        s.ends_at_zero,
        s.at_risk_count,
        s.events_so_far,
        s.log_survival,
        s.greenwood
    from steps as s
    -- Beyond its last observation a curve is unknown, unless everything has reached the stage.
    where s.at_risk_count > 0 or s.ends_at_zero = 1
    union all
    select
        s.cohort_no,
        s.slice_no - 1 as slice_no,
        0 as ends_at_zero,
        s.earlier_at_risk_count as at_risk_count,
        s.earlier_events_so_far as events_so_far,
        s.earlier_log_survival as log_survival,
        s.earlier_greenwood as greenwood
    from steps as s
    where s.slice_no > 1 and coalesce(s.earlier_slice_no, 0) < s.slice_no - 1
)

select
    cast(c.ticket_kind as {{ text }}) as ticket_kind,
    cast(c.stage as {{ text }}) as stage,
    cast(c.ticket_class as {{ text }}) as ticket_class,
    cast(c.period_kind as {{ text }}) as period_kind,
    cast(c.period_start_on as date) as period_start_on,
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.department as {{ text }}) as department,
    cast(g.up_to_minutes / cast(60 as double) as double) as elapsed_hours,
    cast(c.ticket_count as bigint) as ticket_count,
    cast(coalesce(p.at_risk_count, c.ticket_count) as bigint) as at_risk_count,
    cast(coalesce(p.events_so_far, 0) as bigint) as event_count,
    cast(
        case when p.ends_at_zero = 1 then 0 else exp(coalesce(p.log_survival, 0)) end as double
    ) as survival_share,
    cast(
        case
            when p.ends_at_zero = 1 then 0
            else exp({{ log_bound('coalesce(p.log_survival, 0)', 'p.greenwood', '+') }})
        end as double
    ) as low,
    cast(
        case
            when p.ends_at_zero = 0
                then exp({{ log_bound('coalesce(p.log_survival, 0)', 'p.greenwood', '-') }})
        end as double
    ) as high
from points as p
inner join {{ ref('int_turnaround_cohorts') }} as c on p.cohort_no = c.cohort_no
inner join {{ ref('int_turnaround_grid') }} as g
    on c.stage = g.stage and p.slice_no = g.slice_no and g.up_to_minutes is not null
where c.period_kind not in ('week', 'all')
order by
    c.project_name,
    c.period_start_on,
    c.period_kind,
    c.ticket_kind,
    c.stage,
    c.department,
    c.ticket_class,
    g.up_to_minutes
