{%- set text = dbt.type_string() -%}
-- What the company states for the actual calculation holds instead of the default.
with own as (
    select
        s.item,
        s.value
    from {{ ref('stg_commission_scenario_settings') }} as s
    inner join {{ ref('commission_reading_values') }} as r
        on s.item = r.reading_id and s.value = r.value
    where s.scenario_id = 'actual'
)

select
    cast(r.reading_id as {{ text }}) as reading_id,
    cast(r.value as {{ text }}) as value,
    cast(r.is_default as boolean) as is_default,
    cast(coalesce(r.value = o.value, r.is_default) as boolean) as is_in_force,
    cast(r.clause as {{ text }}) as clause,
    cast(r.question_zh as {{ text }}) as question_zh,
    cast(r.question_en as {{ text }}) as question_en,
    cast(r.value_zh as {{ text }}) as value_zh,
    cast(r.value_en as {{ text }}) as value_en
from {{ ref('commission_reading_values') }} as r
left join own as o on r.reading_id = o.item
order by r.clause asc, r.reading_id asc, r.is_default desc, r.value asc
