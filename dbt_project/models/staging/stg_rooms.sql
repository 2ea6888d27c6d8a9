with newest as (
    {{
        newest_rows(
            source('raw', 'rooms'),
            key=['project_name', 'room_name'],
            columns=[
                'building_name',
                'entrance_name',
                'floor_area_sqm',
                'room_use',
                'occupancy_status',
                'handed_over_on',
            ],
        )
    }}
)

select
    n.project_name,
    n.room_name,
    n.building_name,
    n.entrance_name,
    n.floor_area_sqm,
    n.room_use,
    n.occupancy_status,
    n.handed_over_on,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
