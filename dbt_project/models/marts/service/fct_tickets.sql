{%- set text = dbt.type_string() -%}
{%- set moment = dbt.type_timestamp() -%}
select
    cast(t.project_name as {{ text }}) as project_name,
    cast(t.department as {{ text }}) as department,
    cast(t.ticket_id as {{ text }}) as ticket_id,
    cast(t.ticket_kind as {{ text }}) as ticket_kind,
    cast(t.ticket_class as {{ text }}) as ticket_class,
    cast(t.room_name as {{ text }}) as room_name,
    cast(t.channel as {{ text }}) as channel,
    cast(t.is_important as boolean) as is_important,
    cast(t.urgency as {{ text }}) as urgency,
    cast(t.service_item as {{ text }}) as service_item,
    cast(t.handler_staff_id as {{ text }}) as handler_staff_id,
    cast(t.received_at as {{ moment }}) as received_at,
    cast(t.dispatched_at as {{ moment }}) as dispatched_at,
    cast(t.arrived_at as {{ moment }}) as arrived_at,
    cast(t.first_replied_at as {{ moment }}) as first_replied_at,
    cast(t.promised_at as {{ moment }}) as promised_at,
    cast(t.resolved_at as {{ moment }}) as resolved_at,
    cast(t.followed_up_at as {{ moment }}) as followed_up_at,
    cast(t.withdrawn_at as {{ moment }}) as withdrawn_at,
    cast(t.reopened_count as bigint) as reopened_count,
    cast(t.status as {{ text }}) as status,
    cast(t.is_open as boolean) as is_open,
    cast(t.minutes_to_dispatch as double) as minutes_to_dispatch,
    cast(t.minutes_to_first_reply as double) as minutes_to_first_reply,
    cast(t.minutes_to_resolve as double) as minutes_to_resolve,
    cast(t.open_minutes as double) as open_minutes,
    cast(t.source_file as {{ text }}) as source_file,
    cast(t.source_sheet as {{ text }}) as source_sheet,
    cast(t.source_row as integer) as source_row
from {{ ref('int_tickets') }} as t
order by t.project_name, t.received_at, t.ticket_kind, t.ticket_id
