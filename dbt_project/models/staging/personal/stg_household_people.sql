with newest as (
    {{
        newest_rows(
            source('raw', 'households'),
            key=['project_name', 'room_name', 'occupant_name'],
            columns=[
                'phone',
            ],
        )
    }}
)

select
    n.project_name,
    n.room_name,
    n.occupant_name,
    {{ md5_key(['n.project_name', 'n.room_name', 'n.occupant_name']) }} as household_key,
    n.phone,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
