{{ config(materialized='view') }}

-- SV7 has two parts, the reply of the day and the weekly word. One part missed is missed; one
-- that cannot be measured leaves the whole unknown; then what is pending waits.
with parts as (
    select
        c.*,
        1 as part_no
    from {{ ref('int_clock_verdicts') }} as c
    where c.rule_id = 'SV7'
    union all
    select
        g.*,
        2 as part_no
    from {{ ref('int_contact_verdicts') }} as g
    where g.rule_id = 'SV7'
),

general as (
    select
        p.*,
        max(p.part_no) over (partition by p.subject_id) as last_part_no,
        row_number() over (
            partition by p.subject_id
            order by
                case p.verdict
                    when 'missed' then 1
                    when 'not_measurable' then 2
                    when 'pending' then 3
                    when 'met' then 4
                    else 5
                end,
                p.due_at nulls last,
                p.part_no
        ) as preference
    from parts as p
)

select
    g.rule_id,
    g.subject_kind,
    g.subject_id,
    g.project_name,
    g.department,
    g.started_at,
    g.due_at,
    g.met_at,
    g.verdict,
    g.reason,
    g.source_file,
    g.source_sheet,
    g.source_row
from general as g
where g.preference = 1 and g.last_part_no = 2
