{%- set text = dbt.type_string() -%}
select
    cast(t.plan_version as {{ text }}) as plan_version,
    cast(t.term as {{ text }}) as term,
    cast(t.value as decimal(18, 7)) as value,
    cast(t.unit as {{ text }}) as unit,
    cast(t.clause as {{ text }}) as clause,
    cast(t.source_words as {{ text }}) as source_words,
    cast(t.is_company_setting as boolean) as is_company_setting
from {{ ref('int_commission_terms') }} as t
order by t.plan_version, t.clause, t.term
