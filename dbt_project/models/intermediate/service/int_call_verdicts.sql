{{ config(materialized='view') }}

with calls as (
    select
        c.*,
        {{ in_force('threshold') }} as threshold,
        {{ in_force('is_inclusive') }} as is_inclusive
    from {{ ref('int_calls') }} as c
    {{ join_rule_in_force("'SV1'", 'c.project_name', 'cast(c.called_at as date)') }}
),

reasoned as (
    select
        c.*,
        case
            when c.ring_count is null and not c.is_ring_count_recorded then 'not_recorded'
            when c.ring_count is null then 'count_not_recorded'
            when {{ reaches('c.threshold', 'c.ring_count', 'c.is_inclusive') }} then 'within_limit'
            else 'over_limit'
        end as reason
    from calls as c
    where c.threshold is not null
)

select
    'SV1' as rule_id,
    'call' as subject_kind,
    r.call_id as subject_id,
    r.project_name,
    r.department,
    r.called_at as started_at,
    w.verdict,
    r.reason,
    r.ring_count as counted_value,
    r.threshold as required_value,
    r.source_file,
    r.source_sheet,
    r.source_row
from reasoned as r
left join {{ ref('verdict_reasons') }} as w on r.reason = w.reason
