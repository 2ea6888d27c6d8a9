{%- set text = dbt.type_string() -%}
select
    cast(t.plan_version as {{ text }}) as plan_version,
    cast(t.from_attainment_e4 * cast(0.0001 as decimal(5, 4)) as decimal(9, 4)) as from_attainment,
    cast(t.rate_e7 * cast(0.0000001 as decimal(8, 7)) as decimal(9, 7)) as rate,
    cast(t.clause as {{ text }}) as clause,
    cast(t.source_words as {{ text }}) as source_words,
    cast(t.is_company_setting as boolean) as is_company_setting
from {{ ref('int_commission_tiers') }} as t
order by t.plan_version, t.from_attainment_e4
