with newest as (
    {{
        newest_rows(
            source('raw', 'staff'),
            key=['staff_id', 'effective_on'],
            columns=[
                'staff_name',
            ],
        )
    }}
)

select
    n.staff_id,
    n.effective_on,
    n.staff_name,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
