{%- set text = dbt.type_string() -%}
select
    cast(r.reason as {{ text }}) as reason,
    cast(r.verdict as {{ text }}) as verdict,
    cast(r.words_zh as {{ text }}) as words_zh,
    cast(r.words_en as {{ text }}) as words_en
from {{ ref('verdict_reasons') }} as r
order by r.reason
