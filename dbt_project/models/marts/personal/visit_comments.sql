{%- set text = dbt.type_string() -%}
select
    cast(v.visit_id as {{ text }}) as visit_id,
    cast(v.comment as {{ text }}) as comment
from {{ ref('stg_visit_comments') }} as v
where v.comment is not null
order by v.visit_id
