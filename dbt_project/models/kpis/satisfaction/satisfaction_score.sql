with daily as (
    select
        d.visited_on,
        d.project_name,
        d.department,
        d.answer_count,
        d.unanswered_count,
        d.score_sum,
        d.score_square_sum
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
                'unanswered_count',
                'score_sum',
                'score_square_sum',
            ],
        )
    }}
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'score_sum': 'p.score_sum',
                'score_square_sum': 'p.score_square_sum',
                'answer_count': 'p.answer_count',
                'excluded_count': 'p.unanswered_count',
            },
        )
    }}
)

select
    'satisfaction_score' as kpi_id,
    c.period_kind,
    c.period_start_on,
    c.project_name,
    c.department,
    cast(c.score_sum as decimal(38, 4)) as numerator,
    cast(c.answer_count as decimal(38, 4)) as denominator,
    cast(c.excluded_count as bigint) as excluded_count,
    {{ share('c.score_sum', 'c.answer_count') }} as value,
    {{
        mean_bound('c.answer_count', 'c.score_sum', 'c.score_square_sum', '-', 'greatest', 0)
    }} as low,
    {{
        mean_bound('c.answer_count', 'c.score_sum', 'c.score_square_sum', '+', 'least', 100)
    }} as high
from cube as c
where c.answer_count > 0
