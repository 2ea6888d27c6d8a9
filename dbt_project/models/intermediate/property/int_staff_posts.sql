-- The first known post also answers for the time before it.
with posts as (
    select
        s.staff_id,
        s.department,
        s.post,
        s.project_name,
        s.manager_staff_id,
        s.hired_on,
        s.confirmed_on,
        s.left_on,
        s.leaving_approved,
        s.effective_on,
        coalesce(s.effective_on, s.hired_on, cast('1900-01-01' as date)) as known_from
    from {{ ref('stg_staff') }} as s
),

spans as (
    select
        p.*,
        row_number() over (
            partition by p.staff_id
            order by p.known_from nulls last, p.effective_on nulls first
        ) as post_number,
        lead(p.known_from) over (
            partition by p.staff_id
            order by p.known_from nulls last, p.effective_on nulls first
        ) as replaced_on
    from posts as p
)

select
    s.staff_id,
    s.department,
    s.post,
    s.project_name,
    s.manager_staff_id,
    s.hired_on,
    s.confirmed_on,
    s.left_on,
    s.leaving_approved,
    s.effective_on,
    case when s.post_number = 1 then cast('1900-01-01' as date) else s.known_from end
        as in_force_from,
    coalesce(s.replaced_on, cast('9999-12-31' as date)) as in_force_before
from spans as s
