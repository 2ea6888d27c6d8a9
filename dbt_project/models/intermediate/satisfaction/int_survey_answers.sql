-- Graded, and, where the survey lists whom it invited, by an invited household that answered.
with invited_surveys as (
    select distinct
        i.survey_id,
        i.project_name
    from {{ ref('stg_survey_invites') }} as i
)

select
    a.survey_id,
    s.survey_name,
    s.started_on,
    a.project_name,
    coalesce(nullif(trim(r.building_name), ''), '未注明') as building_name,
    a.room_name,
    a.question_id,
    a.question,
    a.service_area,
    a.satisfaction_grade,
    coalesce(own.satisfaction_score, company.satisfaction_score) as satisfaction_score,
    coalesce(own.is_satisfied, company.is_satisfied) as is_satisfied,
    coalesce(own.grade_order, company.grade_order) <= 2 as is_top2,
    coalesce(own.satisfaction_grade, company.satisfaction_grade) is not null
    and (l.survey_id is null or coalesce(d.outcome, '') in ('completed', 'partial'))
        as is_valid,
    i.answered_at,
    a.source_file,
    a.source_sheet,
    a.source_row
from {{ ref('stg_survey_answers') }} as a
inner join {{ ref('stg_surveys') }} as s
    on a.survey_id = s.survey_id and a.project_name = s.project_name
left join invited_surveys as l
    on a.survey_id = l.survey_id and a.project_name = l.project_name
left join {{ ref('stg_survey_invites') }} as i
    on
        a.survey_id = i.survey_id
        and a.project_name = i.project_name
        and a.room_name = i.room_name
left join {{ ref('survey_dispositions') }} as d on i.disposition = d.disposition
left join {{ ref('stg_rooms') }} as r
    on a.project_name = r.project_name and a.room_name = r.room_name
left join {{ ref('int_satisfaction_scale') }} as own
    on
        a.satisfaction_grade = own.satisfaction_grade
        and a.project_name = own.project_name
        and {{ is_valid_on('own', 's.started_on') }}
left join {{ ref('int_satisfaction_scale') }} as company
    on
        a.satisfaction_grade = company.satisfaction_grade
        and company.project_name = '*'
        and {{ is_valid_on('company', 's.started_on') }}
