with newest as (
    {{
        newest_rows(
            source('raw', 'households'),
            key=['project_name', 'room_name', 'occupant_name'],
            columns=[
                'phone',
                'tenure',
                'moved_in_on',
                'moved_out_on',
            ],
        )
    }}
)

select
    n.project_name,
    n.room_name,
    {{ md5_key(['n.project_name', 'n.room_name', 'n.occupant_name']) }} as household_key,
    {{ phone_hash('n.phone') }} as phone_hash,
    n.tenure,
    n.moved_in_on,
    n.moved_out_on,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
