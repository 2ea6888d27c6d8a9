{{ config(materialized='view') }}

-- Clocks that start when a complaint comes in. The reply clock of SV7 runs for every complaint;
-- only general ones are judged by it.
{%- set reply = {
    'started_at': 't.received_at',
    'done_at': 't.first_replied_at',
    'is_recorded': 't.is_first_reply_recorded',
    'closed_at': 't.resolved_at',
    'withdrawn_at': 't.withdrawn_at',
} %}
{{
    rule_clock('SV2', 't', 't.ticket_kind', 't.ticket_id', {
        'started_at': 't.received_at',
        'done_at': 't.dispatched_at',
        'is_recorded': 't.is_dispatch_recorded',
        'closed_at': 't.resolved_at',
        'withdrawn_at': 't.withdrawn_at',
    })
}}
from {{ ref('int_tickets') }} as t
where t.ticket_kind = 'complaint'
union all
-- The promise to be on the spot is about emergencies, whichever register holds them.
{{
    rule_clock('SV4', 't', 't.ticket_kind', 't.ticket_id', {
        'started_at': 't.received_at',
        'notified_at': 't.notified_at',
        'done_at': 't.arrived_at',
        'is_recorded': 't.is_arrival_recorded',
        'closed_at': 't.resolved_at',
        'withdrawn_at': 't.withdrawn_at',
    })
}}
from {{ ref('int_tickets') }} as t
where
    t.ticket_kind = 'incident' or (t.ticket_kind = 'complaint' and t.ticket_class = '紧急')
union all
-- The form is filed in time and, once the time is over, approved.
{{
    rule_clock('SV4F', 't', 't.ticket_kind', 't.ticket_id', {
        'started_at': 't.received_at',
        'done_at': 't.form_filed_at',
        'is_recorded': 't.is_form_recorded',
        'condition_reason': "case when t.approved_at is not null then null"
            ~ " when not t.is_approval_recorded then 'not_recorded' else 'not_approved' end",
    })
}}
from {{ ref('int_tickets') }} as t
where t.ticket_kind = 'incident'
union all
-- A written answer, else the first one; an important complaint has the head for it.
{{
    rule_clock('SV5', 't', 't.ticket_kind', 't.ticket_id', {
        'limit_id': "case when t.is_important then 'SV5I' end",
        'started_at': 't.received_at',
        'done_at': 'coalesce(t.written_reply_at, t.first_replied_at)',
        'is_recorded': 't.is_written_reply_recorded or t.is_first_reply_recorded',
        'closed_at': 't.resolved_at',
        'withdrawn_at': 't.withdrawn_at',
        'condition_reason': "case when not coalesce(t.is_important, false) or h.is_replier_head"
            ~ " then null when h.is_replier_head is null then 'person_not_recorded'"
            ~ " else 'not_by_head' end",
    })
}}
from {{ ref('int_tickets') }} as t
left join {{ ref('int_complaint_heads') }} as h on t.ticket_id = h.ticket_id
where t.ticket_kind = 'complaint' and (t.ticket_class = '书面' or t.channel = '书面')
union all
-- Who answered counts where the register says so.
{{
    rule_clock('SV6', 't', 't.ticket_kind', 't.ticket_id', dict(reply, **{
        'condition_reason': "case when not h.is_replier_head then 'not_by_head' end",
    }))
}}
from {{ ref('int_tickets') }} as t
left join {{ ref('int_complaint_heads') }} as h on t.ticket_id = h.ticket_id
where t.ticket_kind = 'complaint' and t.ticket_class = '服务态度'
union all
{{ rule_clock('SV7', 't', 't.ticket_kind', 't.ticket_id', reply) }}
from {{ ref('int_tickets') }} as t
where t.ticket_kind = 'complaint'
union all
-- Not solved the day it came: a time must have been promised, whenever it was written down.
{{
    rule_clock('SV29', 't', 't.ticket_kind', 't.ticket_id', {
        'started_at': 't.received_at',
        'is_recorded': 't.is_promise_recorded',
        'withdrawn_at': 't.withdrawn_at',
        'fulfilled_reason': "case when t.promised_at is not null then 'promised' end",
        'missed_reason': "'no_promised_time'",
    })
}}
from {{ ref('int_tickets') }} as t
where
    t.ticket_kind = 'complaint'
    and (
        t.resolved_at is null
        or cast(t.resolved_at as date) > cast(t.received_at as date)
    )
union all
-- A promise of a mere day holds until the end of that day.
{{
    rule_clock('SV29K', 't', 't.ticket_kind', 't.ticket_id', {
        'started_at': 't.received_at',
        'due_from_at': 'case when t.promised_at = cast(cast(t.promised_at as date) as '
            ~ dbt.type_timestamp() ~ ') then ' ~ end_of_day('cast(t.promised_at as date)')
            ~ ' else t.promised_at end',
        'done_at': 't.resolved_at',
        'withdrawn_at': 't.withdrawn_at',
        'is_reopened': 'coalesce(t.reopened_count, 0) > 0',
    })
}}
from {{ ref('int_tickets') }} as t
where t.ticket_kind = 'complaint' and t.promised_at is not null
union all
{{
    rule_clock('SV31', 't', 't.ticket_kind', 't.ticket_id', dict(reply, **{
        'fulfilled_reason': "case when h.is_replier_head or h.is_handler_head"
            ~ " then 'reported_to_head' end",
    }))
}}
from {{ ref('int_tickets') }} as t
left join {{ ref('int_complaint_heads') }} as h on t.ticket_id = h.ticket_id
where t.ticket_kind = 'complaint' and t.channel = '缴费现场'
