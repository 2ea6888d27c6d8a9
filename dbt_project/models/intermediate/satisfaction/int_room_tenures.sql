with asked as (
    select
        v.project_name,
        v.room_name,
        v.visited_on as asked_on
    from {{ ref('int_visits') }} as v
    union
    select
        a.project_name,
        a.room_name,
        a.started_on as asked_on
    from {{ ref('int_survey_answers') }} as a
)

select
    a.project_name,
    a.room_name,
    a.asked_on,
    case
        when count(case when h.tenure = '租户' then 1 end) > 0 then '租户'
        when count(case when h.tenure = '业主' then 1 end) > 0 then '业主'
        else '未注明'
    end as tenure
from asked as a
left join {{ ref('stg_households') }} as h
    on
        a.project_name = h.project_name
        and a.room_name = h.room_name
        and a.asked_on >= h.moved_in_on
        and (h.moved_out_on is null or a.asked_on < h.moved_out_on)
group by a.project_name, a.room_name, a.asked_on
