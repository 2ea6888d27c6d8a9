with newest as (
    {{
        newest_rows(
            source('raw', 'sales_targets'),
            key=['project_name', 'staff_id', 'month'],
            columns=[
                'target_amount',
            ],
        )
    }}
)

select
    n.project_name,
    n.staff_id,
    n.month,
    n.target_amount,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
