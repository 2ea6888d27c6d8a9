{%- set text = dbt.type_string() -%}
select
    cast(s.survey_id as {{ text }}) as survey_id,
    cast(s.survey_name as {{ text }}) as survey_name,
    cast(s.project_name as {{ text }}) as project_name,
    cast(s.started_on as date) as started_on,
    cast(s.ended_on as date) as ended_on,
    cast(s.reported_on as date) as reported_on,
    cast(
        s.reported_on is not null
        or coalesce(
            cast({{ add_days('s.ended_on', 1) }} as {{ dbt.type_timestamp() }}) <= build.as_of,
            false
        ) as boolean
    ) as is_closed,
    cast(s.source_file as {{ text }}) as source_file,
    cast(s.source_sheet as {{ text }}) as source_sheet,
    cast(s.source_row as integer) as source_row
from {{ ref('stg_surveys') }} as s
cross join {{ ref('int_build_parameters') }} as build
order by s.started_on, s.survey_id, s.project_name
