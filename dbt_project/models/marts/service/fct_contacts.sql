{%- set text = dbt.type_string() -%}
select
    cast(c.contact_id as {{ text }}) as contact_id,
    cast(c.ticket_kind as {{ text }}) as ticket_kind,
    cast(c.ticket_id as {{ text }}) as ticket_id,
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.department as {{ text }}) as department,
    cast(c.contacted_at as {{ dbt.type_timestamp() }}) as contacted_at,
    cast(c.contact_method as {{ text }}) as contact_method,
    cast(c.staff_id as {{ text }}) as staff_id,
    cast(c.source_file as {{ text }}) as source_file,
    cast(c.source_sheet as {{ text }}) as source_sheet,
    cast(c.source_row as integer) as source_row
from {{ ref('int_ticket_contacts') }} as c
order by c.project_name, c.contacted_at, c.contact_id
