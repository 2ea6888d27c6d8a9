with newest as (
    {{
        newest_rows(
            source('raw', 'complaints'),
            key=['complaint_id'],
            columns=[
                'complainant_name',
                'phone',
                'content',
                'received_at',
                'resolution',
                'penalty',
            ],
        )
    }}
)

select
    n.complaint_id,
    n.complainant_name,
    n.phone,
    n.content,
    n.resolution,
    n.penalty,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.received_at <= build.as_of
