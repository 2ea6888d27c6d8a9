{%- set text = dbt.type_string() -%}
select
    cast(a.survey_id as {{ text }}) as survey_id,
    cast(a.project_name as {{ text }}) as project_name,
    cast(a.room_name as {{ text }}) as room_name,
    cast(a.question_id as {{ text }}) as question_id,
    cast(a.service_area as {{ text }}) as service_area,
    cast(a.comment as {{ text }}) as comment
from {{ ref('stg_survey_comments') }} as a
where a.comment is not null
order by a.survey_id, a.project_name, a.room_name, a.question_id
