{%- set text = dbt.type_string() -%}
select
    cast(c.call_id as {{ text }}) as call_id,
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.department as {{ text }}) as department,
    cast(c.called_at as {{ dbt.type_timestamp() }}) as called_at,
    cast(c.ring_count as bigint) as ring_count,
    cast(c.answered_by_staff_id as {{ text }}) as answered_by_staff_id,
    cast(c.purpose as {{ text }}) as purpose,
    cast(c.room_name as {{ text }}) as room_name,
    cast(c.source_file as {{ text }}) as source_file,
    cast(c.source_sheet as {{ text }}) as source_sheet,
    cast(c.source_row as integer) as source_row
from {{ ref('int_calls') }} as c
order by c.project_name, c.called_at, c.call_id
