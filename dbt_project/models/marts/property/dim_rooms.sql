{%- set text = dbt.type_string() -%}
select
    cast(n.project_name as {{ text }}) as project_name,
    cast(n.room_name as {{ text }}) as room_name,
    cast(r.building_name as {{ text }}) as building_name,
    cast(r.entrance_name as {{ text }}) as entrance_name,
    cast(r.floor_area_sqm as decimal(18, 4)) as floor_area_sqm,
    cast(r.room_use as {{ text }}) as room_use,
    cast(r.occupancy_status as {{ text }}) as occupancy_status,
    cast(r.handed_over_on as date) as handed_over_on,
    cast(r.room_name is not null as boolean) as is_registered
from {{ ref('stg_rooms_named') }} as n
left join {{ ref('stg_rooms') }} as r
    on n.project_name = r.project_name and n.room_name = r.room_name
where n.room_name is not null
order by n.project_name, n.room_name
