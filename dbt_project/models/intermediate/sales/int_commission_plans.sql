with defaults as (
    select
        '*' as project_name,
        p.valid_from,
        p.valid_to,
        p.plan_version
    from {{ ref('commission_plans') }} as p
),

settings as (
    select
        s.project_name,
        s.valid_from,
        s.valid_to,
        s.plan_version
    from {{ ref('stg_commission_plan_settings') }} as s
),

plans as (
    {{
        settings_over_defaults(
            'defaults',
            'settings',
            key=['project_name'],
            values=['plan_version'],
        )
    }}
)

select
    p.project_name,
    p.valid_from,
    p.valid_to,
    p.plan_version,
    p.is_company_setting
from plans as p
