{%- set text = dbt.type_string() -%}
select
    cast(i.survey_id as {{ text }}) as survey_id,
    cast(i.project_name as {{ text }}) as project_name,
    cast(i.room_name as {{ text }}) as room_name,
    cast(h.building_name as {{ text }}) as building_name,
    cast(i.disposition as {{ text }}) as disposition,
    cast(i.mode as {{ text }}) as mode,
    cast(i.answered_at as {{ dbt.type_timestamp() }}) as answered_at,
    cast(h.tenure as {{ text }}) as tenure,
    cast(h.has_arrears as boolean) as has_arrears,
    cast(h.had_complaint as boolean) as had_complaint,
    cast(h.is_eligible as boolean) as is_eligible,
    cast(h.is_respondent as boolean) as is_respondent,
    cast(i.source_file as {{ text }}) as source_file,
    cast(i.source_sheet as {{ text }}) as source_sheet,
    cast(i.source_row as integer) as source_row
from {{ ref('stg_survey_invites') }} as i
inner join {{ ref('survey_households') }} as h
    on
        i.survey_id = h.survey_id
        and i.project_name = h.project_name
        and i.room_name = h.room_name
order by i.survey_id, i.project_name, i.room_name
