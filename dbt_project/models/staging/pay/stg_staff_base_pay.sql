with newest as (
    {{
        newest_rows(
            source('raw', 'staff'),
            key=['staff_id', 'effective_on'],
            columns=[
                'base_pay',
            ],
        )
    }}
)

select
    n.staff_id,
    n.effective_on,
    n.base_pay,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
