with newest as (
    {{
        newest_rows(
            source('raw', 'projects'),
            key=['project_name'],
            columns=[
                'city',
                'project_type',
                'household_count',
                'opened_on',
            ],
        )
    }}
)

select
    n.project_name,
    n.city,
    n.project_type,
    n.household_count,
    n.opened_on,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
