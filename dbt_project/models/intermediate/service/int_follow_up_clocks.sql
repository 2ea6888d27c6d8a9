{{ config(materialized='view') }}

-- Clocks that start when a ticket is closed.
{%- set follow_up = {
    'started_at': 'f.resolved_at',
    'done_at': 'f.first_done_at',
    'is_recorded': 'f.is_recorded',
    'withdrawn_at': 'f.withdrawn_at',
} %}
{{ rule_clock('SV3', 'f', 'f.ticket_kind', 'f.ticket_id', follow_up) }}
from {{ ref('int_ticket_follow_ups') }} as f
where f.ticket_kind = 'complaint'
union all
-- An important complaint is followed up once the head has done it.
{{
    rule_clock('SV13', 'f', 'f.ticket_kind', 'f.ticket_id', dict(follow_up, **{
        'done_at': 'case when f.is_important then coalesce(f.first_done_by_head_at,'
            ~ ' f.first_done_at) else f.first_done_at end',
        'condition_reason': "case when not coalesce(f.is_important, false)"
            ~ " or f.first_done_by_head_at is not null then null"
            ~ " when f.has_unknown_person then 'person_not_recorded' else 'not_by_head' end",
    }))
}}
from {{ ref('int_ticket_follow_ups') }} as f
where f.ticket_kind = 'complaint'
union all
{{ rule_clock('SV14', 'f', 'f.ticket_kind', 'f.ticket_id', follow_up) }}
from {{ ref('int_ticket_follow_ups') }} as f
where f.ticket_kind = 'work_order'
union all
-- A paid service ends with the visit after it, and its quote was accepted before it was done.
{{
    rule_clock('SV23', 'f', 'f.ticket_kind', 'f.ticket_id', dict(follow_up, **{
        'condition_reason': "case when not t.is_quote_acceptance_recorded"
            ~ " and t.quote_accepted_at is null then 'not_recorded' end",
        'broken_reason': "case when t.quote_accepted_at > t.resolved_at"
            ~ " or (t.quote_accepted_at is null and t.is_quote_acceptance_recorded)"
            ~ " then 'done_before_quote_accepted' end",
    }))
}}
from {{ ref('int_ticket_follow_ups') }} as f
inner join {{ ref('int_tickets') }} as t
    on f.ticket_kind = t.ticket_kind and f.ticket_id = t.ticket_id
where f.ticket_kind = 'work_order' and f.ticket_class = '有偿服务'
