-- Only where a rule asks who did it: written ones, those about an attitude, those at the payment
-- desk.
select
    t.ticket_id,
    {{ is_head('replier_') }} as is_replier_head,
    {{ is_head('handler_') }} as is_handler_head
from {{ ref('int_tickets') }} as t
{{
    join_posts(
        't.replied_by_staff_id',
        't.project_name',
        'cast(coalesce(t.written_reply_at, t.first_replied_at, t.received_at) as date)',
        'replier_',
    )
}}
{{ join_posts('t.handler_staff_id', 't.project_name', 'cast(t.received_at as date)', 'handler_') }}
where
    t.ticket_kind = 'complaint'
    and (t.ticket_class in ('书面', '服务态度') or t.channel in ('书面', '缴费现场'))
