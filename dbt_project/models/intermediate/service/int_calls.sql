select
    c.call_id,
    c.project_name,
    coalesce(nullif(trim(p.department), ''), '未注明') as department,
    c.called_at,
    c.ring_count,
    c.is_ring_count_recorded,
    c.answered_by_staff_id,
    c.purpose,
    c.room_name,
    c.source_file,
    c.source_sheet,
    c.source_row
from {{ ref('stg_calls') }} as c
left join {{ ref('int_staff_posts') }} as p
    on
        c.answered_by_staff_id = p.staff_id
        and cast(c.called_at as date) >= p.in_force_from
        and cast(c.called_at as date) < p.in_force_before
