{#
    Kaplan-Meier from receipt to resolution, per cohort (ticket kind, period received, project,
    department) and slice of elapsed time. Open tickets are censored at as_of; withdrawn ones
    stay out. Sorting every cohort's tickets is the one costly step of the service models, so
    cohorts travel through it as three small integers.
#}
with tickets as (
    select
        t.ticket_kind,
        t.project_name,
        t.department,
        cast(t.received_at as date) as received_on,
        coalesce(t.minutes_to_resolve, t.open_minutes) / 60 as elapsed_hours,
        t.status = 'resolved' as is_resolved
    from {{ ref('int_tickets') }} as t
    where t.status <> 'withdrawn'
),

projects as (
    select
        p.project_name,
        row_number() over (order by p.project_name nulls last) as project_no
    from (select distinct t.project_name from tickets as t) as p
),

departments as (
    select
        d.department,
        row_number() over (order by d.department nulls last) as department_no
    from (select distinct t.department from tickets as t) as d
),

-- Weeks are wanted of complaints only, of which a KPI is made.
received_periods as (
    {{ kpi_periods('tickets', 'received_on', ['ticket_kind', 'received_on']) }}
),

periods as (
    select
        r.ticket_kind,
        r.received_on,
        r.period_kind,
        r.period_start_on,
        dense_rank() over (
            order by
                r.ticket_kind nulls last,
                r.period_kind nulls last,
                r.period_start_on nulls last
        ) as period_no
    from (select distinct received_periods.* from received_periods) as r
    where r.ticket_kind = 'complaint' or r.period_kind <> 'week'
),

slices as (
    select
        coalesce(
            lag(g.elapsed_hours) over (order by g.elapsed_hours nulls last), -1
        ) as above_hours,
        g.elapsed_hours
    from {{ ref('turnaround_grid') }} as g
),

scopes as (
    select 0 as is_one_project, 0 as is_one_department
    union all
    select 0 as is_one_project, 1 as is_one_department
    union all
    select 1 as is_one_project, 0 as is_one_department
    union all
    select 1 as is_one_project, 1 as is_one_department
),

-- Number 0 stands for the whole of projects or departments.
cohort_tickets as (
    select
        cast(q.period_no as integer) as period_no,
        cast(p.project_no * s.is_one_project as integer) as project_no,
        cast(d.department_no * s.is_one_department as integer) as department_no,
        t.elapsed_hours,
        t.is_resolved
    from tickets as t
    inner join projects as p on t.project_name = p.project_name
    inner join departments as d on t.department = d.department
    inner join periods as q
        on t.ticket_kind = q.ticket_kind and t.received_on = q.received_on
    cross join scopes as s
),

-- Counted from the longest: of equal times the open ticket still counts as at risk.
at_risk as (
    select
        c.*,
        row_number() over (
            partition by c.period_no, c.project_no, c.department_no
            order by c.elapsed_hours desc nulls last, c.is_resolved nulls last
        ) as at_risk_count
    from cohort_tickets as c
),

-- One resolved ticket at a time; over equal times the factors telescope to (n - d) / n.
steps as (
    select
        a.*,
        case
            when a.is_resolved and a.at_risk_count > 1
                then ln(1 - 1 / cast(a.at_risk_count as double))
        end as log_factor,
        case
            when a.is_resolved and a.at_risk_count > 1
                then 1 / (cast(a.at_risk_count as double) * (a.at_risk_count - 1))
        end as greenwood_term,
        a.is_resolved and a.at_risk_count = 1 as ends_at_zero
    from at_risk as a
),

curves as (
    select
        s.*,
        coalesce(
            sum(s.log_factor) over (
                partition by s.period_no, s.project_no, s.department_no
                order by s.elapsed_hours nulls last
                range between unbounded preceding and current row
            ), 0
        ) as log_survival,
        coalesce(
            sum(s.greenwood_term) over (
                partition by s.period_no, s.project_no, s.department_no
                order by s.elapsed_hours nulls last
                range between unbounded preceding and current row
            ), 0
        ) as greenwood
    from steps as s
),

sliced as (
    select
        c.period_no,
        c.project_no,
        c.department_no,
        g.elapsed_hours,
        count(*) as ticket_count,
        count(case when c.is_resolved then 1 end) as resolved_count,
        coalesce(sum(c.log_factor), 0) as log_factor,
        coalesce(sum(c.greenwood_term), 0) as greenwood_term,
        max(case when c.ends_at_zero then 1 else 0 end) as ends_at_zero,
        min(
            case
                when c.ends_at_zero or exp(c.log_survival) <= {{ half() }} then c.elapsed_hours
            end
        ) as median_hours,
        min(
            case
                when
                    c.ends_at_zero
                    or {{ survival_bound('c.log_survival', 'c.greenwood', '+') }} <= {{ half() }}
                    then c.elapsed_hours
            end
        ) as median_low_hours,
        min(
            case
                when
                    {{ survival_bound('c.log_survival', 'c.greenwood', '-') }} <= {{ half() }}
                    then c.elapsed_hours
            end
        ) as median_high_hours
    from curves as c
    left join slices as g
        on c.elapsed_hours > g.above_hours and c.elapsed_hours <= g.elapsed_hours
    group by c.period_no, c.project_no, c.department_no, g.elapsed_hours
),

period_names as (
    select distinct
        q.period_no,
        q.ticket_kind,
        q.period_kind,
        q.period_start_on
    from periods as q
)

select
    q.ticket_kind,
    q.period_kind,
    q.period_start_on,
    coalesce(p.project_name, 'all') as project_name,
    coalesce(d.department, 'all') as department,
    s.elapsed_hours,
    s.ticket_count,
    s.resolved_count,
    s.log_factor,
    s.greenwood_term,
    s.ends_at_zero,
    s.median_hours,
    s.median_low_hours,
    s.median_high_hours
from sliced as s
inner join period_names as q on s.period_no = q.period_no
left join projects as p on s.project_no = p.project_no
left join departments as d on s.department_no = d.department_no
