{{ config(materialized='view') }}

-- A problem is common from so many households on (SV15K). How many there were may be unknown;
-- then it was common enough to be posted.
with notices as (
    select
        n.*,
        {{ in_force('threshold') }} as required_count
    from {{ ref('stg_notices') }} as n
    {{ join_rule_in_force("'SV15K'", 'n.project_name', 'cast(n.posted_at as date)') }}
)

{{
    rule_clock('SV15', 'n', "'notice'", 'n.notice_id', {
        'department': "'all'",
        'started_at': 'coalesce(n.first_raised_at, n.posted_at)',
        'done_at': 'n.posted_at',
        'is_recorded': 'true',
        'condition_reason': "case when n.household_count is null then 'count_not_recorded' end",
        'broken_reason': "case when n.first_raised_at is null then 'start_not_recorded' end",
    })
}}
from notices as n
where n.household_count is null or n.household_count >= n.required_count
