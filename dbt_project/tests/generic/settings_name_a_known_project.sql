{# A company's settings hold for '*' or for a project that is registered. #}
{% test settings_name_a_known_project(model) %}
select
    s.project_name,
    s.source_file,
    s.source_sheet,
    s.source_row
from {{ model }} as s
left join {{ ref('stg_projects') }} as p on s.project_name = p.project_name
where s.project_name <> '*' and p.project_name is null
{% endtest %}
