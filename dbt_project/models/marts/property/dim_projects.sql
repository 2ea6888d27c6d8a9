select cast(p.project_name as {{ dbt.type_string() }}) as project_name from {{ ref('stg_projects') }} as p
