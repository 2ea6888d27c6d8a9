with newest as (
    {{
        newest_rows(
            source('raw', 'incidents'),
            key=['incident_id'],
            columns=[
                'reported_at',
                'cause',
            ],
        )
    }}
)

select
    n.incident_id,
    n.cause,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.reported_at <= build.as_of
