with newest as (
    {{
        newest_rows(
            source('raw', 'lunch_duties'),
            key=['staff_id', 'duty_on'],
            columns=[],
        )
    }}
)

select
    n.staff_id,
    n.duty_on,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.duty_on <= build.as_of
