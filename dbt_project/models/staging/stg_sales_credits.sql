with newest as (
    {{
        newest_rows(
            source('raw', 'sales_credits'),
            key=['contract_id', 'staff_id'],
            columns=[
                'share',
                'decided_by_staff_id',
                'reason',
            ],
        )
    }}
)

select
    n.contract_id,
    n.staff_id,
    n.share,
    n.decided_by_staff_id,
    n.reason,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
