{{ config(materialized='view') }}

-- A contact names its ticket by number alone; of a number that both registers use, the complaint.
with numbers as (
    select
        t.ticket_id,
        min(t.ticket_kind) as ticket_kind
    from {{ ref('int_tickets') }} as t
    where t.ticket_kind in ('complaint', 'work_order')
    group by t.ticket_id
)

select
    c.contact_id,
    t.ticket_kind,
    t.ticket_id,
    t.project_name,
    t.department,
    c.contacted_at,
    c.contact_method,
    c.staff_id,
    c.source_file,
    c.source_sheet,
    c.source_row
from {{ ref('stg_contacts') }} as c
inner join numbers as n on c.ticket_id = n.ticket_id
inner join {{ ref('int_tickets') }} as t
    on n.ticket_id = t.ticket_id and n.ticket_kind = t.ticket_kind
