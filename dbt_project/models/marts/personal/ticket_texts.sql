{%- set text = dbt.type_string() -%}
select
    cast(c.complaint_id as {{ text }}) as ticket_id,
    cast('complaint' as {{ text }}) as ticket_kind,
    cast(c.complainant_name as {{ text }}) as complainant_name,
    cast(c.phone as {{ text }}) as phone,
    cast(c.content as {{ text }}) as content,
    cast(c.resolution as {{ text }}) as resolution,
    cast(c.penalty as {{ text }}) as penalty
from {{ ref('stg_complaint_texts') }} as c
order by c.complaint_id
