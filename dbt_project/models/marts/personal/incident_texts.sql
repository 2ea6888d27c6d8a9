{%- set text = dbt.type_string() -%}
select
    cast(i.incident_id as {{ text }}) as incident_id,
    cast(i.cause as {{ text }}) as cause
from {{ ref('stg_incident_texts') }} as i
where i.cause is not null
order by i.incident_id
