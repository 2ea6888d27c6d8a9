{{ config(materialized='view') }}

-- Without any register of contacts a gap may be one of the register only.
with registers as (
    select count(c.contact_id) > 0 as has_contacts
    from {{ ref('stg_contacts') }} as c
),

reasoned as (
    select
        w.*,
        case
            when w.first_broken_due_at is not null and not r.has_contacts
                then 'contacts_not_recorded'
            when w.first_broken_due_at is not null then 'contact_gap'
            when w.withdrawn_at is not null and w.contact_count = 0 then 'withdrawn_before_due'
            when w.ended_at is not null then 'contacted_weekly'
            else 'contact_so_far'
        end as reason
    from {{ ref('int_weekly_contacts') }} as w
    cross join registers as r
)

select
    r.rule_id,
    r.ticket_kind as subject_kind,
    r.ticket_id as subject_id,
    r.project_name,
    r.department,
    r.received_at as started_at,
    coalesce(r.first_broken_due_at, r.next_due_at) as due_at,
    r.ended_at as met_at,
    w.verdict,
    r.reason,
    r.source_file,
    r.source_sheet,
    r.source_row
from reasoned as r
left join {{ ref('verdict_reasons') }} as w on r.reason = w.reason
