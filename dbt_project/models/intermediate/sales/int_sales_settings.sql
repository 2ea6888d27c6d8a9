{{ config(materialized='view') }}
{#
    Everything a scenario says about a project's month. The plan is the one in force on the
    month's first day, the project's own before the company's, unless the scenario names one.
#}
with plans as (
    select
        m.project_name,
        m.month,
        coalesce(own.plan_version, company.plan_version) as plan_version
    from {{ ref('int_sales_months') }} as m
    left join {{ ref('int_commission_plans') }} as own
        on m.project_name = own.project_name and {{ is_valid_on('own', 'm.month') }}
    left join {{ ref('int_commission_plans') }} as company
        on company.project_name = '*' and {{ is_valid_on('company', 'm.month') }}
)

select
    p.project_name,
    p.month,
    s.*,
    r.*
from plans as p
cross join {{ ref('int_commission_scenarios') }} as s
left join {{ ref('int_commission_rules') }} as r
    on coalesce(s.fixed_plan_version, p.plan_version) = r.plan_version
