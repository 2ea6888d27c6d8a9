{%- set text = dbt.type_string() -%}
{%- set moment = dbt.type_timestamp() -%}
select
    cast(w.project_name as {{ text }}) as project_name,
    cast(w.department as {{ text }}) as department,
    cast(w.ticket_kind as {{ text }}) as ticket_kind,
    cast(w.ticket_id as {{ text }}) as ticket_id,
    cast(w.room_name as {{ text }}) as room_name,
    cast(w.received_at as {{ moment }}) as received_at,
    cast(w.last_contact_at as {{ moment }}) as last_contact_at,
    cast(case when w.is_open then w.next_due_at end as {{ moment }}) as next_contact_due_at,
    cast(w.longest_gap_days as double) as longest_gap_days,
    cast(w.contact_count as bigint) as contact_count,
    cast(w.is_open as boolean) as is_open,
    cast(coalesce(w.is_open and w.next_due_at < build.as_of, false) as boolean) as is_overdue,
    cast(w.source_file as {{ text }}) as source_file,
    cast(w.source_sheet as {{ text }}) as source_sheet,
    cast(w.source_row as integer) as source_row
from {{ ref('int_weekly_contacts') }} as w
cross join {{ ref('int_build_parameters') }} as build
-- A complaint that was over before its first word was due asks for none.
where w.is_open or w.ended_at > w.first_due_at
order by w.project_name, w.received_at, w.ticket_id
