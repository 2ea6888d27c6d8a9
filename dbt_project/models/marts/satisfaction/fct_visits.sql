{%- set text = dbt.type_string() -%}
select
    cast(v.project_name as {{ text }}) as project_name,
    cast(v.department as {{ text }}) as department,
    cast(v.visit_id as {{ text }}) as visit_id,
    cast(v.visit_type as {{ text }}) as visit_type,
    cast(v.visit_method as {{ text }}) as visit_method,
    cast(v.room_name as {{ text }}) as room_name,
    cast(v.staff_id as {{ text }}) as staff_id,
    cast(v.ticket_id as {{ text }}) as ticket_id,
    cast(v.visited_at as {{ dbt.type_timestamp() }}) as visited_at,
    cast(v.was_reached as boolean) as was_reached,
    cast(v.satisfaction_grade as {{ text }}) as satisfaction_grade,
    cast(case when g.instrument is null then v.satisfaction_score end as double)
        as satisfaction_score,
    cast(v.is_satisfied as boolean) as is_satisfied,
    cast(v.source_file as {{ text }}) as source_file,
    cast(v.source_sheet as {{ text }}) as source_sheet,
    cast(v.source_row as integer) as source_row
from {{ ref('int_visits') }} as v
left join {{ ref('satisfaction_instruments') }} as n on v.visit_type = n.visit_type
left join {{ ref('int_two_grade_registers') }} as g
    on n.instrument = g.instrument and v.project_name = g.project_name
order by v.project_name, v.visited_at, v.visit_id
