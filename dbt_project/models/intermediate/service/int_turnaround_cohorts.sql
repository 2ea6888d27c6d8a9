with period_names as (
    select distinct
        q.period_no,
        q.ticket_kind,
        q.stage,
        q.period_kind,
        q.period_start_on
    from {{ ref('int_ticket_periods') }} as q
),

cell_names as (
    select distinct
        c.cell_no,
        c.project_name,
        c.department,
        c.ticket_class
    from {{ ref('int_ticket_cells') }} as c
),

cohorts as (
    select
        s.cohort_no,
        {{ period_of_cohort('s.cohort_no') }} as period_no,
        {{ cell_of_cohort('s.cohort_no') }} as cell_no,
        sum(s.ticket_count) as ticket_count,
        sum(s.event_count) as event_count,
        min(s.median_hours) as median_hours,
        min(s.median_low_hours) as median_low_hours,
        min(s.median_high_hours) as median_high_hours,
        min(s.p75_hours) as p75_hours,
        min(s.p75_low_hours) as p75_low_hours,
        min(s.p75_high_hours) as p75_high_hours,
        min(s.p90_hours) as p90_hours,
        min(s.p90_low_hours) as p90_low_hours,
        min(s.p90_high_hours) as p90_high_hours
    from {{ ref('int_turnaround_slices') }} as s
    group by s.cohort_no
),

unwaited as (
    {{ cohort_tickets("s.outcome in ('withdrawn', 'not_recorded')") }}
),

left_out as (
    select
        u.cohort_no,
        count(case when u.outcome = 'withdrawn' then 1 end) as withdrawn_count,
        count(case when u.outcome = 'not_recorded' then 1 end) as not_recorded_count
    from unwaited as u
    group by u.cohort_no
)

select
    c.*,
    coalesce(l.withdrawn_count, 0) as withdrawn_count,
    coalesce(l.not_recorded_count, 0) as not_recorded_count,
    q.ticket_kind,
    q.stage,
    q.period_kind,
    q.period_start_on,
    n.project_name,
    n.department,
    n.ticket_class
from cohorts as c
inner join period_names as q on c.period_no = q.period_no
inner join cell_names as n on c.cell_no = n.cell_no
-- Of withdrawn or unrecorded tickets alone nothing can be said: they make no cohort.
left join left_out as l on c.cohort_no = l.cohort_no
