{%- set text = dbt.type_string() -%}
select
    cast(a.survey_id as {{ text }}) as survey_id,
    cast(a.survey_name as {{ text }}) as survey_name,
    cast(a.started_on as date) as started_on,
    cast(a.project_name as {{ text }}) as project_name,
    cast(a.building_name as {{ text }}) as building_name,
    cast(a.room_name as {{ text }}) as room_name,
    cast(a.question_id as {{ text }}) as question_id,
    cast(a.question as {{ text }}) as question,
    cast(a.service_area as {{ text }}) as service_area,
    cast(a.satisfaction_grade as {{ text }}) as satisfaction_grade,
    cast(case when g.instrument is null then a.satisfaction_score end as double)
        as satisfaction_score,
    cast(a.is_satisfied as boolean) as is_satisfied,
    cast(a.is_top2 as boolean) as is_top2,
    cast(a.is_valid as boolean) as is_valid,
    cast(a.source_file as {{ text }}) as source_file,
    cast(a.source_sheet as {{ text }}) as source_sheet,
    cast(a.source_row as integer) as source_row
from {{ ref('int_survey_answers') }} as a
left join {{ ref('int_two_grade_registers') }} as g
    on
        g.instrument = 'survey'
        and a.survey_id = g.survey_id
        and a.project_name = g.project_name
order by a.started_on, a.survey_id, a.project_name, a.room_name, a.question_id
