with newest as (
    {{
        newest_rows(
            source('raw', 'contacts'),
            key=['contact_id'],
            columns=[
                'ticket_id',
                'contacted_at',
                'contact_method',
                'staff_id',
            ],
        )
    }}
)

select
    n.contact_id,
    n.ticket_id,
    n.contacted_at,
    n.contact_method,
    n.staff_id,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.contacted_at <= build.as_of
