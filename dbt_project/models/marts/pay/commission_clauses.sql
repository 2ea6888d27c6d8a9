{%- set text = dbt.type_string() -%}
select
    cast(c.clause as {{ text }}) as clause,
    cast(c.title_zh as {{ text }}) as title_zh,
    cast(c.title_en as {{ text }}) as title_en,
    cast(c.words_zh as {{ text }}) as words_zh,
    cast(c.words_en as {{ text }}) as words_en
from {{ ref('commission_clause_words') }} as c
order by c.clause
