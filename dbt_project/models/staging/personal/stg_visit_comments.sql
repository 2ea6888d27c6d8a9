with newest as (
    {{
        newest_rows(
            source('raw', 'visits'),
            key=['visit_id'],
            columns=[
                'visited_at',
                'comment',
            ],
        )
    }}
)

select
    n.visit_id,
    n.comment,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.visited_at <= build.as_of
