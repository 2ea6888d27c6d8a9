{%- set text = dbt.type_string() -%}
select
    cast(h.household_key as {{ text }}) as household_key,
    cast(h.occupant_name as {{ text }}) as occupant_name,
    cast(h.phone as {{ text }}) as phone
from {{ ref('stg_household_people') }} as h
order by h.project_name, h.room_name, h.household_key
