select p.project_name from {{ source('raw', 'projects') }} as p
