{{ config(materialized='view') }}

-- A clock that rule `rule_id` starts for a subject: when it started, what stops it, and what
-- ends the subject without it. `is_recorded` is false when the subject's register has no
-- column for what stops the clock, so that its absence says nothing.
select
    'SV2' as rule_id,
    t.ticket_kind as subject_kind,
    t.ticket_id as subject_id,
    t.project_name,
    t.department,
    t.received_at as started_at,
    t.dispatched_at as done_at,
    t.is_dispatch_recorded as is_recorded,
    t.resolved_at as closed_at,
    t.withdrawn_at,
    t.source_file,
    t.source_sheet,
    t.source_row
from {{ ref('int_tickets') }} as t
where t.ticket_kind = 'complaint'
union all
select
    'SV10' as rule_id,
    t.ticket_kind as subject_kind,
    t.ticket_id as subject_id,
    t.project_name,
    t.department,
    t.received_at as started_at,
    t.resolved_at as done_at,
    t.is_completion_recorded as is_recorded,
    t.resolved_at as closed_at,
    t.withdrawn_at,
    t.source_file,
    t.source_sheet,
    t.source_row
from {{ ref('int_tickets') }} as t
where t.ticket_kind = 'work_order' and t.ticket_class in ('报修', '家政')
