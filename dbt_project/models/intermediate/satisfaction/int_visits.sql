-- A grade given by nobody (the visit was not reached) is kept as written and scores nothing.
-- A household that rates by itself was visited by nobody; nor is its rating one of a monthly visit.
with visits as (
    select
        v.*,
        cast(v.visited_at as date) as visited_on,
        coalesce(v.was_reached, v.satisfaction_grade is not null) as is_reached,
        {{ is_self_rating('v') }} as is_self_rating
    from {{ ref('stg_visits') }} as v
),

scored as (
    select
        v.*,
        v.is_reached and (not v.is_self_rating or v.visit_type <> '月度走访') as is_scored
    from visits as v
)

select
    v.project_name,
    coalesce(nullif(trim(s.department), ''), '未注明') as department,
    v.visit_id,
    v.visit_type,
    v.visit_method,
    v.room_name,
    v.staff_id,
    v.ticket_id,
    v.visited_at,
    v.visited_on,
    v.is_reached and not v.is_self_rating as was_reached,
    v.satisfaction_grade,
    case
        when v.is_scored then coalesce(own.satisfaction_score, company.satisfaction_score)
    end as satisfaction_score,
    case
        when v.is_scored then coalesce(own.is_satisfied, company.is_satisfied)
    end as is_satisfied,
    case
        when v.is_scored then coalesce(own.grade_order, company.grade_order) <= 2
    end as is_top2,
    v.is_single_issue,
    v.source_file,
    v.source_sheet,
    v.source_row
from scored as v
left join {{ ref('int_staff_posts') }} as s
    on
        v.staff_id = s.staff_id
        and v.visited_on >= s.in_force_from
        and v.visited_on < s.in_force_before
left join {{ ref('int_satisfaction_scale') }} as own
    on
        v.satisfaction_grade = own.satisfaction_grade
        and v.project_name = own.project_name
        and {{ is_valid_on('own', 'v.visited_on') }}
left join {{ ref('int_satisfaction_scale') }} as company
    on
        v.satisfaction_grade = company.satisfaction_grade
        and company.project_name = '*'
        and {{ is_valid_on('company', 'v.visited_on') }}
