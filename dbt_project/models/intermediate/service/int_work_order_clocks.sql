{{ config(materialized='view') }}

-- Clocks that start when a work order is opened.
{{
    rule_clock('SV9', 't', 't.ticket_kind', 't.ticket_id', {
        'started_at': 't.received_at',
        'done_at': 't.first_replied_at',
        'is_recorded': 't.is_first_reply_recorded',
        'closed_at': 't.resolved_at',
        'withdrawn_at': 't.withdrawn_at',
    })
}}
from {{ ref('int_tickets') }} as t
where t.ticket_kind = 'work_order'
union all
{{
    rule_clock('SV10', 't', 't.ticket_kind', 't.ticket_id', {
        'started_at': 't.received_at',
        'done_at': 't.resolved_at',
        'is_recorded': 't.is_completion_recorded',
        'withdrawn_at': 't.withdrawn_at',
    })
}}
from {{ ref('int_tickets') }} as t
where t.ticket_kind = 'work_order' and t.ticket_class in ('报修', '家政')
union all
-- A repair without a room is one of a public facility, where the register has rooms at all.
{{
    rule_clock('SV28', 't', 't.ticket_kind', 't.ticket_id', {
        'started_at': 't.received_at',
        'done_at': 't.resolved_at',
        'is_recorded': 't.is_completion_recorded',
        'withdrawn_at': 't.withdrawn_at',
    })
}}
from {{ ref('int_tickets') }} as t
where
    t.ticket_kind = 'work_order'
    and t.ticket_class = '报修'
    and t.is_room_recorded
    and nullif(trim(t.room_name), '') is null
