{%- set text = dbt.type_string() -%}
select
    cast(h.household_key as {{ text }}) as household_key,
    cast(h.project_name as {{ text }}) as project_name,
    cast(h.room_name as {{ text }}) as room_name,
    cast(h.tenure as {{ text }}) as tenure,
    cast(h.moved_in_on as date) as moved_in_on,
    cast(h.moved_out_on as date) as moved_out_on,
    cast(h.phone_hash as {{ text }}) as phone_hash
from {{ ref('stg_households') }} as h
order by h.project_name, h.room_name, h.household_key
