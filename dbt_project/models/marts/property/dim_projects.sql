{%- set text = dbt.type_string() -%}
select
    cast(n.project_name as {{ text }}) as project_name,
    cast(p.city as {{ text }}) as city,
    cast(p.project_type as {{ text }}) as project_type,
    cast(p.household_count as bigint) as household_count,
    cast(p.opened_on as date) as opened_on,
    cast(p.project_name is not null as boolean) as is_registered
from (select distinct r.project_name from {{ ref('stg_rooms_named') }} as r) as n
left join {{ ref('stg_projects') }} as p on n.project_name = p.project_name
order by n.project_name
