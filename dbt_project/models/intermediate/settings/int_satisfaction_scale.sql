with defaults as (
    select
        d.satisfaction_grade,
        d.project_name,
        d.valid_from,
        d.valid_to,
        d.satisfaction_score,
        d.is_satisfied,
        d.grade_order
    from {{ ref('satisfaction_scale') }} as d
),

settings as (
    select
        s.satisfaction_grade,
        s.project_name,
        s.valid_from,
        s.valid_to,
        s.satisfaction_score,
        s.is_satisfied,
        d.grade_order
    from {{ ref('stg_scale_settings') }} as s
    inner join defaults as d
        on s.satisfaction_grade = d.satisfaction_grade and d.project_name = '*'
),

scale as (
    {{
        settings_over_defaults(
            'defaults',
            'settings',
            key=['satisfaction_grade', 'project_name'],
            values=['satisfaction_score', 'is_satisfied', 'grade_order'],
        )
    }}
)

select
    s.satisfaction_grade,
    s.project_name,
    s.valid_from,
    s.valid_to,
    s.satisfaction_score,
    s.is_satisfied,
    s.grade_order,
    s.is_company_setting
from scale as s
