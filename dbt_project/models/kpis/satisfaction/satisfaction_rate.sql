with daily as (
    select
        d.visited_on,
        d.project_name,
        d.department,
        d.answer_count,
        d.satisfied_count,
        d.unanswered_count
    from {{ ref('int_monthly_visits_daily') }} as d
),

periods as (
    {{
        kpi_periods(
            'daily',
            'visited_on',
            [
                'project_name',
                'department',
                'answer_count',
                'satisfied_count',
                'unanswered_count',
            ],
        )
    }}
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'numerator': 'p.satisfied_count',
                'denominator': 'p.answer_count',
                'excluded_count': 'p.unanswered_count',
            },
        )
    }}
)

{{ kpi_share('satisfaction_rate', 'cube') }}
