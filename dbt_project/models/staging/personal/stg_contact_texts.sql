with newest as (
    {{
        newest_rows(
            source('raw', 'contacts'),
            key=['contact_id'],
            columns=[
                'contacted_at',
                'content',
            ],
        )
    }}
)

select
    n.contact_id,
    n.content,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.contacted_at <= build.as_of
