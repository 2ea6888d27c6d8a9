{%- set text = dbt.type_string() -%}
select
    cast(s.scenario_id as {{ text }}) as scenario_id,
    cast(s.name_zh as {{ text }}) as name_zh,
    cast(s.name_en as {{ text }}) as name_en,
    cast(s.is_company_setting as boolean) as is_company_setting,
    cast(s.differs as {{ text }}) as differs
from {{ ref('int_commission_scenarios') }} as s
order by s.scenario_id
