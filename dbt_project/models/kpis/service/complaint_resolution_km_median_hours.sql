with period_names as (
    select distinct
        q.period_no,
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

cohorts as (
    select
        q.period_kind,
        q.period_start_on,
        c.project_name,
        c.department,
        m.resolved_count,
        m.ticket_count,
        m.median_hours,
        m.median_low_hours,
        m.median_high_hours
    from {{ ref('int_complaint_medians') }} as m
    inner join period_names as q on m.period_no = q.period_no
    inner join cell_names as c on m.cell_no = c.cell_no
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
    cast(c.resolved_count as decimal(38, 4)) as numerator,
    cast(c.ticket_count as decimal(38, 4)) as denominator,
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
