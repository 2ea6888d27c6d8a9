with daily as (
    select
        cast(t.received_at as date) as received_on,
        t.project_name,
        t.department,
        count(case when r.is_repeat then 1 end) as repeat_count,
        count(r.ticket_id) as complaint_count,
        count(*) - count(r.ticket_id) as roomless_count
    from {{ ref('int_tickets') }} as t
    left join {{ ref('int_repeat_complaints') }} as r on t.ticket_id = r.ticket_id
    where t.ticket_kind = 'complaint'
    group by cast(t.received_at as date), t.project_name, t.department
),

periods as (
    {{
        kpi_periods(
            'daily',
            'received_on',
            [
                'project_name',
                'department',
                'repeat_count',
                'complaint_count',
                'roomless_count',
            ],
        )
    }}
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'numerator': 'p.repeat_count',
                'denominator': 'p.complaint_count',
                'excluded_count': 'p.roomless_count',
            },
        )
    }}
)

{{ kpi_share('complaint_repeat_rate', 'cube') }}
