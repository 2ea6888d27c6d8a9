with newest as (
    {{
        newest_rows(
            source('raw', 'calls'),
            key=['call_id'],
            columns=[
                'project_name',
                'called_at',
                'ring_count',
                'answered_by_staff_id',
                'purpose',
                'room_name',
                'phone',
            ],
        )
    }}
)

select
    n.call_id,
    n.project_name,
    n.called_at,
    n.ring_count,
    {{ has_column('n.missing_columns', 'ring_count') }} as is_ring_count_recorded,
    n.answered_by_staff_id,
    {{ has_column('n.missing_columns', 'answered_by_staff_id') }} as is_answerer_recorded,
    n.purpose,
    n.room_name,
    {{ phone_hash('n.phone') }} as phone_hash,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.called_at <= build.as_of
