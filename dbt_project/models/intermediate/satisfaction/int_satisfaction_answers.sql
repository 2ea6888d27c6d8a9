with visits as (
    select
        n.instrument,
        cast(null as {{ dbt.type_string() }}) as survey_id,
        v.project_name,
        v.department,
        v.room_name,
        v.visit_method,
        v.visit_type,
        cast(null as {{ dbt.type_string() }}) as service_area,
        v.visited_on as answered_on,
        v.satisfaction_score,
        v.is_satisfied,
        v.is_top2,
        v.visit_id as answer_id
    from {{ ref('int_visits') }} as v
    inner join {{ ref('satisfaction_instruments') }} as n on v.visit_type = n.visit_type
    where v.is_satisfied is not null
),

survey_answers as (
    select
        'survey' as instrument,
        a.survey_id,
        a.project_name,
        'all' as department,
        a.room_name,
        cast(null as {{ dbt.type_string() }}) as visit_method,
        cast(null as {{ dbt.type_string() }}) as visit_type,
        a.service_area,
        a.started_on as answered_on,
        a.satisfaction_score,
        a.is_satisfied,
        a.is_top2,
        a.question_id as answer_id
    from {{ ref('int_survey_answers') }} as a
    where a.is_valid
),

answers as (
    select v.*
    from visits as v
    union all
    select s.*
    from survey_answers as s
),

surveys as (
    select
        a.survey_id,
        a.project_name,
        max(case when a.service_area = '总体' then 1 else 0 end) = 1 as has_overall_question
    from survey_answers as a
    group by a.survey_id, a.project_name
)

select
    a.instrument,
    a.survey_id,
    a.project_name,
    a.department,
    a.room_name,
    coalesce(nullif(trim(m.building_name), ''), '未注明') as building_name,
    coalesce(t.tenure, '未注明') as tenure,
    a.visit_method,
    a.visit_type,
    a.service_area,
    a.answered_on,
    case when g.instrument is null then a.satisfaction_score end as satisfaction_score,
    a.is_satisfied,
    a.is_top2,
    a.instrument <> 'survey' or a.service_area = '总体' or not s.has_overall_question
        as is_overall,
    coalesce(s.has_overall_question, false) as has_overall_question,
    a.answer_id
from answers as a
left join surveys as s on a.survey_id = s.survey_id and a.project_name = s.project_name
left join {{ ref('int_two_grade_registers') }} as g
    on {{ same_key('a', 'g', ['instrument', 'survey_id', 'project_name']) }}
left join {{ ref('stg_rooms') }} as m
    on a.project_name = m.project_name and a.room_name = m.room_name
left join {{ ref('int_room_tenures') }} as t
    on
        a.project_name = t.project_name
        and a.room_name = t.room_name
        and a.answered_on = t.asked_on
