with newest as (
    {{
        newest_rows(
            source('raw', 'sales_receipts'),
            key=['receipt_id'],
            columns=[
                'contract_id',
                'received_on',
                'amount',
                'source',
            ],
        )
    }}
)

select
    n.receipt_id,
    n.contract_id,
    n.received_on,
    n.amount,
    n.source,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.received_on <= build.as_of
