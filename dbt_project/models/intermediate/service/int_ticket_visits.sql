{{ config(materialized='view') }}

-- Return visits that name a ticket. A number may occur in both registers: a visit after a work
-- order is none after a complaint. A rating that the household gave by itself is no contact.
select
    t.ticket_kind,
    t.ticket_id,
    t.project_name,
    t.department,
    v.visit_id,
    v.visited_at,
    v.visit_method,
    not {{ is_self_rating('v') }} as is_contact,
    v.staff_id,
    v.source_file,
    v.source_sheet,
    v.source_row
from {{ ref('stg_visits') }} as v
inner join {{ ref('int_tickets') }} as t
    on
        v.ticket_id = t.ticket_id
        and (
            (t.ticket_kind = 'complaint' and v.visit_type <> '工单')
            or (t.ticket_kind = 'work_order' and v.visit_type <> '投诉')
        )
