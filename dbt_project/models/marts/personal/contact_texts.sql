{%- set text = dbt.type_string() -%}
select
    cast(c.contact_id as {{ text }}) as contact_id,
    cast(c.content as {{ text }}) as content
from {{ ref('stg_contact_texts') }} as c
where c.content is not null
order by c.contact_id
