with daily as (
    select
        s.started_on,
        i.project_name,
        count(case when d.outcome = 'completed' then 1 end) as completed_count,
        count(case when d.is_eligible then 1 end) as eligible_count,
        count(case when not d.is_eligible then 1 end) as ineligible_count
    from {{ ref('stg_survey_invites') }} as i
    inner join {{ ref('stg_surveys') }} as s
        on i.survey_id = s.survey_id and i.project_name = s.project_name
    inner join {{ ref('survey_dispositions') }} as d on i.disposition = d.disposition
    group by s.started_on, i.project_name
),

periods as (
    {{
        kpi_periods(
            'daily',
            'started_on',
            ['project_name', 'completed_count', 'eligible_count', 'ineligible_count'],
        )
    }}
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'numerator': 'p.completed_count',
                'denominator': 'p.eligible_count',
                'excluded_count': 'p.ineligible_count',
            },
            by_department=false,
        )
    }}
)

{{ kpi_share('survey_response_rate', 'cube') }}
