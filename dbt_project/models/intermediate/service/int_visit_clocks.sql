{{ config(materialized='view') }}

-- A single outstanding problem that a visit brought up, and the next visit in person to that
-- room at which somebody was met.
with problems as (
    select
        v.project_name,
        v.department,
        v.visit_id,
        v.room_name,
        v.visited_at,
        v.source_file,
        v.source_sheet,
        v.source_row
    from {{ ref('int_visits') }} as v
    inner join {{ ref('stg_visits') }} as s on v.visit_id = s.visit_id
    where s.is_single_issue
),

answered as (
    select
        p.visit_id,
        min(v.visited_at) as visited_again_at
    from problems as p
    inner join {{ ref('stg_visits') }} as v
        on
            p.project_name = v.project_name
            and p.room_name = v.room_name
            and p.visited_at < v.visited_at
    where v.visit_method = '上门' and coalesce(v.was_reached, true)
    group by p.visit_id
)

{{
    rule_clock('SV30', 'p', "'visit'", 'p.visit_id', {
        'started_at': 'p.visited_at',
        'done_at': 'a.visited_again_at',
        'is_recorded': 'true',
    })
}}
from problems as p
left join answered as a on p.visit_id = a.visit_id
