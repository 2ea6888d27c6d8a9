with newest as (
    {{
        newest_rows(
            source('raw', 'resignation_followers'),
            key=['contract_id', 'from_staff_id'],
            columns=[
                'to_staff_id',
                'effective_on',
            ],
        )
    }}
)

select
    n.contract_id,
    n.from_staff_id,
    n.to_staff_id,
    n.effective_on,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
